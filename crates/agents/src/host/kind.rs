//! Kinds of results (surface TR10): which the host reads, of whatever it asked for.

use super::Host;
use crate::Conduct;
use serde_json::Value;
use wire::{Hello, METHOD_DISCOVER, Message};

/// What the model is told of a result of another kind.
pub(super) const UNREADABLE: &str = "The answer cannot be read.";

impl Host<'_> {
    /// Whether the host reads the answer to a request with this method, made in this era.
    pub(super) fn reads(&self, method: &str, answer: &Message, stateless: bool) -> bool {
        reads(&self.kit.profile().conduct, method, answer, stateless)
    }
}

/// A greeting as the host takes it: of one that it cannot read, no more than that there is a service.
pub(crate) fn greeted(conduct: &Conduct, hello: Hello) -> Hello {
    match reads(conduct, METHOD_DISCOVER, &hello.answer, true) {
        true => hello,
        false => Hello { instructions: None, capabilities: "{}".to_owned(), ..hello },
    }
}

fn reads(conduct: &Conduct, method: &str, answer: &Message, stateless: bool) -> bool {
    let result = answer.result_json().filter(|json| !conduct.any_result && json.contains("resultType"));
    let result: Option<Value> = result.and_then(|json| serde_json::from_str(json).ok());
    let Some(kind) = result.as_ref().and_then(|result| result.get("resultType")) else { return true };
    match kind.as_str() {
        Some("complete") => true,
        Some("input_required") => {
            stateless && matches!(method, "tools/call" | "prompts/get" | "resources/read")
        }
        Some("task") => conduct.polls > 0 && method == "tools/call",
        _ => false,
    }
}
