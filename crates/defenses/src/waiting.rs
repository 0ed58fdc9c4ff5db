//! Requests of the host on the clock, calls apart.

use std::collections::{BTreeMap, BTreeSet};
use tokio::time::Instant;
use wire::{Id, METHOD_LISTEN, Message};

/// Requests that are not answered yet, and those that nobody waits for any more.
#[derive(Default)]
pub(crate) struct Waiting {
    until: BTreeMap<Id, Instant>,
    given_up: BTreeSet<Id>,
}

impl Waiting {
    /// Notes a request that has to be answered until then.
    pub(crate) fn asked(&mut self, request: &Message, until: Option<Instant>) {
        // The answer to this one is not expected before the session ends.
        let lasts = request.method().is_some_and(|method| method == METHOD_LISTEN);
        if let (Some(id), Some(until), false) = (request.id(), until, lasts) {
            self.given_up.remove(&id);
            self.until.insert(id, until);
        }
    }

    /// The earliest moment at which the clock runs out.
    pub(crate) fn first(&self) -> Option<Instant> {
        self.until.values().min().copied()
    }

    /// Gives up what the clock has run out for.
    pub(crate) fn overdue(&mut self, now: Instant) -> Vec<Id> {
        let gone: Vec<Id> = self.until.extract_if(.., |_, until| *until <= now).map(|(id, _)| id).collect();
        self.given_up.extend(gone.iter().cloned());
        gone
    }

    /// Whether an answer comes too late; the request is closed either way.
    pub(crate) fn is_late(&mut self, answer: &Message) -> bool {
        let Some(id) = answer.id() else { return false };
        self.until.remove(&id);
        self.given_up.remove(&id)
    }
}
