//! What all connections of one host share.

use crate::{Budget, Field, Profile, Screen, Spent};
use chain::{Event, Recorder};
use models::{Forwarded, Model};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// A host's profile, its model, the trace that it writes, and what it has spent. Clones share all of it: a service asks
/// things of the host in the middle of a call, and what is said then belongs to the same conversation.
#[derive(Clone)]
pub struct Kit(Arc<Inner>);

struct Inner {
    profile: &'static Profile,
    model: Arc<dyn Model>,
    recorder: Recorder,
    task: OnceLock<Task>,
    state: Mutex<State>,
}

/// What the user asked, and within which bounds.
struct Task {
    prompt: Arc<str>,
    budget: Budget,
}

#[derive(Default)]
struct State {
    spent: Spent,
    notices: Vec<Forwarded>,
}

impl Kit {
    /// A host with this profile and model, that writes into this trace.
    pub fn new(profile: &'static Profile, model: Arc<dyn Model>, recorder: Recorder) -> Self {
        let (task, state) = (OnceLock::new(), Mutex::default());
        Self(Arc::new(Inner { profile, model, recorder, task, state }))
    }

    /// The profile.
    pub fn profile(&self) -> &'static Profile {
        self.0.profile
    }

    pub(crate) fn model(&self) -> &dyn Model {
        &*self.0.model
    }

    pub(crate) fn record(&self, event: Event) {
        self.0.recorder.push(event);
    }

    /// Says what the host is about. Only the first time counts.
    pub(crate) fn begin(&self, prompt: Arc<str>, budget: Budget) {
        let _begun = self.0.task.set(Task { prompt, budget });
    }

    /// What the user asked; empty before the host begins.
    pub(crate) fn prompt(&self) -> Arc<str> {
        self.0.task.get().map_or_else(|| "".into(), |task| Arc::clone(&task.prompt))
    }

    /// What was spent so far.
    pub(crate) fn spent(&self) -> Spent {
        self.state().spent
    }

    /// Adds to what was spent.
    pub(crate) fn spend(&self, add: impl FnOnce(&mut Spent)) {
        add(&mut self.state().spent);
    }

    /// Which bound does not allow one more request to the model, if any.
    pub(crate) fn too_much(&self, spent: &Spent) -> Option<String> {
        self.0.task.get().and_then(|task| task.budget.exceeded(spent))
    }

    /// Notes a text of a service that the model is to read before its next reply, where the profile forwards it.
    pub(crate) fn notice(&self, field: Field, service: &str, what: &str, text: impl Into<Arc<str>>) {
        if self.profile().forwards(field) {
            let notice = Forwarded { service: service.into(), what: what.into(), text: text.into() };
            self.state().notices.push(notice);
        }
    }

    /// Texts that were noted since the last call.
    pub(crate) fn take_notices(&self) -> Vec<Forwarded> {
        std::mem::take(&mut self.state().notices)
    }

    /// Puts a text on the user's screen, where there is one.
    pub(crate) fn show(&self, what: &str, service: &str, text: &str) {
        let text = match self.profile().conduct.screen {
            Screen::None => return,
            Screen::Escaped => format!("{service}: {}", wire::escaped(text)),
            Screen::Raw => text.to_owned(),
        };
        self.record(Event::Shown { what: what.into(), text: text.into() });
    }

    /// Notes an address that the host reached for, and why. It is never asked: the host's network is a sandbox.
    pub(crate) fn reach(&self, why: &str, target: &str) {
        self.record(Event::Reached { why: why.into(), target: target.into() });
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
