//! Reads the answers of Anthropic Messages.

use super::answer::{Unreadable, by_itself, call_id, finish};
use crate::{ChatReply, ChatRequest, Stop, ToolCall};
use serde_json::Value;

/// Reads a body: its text and tool blocks, and its usage. Other blocks, such as thinking, are not for the host.
pub(super) fn read(body: &Value, request: &ChatRequest) -> Result<ChatReply, Unreadable> {
    let blocks = body.get("content").and_then(Value::as_array).ok_or_else(|| Unreadable::shape("content"))?;
    let mut text = String::new();
    let mut calls = Vec::new();
    for block in blocks {
        match block.get("type").and_then(Value::as_str) {
            Some("text") => text.push_str(block.get("text").and_then(Value::as_str).unwrap_or_default()),
            Some("tool_use") => calls.push(read_call(block, request, calls.len())?),
            _ => {}
        }
    }
    let stop = match body.get("stop_reason").and_then(Value::as_str).unwrap_or_default() {
        "refusal" => Stop::Refused,
        "max_tokens" | "model_context_window_exceeded" => Stop::Length,
        _ => by_itself(&calls),
    };
    Ok(finish(request, text, calls, stop, read_usage(body)))
}

fn read_call(block: &Value, request: &ChatRequest, index: usize) -> Result<ToolCall, Unreadable> {
    let name = block.get("name").and_then(Value::as_str);
    let arguments = block.get("input").filter(|input| !input.is_null()).map(Value::to_string);
    Ok(ToolCall {
        id: call_id(block.get("id"), request, index),
        name: name.ok_or_else(|| Unreadable::shape("name in a tool call"))?.into(),
        arguments: arguments.unwrap_or_else(|| "{}".to_owned()).into(),
    })
}

/// Tokens read from and written to a cache are tokens of the request that `input_tokens` leaves out.
fn read_usage(body: &Value) -> Option<(u64, u64)> {
    let count = |name| body.get("usage")?.get(name)?.as_u64();
    let cached = ["cache_creation_input_tokens", "cache_read_input_tokens"].into_iter().filter_map(count);
    Some((cached.fold(count("input_tokens")?, u64::saturating_add), count("output_tokens")?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check_stop(reason: &Value, content: &Value, expected: Stop) {
        let body = json!({"stop_reason": reason, "content": content});
        assert_eq!(read(&body, &ChatRequest::default()).unwrap().stop, expected, "{body}");
    }

    #[test]
    fn stop_reasons_are_mapped() {
        let call = json!([{"type": "tool_use", "id": "1", "name": "t", "input": {}}]);
        check_stop(&json!("end_turn"), &json!([]), Stop::Complete);
        check_stop(&json!("stop_sequence"), &json!([]), Stop::Complete);
        check_stop(&json!("tool_use"), &call, Stop::Calls);
        check_stop(&json!("max_tokens"), &call, Stop::Length);
        check_stop(&json!("model_context_window_exceeded"), &json!([]), Stop::Length);
        check_stop(&json!("refusal"), &json!([]), Stop::Refused);
        check_stop(&json!("pause_turn"), &json!([]), Stop::Complete);
        check_stop(&Value::Null, &json!([]), Stop::Complete);
    }

    #[test]
    fn blocks_become_text_and_calls() {
        let body = json!({
            "content": [
                {"type": "thinking", "thinking": "hm", "signature": "s"},
                {"type": "text", "text": " Let me "},
                {"type": "text", "text": "look."},
                {"type": "tool_use", "id": "toolu_1", "name": "read", "input": {"b": 1, "a": [2]}},
                {"type": "tool_use", "name": "list"},
            ],
            "usage": {"input_tokens": 5, "cache_read_input_tokens": 100, "output_tokens": 7},
        });
        let reply = read(&body, &ChatRequest::default()).unwrap();
        assert_eq!(&*reply.text, " Let me look.");
        let calls: Vec<_> =
            reply.calls.iter().map(|call| (&*call.id, &*call.name, &*call.arguments)).collect();
        assert_eq!(calls, [("toolu_1", "read", r#"{"b":1,"a":[2]}"#), ("call_1", "list", "{}")]);
        assert_eq!((reply.usage.input, reply.usage.output, reply.usage.estimated), (105, 7, false));
    }

    #[test]
    fn other_shapes_are_errors() {
        for body in [json!({}), json!({"content": "text"}), json!({"content": [{"type": "tool_use"}]})] {
            assert!(read(&body, &ChatRequest::default()).is_err(), "{body}");
        }
    }
}
