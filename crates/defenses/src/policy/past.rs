//! What happened in a trial so far, over all its services.

use crate::texts::Sort;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use wire::Message;

/// Longest text of a result that is kept for `history`, in characters.
const KEPT: usize = 16_384;

/// Labels of services, by the sort of their texts.
pub(super) type Read = BTreeMap<Sort, BTreeSet<String>>;

/// The memory of one trial.
pub(super) struct Past {
    pub(super) history: Vec<Made>,
    /// Services that are not trusted and whose texts the agent has read. Every sort has an entry, so that a rule may ask
    /// for any.
    pub(super) read: Read,
}

impl Default for Past {
    fn default() -> Self {
        Self { history: vec![], read: Sort::ALL.map(|sort| (sort, BTreeSet::new())).into() }
    }
}

impl Past {
    /// Labels of all services whose texts the agent has read.
    pub(super) fn untrusted(&self) -> BTreeSet<&str> {
        self.read.values().flatten().map(String::as_str).collect()
    }

    /// Notes what came of a call.
    pub(super) fn came(&mut self, place: usize, result: &Value) {
        if let Some(made) = self.history.get_mut(place) {
            (made.text, made.failed) = outcome(result);
        }
    }
}

/// A call that was let through.
#[derive(Serialize)]
pub(super) struct Made {
    pub(super) service: String,
    pub(super) tool: String,
    pub(super) arguments: Value,
    pub(super) text: String,
    pub(super) failed: bool,
}

/// A result, or an error in the place of one.
pub(super) fn read(message: &Message) -> Value {
    let read = |json: &str| serde_json::from_str(json).unwrap_or_default();
    match (message.result_json(), message.error_json()) {
        (Some(result), _) => read(result),
        (None, error) => Value::from_iter([("error", error.map(read).unwrap_or_default())]),
    }
}

/// The text of a result, and whether the call failed.
fn outcome(result: &Value) -> (String, bool) {
    let cut = |text: &str| text.chars().take(KEPT).collect();
    if let Some(error) = result.get("error") {
        return (cut(&error.to_string()), true);
    }
    let blocks = result.get("content").and_then(Value::as_array).into_iter().flatten();
    let texts: Vec<&str> = blocks.filter_map(|block| block.get("text")?.as_str()).collect();
    (cut(&texts.join("\n")), result.get("isError").and_then(Value::as_bool).unwrap_or(false))
}
