//! Reads the answers of OpenAI chat completions, and of the many servers that speak nearly the same.

use super::answer::{Unreadable, by_itself, call_id, finish};
use crate::{ChatReply, ChatRequest, Stop, ToolCall};
use serde_json::Value;
use std::sync::Arc;

/// Reads a body: its first choice, and its usage.
pub(super) fn read(body: &Value, request: &ChatRequest) -> Result<ChatReply, Unreadable> {
    let choice = body.pointer("/choices/0").ok_or_else(|| Unreadable::shape("choices"))?;
    let message = choice.get("message").ok_or_else(|| Unreadable::shape("message"))?;
    let listed = message.get("tool_calls").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let calls = listed
        .iter()
        .enumerate()
        .map(|(index, call)| read_call(call, request, index))
        .collect::<Result<Vec<_>, _>>()?;
    let refusal = message.get("refusal").and_then(Value::as_str).filter(|refusal| !refusal.is_empty());
    let reason = choice.get("finish_reason").and_then(Value::as_str).unwrap_or_default();
    let stop = match reason {
        "content_filter" => Stop::Blocked,
        _ if refusal.is_some() => Stop::Refused,
        "length" => Stop::Length,
        "error" => {
            return Err(Unreadable {
                what: "the answer broke off with an error".to_owned(),
                retryable: true,
            });
        }
        // Not every server says `tool_calls` when it makes some.
        _ => by_itself(&calls),
    };
    let text = match read_text(message) {
        text if text.is_empty() => refusal.unwrap_or_default().to_owned(),
        text => text,
    };
    Ok(finish(request, text, calls, stop, read_usage(body)))
}

/// The words: a string, or parts of which the texts count.
fn read_text(message: &Value) -> String {
    match message.get("content") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(parts)) => {
            parts.iter().filter_map(|part| part.get("text").and_then(Value::as_str)).collect()
        }
        _ => String::new(),
    }
}

fn read_call(call: &Value, request: &ChatRequest, index: usize) -> Result<ToolCall, Unreadable> {
    let name = call.pointer("/function/name").and_then(Value::as_str);
    Ok(ToolCall {
        id: call_id(call.get("id"), request, index),
        name: name.ok_or_else(|| Unreadable::shape("name in a tool call"))?.into(),
        arguments: read_arguments(call.pointer("/function/arguments")),
    })
}

/// Arguments as they were written. Some servers send an object where the format wants its text, or nothing at all.
fn read_arguments(arguments: Option<&Value>) -> Arc<str> {
    match arguments {
        None | Some(Value::Null) => "{}".into(),
        Some(Value::String(text)) => text.as_str().into(),
        Some(other) => other.to_string().into(),
    }
}

fn read_usage(body: &Value) -> Option<(u64, u64)> {
    let count = |name| body.get("usage")?.get(name)?.as_u64();
    Some((count("prompt_tokens")?, count("completion_tokens")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read_choice(choice: &Value) -> Result<ChatReply, Unreadable> {
        read(&json!({"choices": [choice]}), &ChatRequest::default())
    }

    fn check_stop(reason: &str, message: &Value, expected: Stop, text: &str) {
        let reply = read_choice(&json!({"finish_reason": reason, "message": message})).unwrap();
        assert_eq!((reply.stop, &*reply.text), (expected, text), "{reason} {message}");
    }

    #[test]
    fn stop_reasons_are_mapped() {
        let calls = json!([{"id": "1", "type": "function", "function": {"name": "t", "arguments": "{}"}}]);
        check_stop("stop", &json!({"content": " hi "}), Stop::Complete, " hi ");
        check_stop("stop", &json!({"content": null, "tool_calls": calls}), Stop::Calls, "");
        check_stop("tool_calls", &json!({"tool_calls": calls}), Stop::Calls, "");
        check_stop("tool_calls", &json!({"content": "", "tool_calls": null}), Stop::Complete, "");
        check_stop("length", &json!({"content": "cut"}), Stop::Length, "cut");
        check_stop("content_filter", &json!({"content": ""}), Stop::Blocked, "");
        check_stop("stop", &json!({"content": null, "refusal": "I will not."}), Stop::Refused, "I will not.");
        check_stop(
            "stop",
            &json!({"content": [{"type": "text", "text": "a"}, {"text": "b"}]}),
            Stop::Complete,
            "ab",
        );
    }

    #[test]
    fn arguments_stay_as_they_were_written() {
        for (arguments, expected) in [
            (json!("{ \"n\": 1.50 }"), "{ \"n\": 1.50 }"),
            (json!("{\"broken\": "), "{\"broken\": "),
            (json!(""), ""),
            (json!({"n": 1}), "{\"n\":1}"),
            (Value::Null, "{}"),
        ] {
            let call = json!({"id": "1", "function": {"name": "t", "arguments": arguments}});
            let reply = read_choice(&json!({"message": {"tool_calls": [call]}})).unwrap();
            assert_eq!(&*reply.calls[0].arguments, expected);
        }
    }

    #[test]
    fn other_shapes_are_errors() {
        for body in [json!({}), json!([]), json!({"choices": []}), json!({"choices": [{}]}), json!(null)] {
            assert!(!read(&body, &ChatRequest::default()).unwrap_err().retryable, "{body}");
        }
        assert!(read_choice(&json!({"message": {"tool_calls": [{"function": {}}]}})).is_err());
        assert!(read_choice(&json!({"finish_reason": "error", "message": {}})).unwrap_err().retryable);
    }
}
