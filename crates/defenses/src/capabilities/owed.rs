//! Answers that the layer owes a service: roots that an `input_required` result asked for, to go with the host's next try.

use crate::draft::{Draft, View};
use std::collections::{BTreeMap, BTreeSet};
use wire::json::{NodeId, encode};

/// Most results of which answers are owed at once. The oldest are let go: a service that mints more is not waiting.
const MOST: usize = 64;

/// Keys of the requests, by the JSON of the `requestState` that came with them; empty where none did.
#[derive(Default)]
pub(super) struct Owed {
    keys: BTreeMap<String, Vec<String>>,
    order: Vec<String>,
}

impl Owed {
    /// Notes which entries of a result the host does not see.
    pub(super) fn note(&mut self, view: &View, entries: &BTreeSet<NodeId>) {
        let state = view.along(0, &["result", "requestState"]).pop().map_or("", |id| view.raw(id)).to_owned();
        let keys = entries.iter().map(|&id| view.key(id).into_owned()).collect();
        self.order.retain(|known| *known != state);
        self.order.push(state.clone());
        self.keys.insert(state, keys);
        if self.order.len() > MOST {
            let oldest = self.order.remove(0);
            self.keys.remove(&oldest);
        }
    }

    /// Adds to a request that goes on with such a result what is owed to it.
    pub(super) fn pay(&mut self, draft: &mut Draft, answer: &str) {
        let view = draft.view.clone();
        let Some(params) = view.member(0, "params") else { return };
        let (state, responses) = (view.member(params, "requestState"), view.member(params, "inputResponses"));
        if self.keys.is_empty() || (state.is_none() && responses.is_none()) {
            return;
        }
        let state = state.map_or("", |id| view.raw(id));
        let Some(keys) = self.keys.remove(state) else { return };
        self.order.retain(|known| known != state);
        let members: Vec<String> = keys.iter().map(|key| format!("{}:{answer}", encode(key))).collect();
        match responses {
            Some(responses) => draft.add_all(responses, &members),
            None => draft.add_all(params, &[format!("\"inputResponses\":{{{}}}", members.join(","))]),
        }
    }
}
