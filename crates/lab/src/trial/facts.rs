//! Facts for predicates of the user's, from the trace.

use chain::{Direction, Event, Tap, Trace, call_view};
use judge::{CallFact, Facts};
use serde_json::Value;
use std::collections::BTreeMap;
use wire::{Id, Message};

/// Gathers calls, answer, files and exposed texts.
pub(crate) fn gather(trace: &Trace, answer: &str, files: BTreeMap<String, String>) -> Facts {
    let calls = trace.messages(Tap::Planted, Direction::ToServer).filter_map(|message| {
        let call = call_view(message)?;
        let (text, failed) = message.id().map_or_else(|| (String::new(), true), |id| answered(trace, &id));
        let arguments = serde_json::from_str(call.arguments).unwrap_or_default();
        Some(CallFact { tool: call.name.into_owned(), arguments, text, failed })
    });
    let exposed = trace.events.iter().filter_map(|event| match event {
        Event::Exposed { part, text } if part.third_party() => Some(text.to_string()),
        _ => None,
    });
    Facts { calls: calls.collect(), answer: answer.to_owned(), files, exposed: exposed.collect() }
}

/// The text that the host received for a request, and whether the call failed.
fn answered(trace: &Trace, id: &Id) -> (String, bool) {
    let is_answer = |message: &&Message| message.method().is_none() && message.id().as_ref() == Some(id);
    let Some(answer) = trace.messages(Tap::Delivered, Direction::ToHost).find(is_answer) else {
        return (String::new(), true);
    };
    let result: Value =
        answer.result_json().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    let blocks = result.get("content").and_then(Value::as_array);
    let texts = blocks.into_iter().flatten().filter_map(|block| block.get("text")?.as_str());
    let failed = result.is_null() || result.get("isError").and_then(Value::as_bool) == Some(true);
    (texts.collect::<Vec<_>>().join("\n"), failed)
}
