//! What the two formats have in common when an answer is read.

use super::{Provider, anthropic, openai};
use crate::excerpt::excerpt;
use crate::{ChatMessage, ChatReply, ChatRequest, Stop, ToolCall, Usage};
use serde_json::Value;
use std::sync::Arc;

/// Why a body is no reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unreadable {
    /// What is wrong, escaped.
    pub(super) what: String,
    /// Whether another request may fare better.
    pub(super) retryable: bool,
}

impl Unreadable {
    /// The body has another shape than the format says.
    pub(super) fn shape(missing: &str) -> Self {
        Self {
            what: format!("the answer has no {missing}; is this the right kind of endpoint?"),
            retryable: false,
        }
    }
}

/// Reads the body of a successful answer.
///
/// # Errors
/// [`Unreadable`] when it is not what the format says.
pub(super) fn read(provider: Provider, body: &Value, request: &ChatRequest) -> Result<ChatReply, Unreadable> {
    // Gateways report the failure of whoever stands behind them as a success with an error in it.
    if let Some(error) = body.get("error").filter(|error| !error.is_null()) {
        return Err(Unreadable { what: excerpt(&error.to_string()), retryable: true });
    }
    match provider {
        Provider::OpenAi => openai::read(body, request),
        Provider::Anthropic => anthropic::read(body, request),
    }
}

/// Whether an error body says that a content filter stopped the exchange, and not that the request is malformed.
pub(super) fn is_blocked(status: u16, body: &str) -> bool {
    let Ok(body) = serde_json::from_str::<Value>(body) else { return false };
    let field = |name| body.pointer(name).and_then(Value::as_str).unwrap_or_default();
    let by_code =
        matches!(field("/error/code"), "content_filter" | "content_policy_violation" | "invalid_prompt");
    let by_message = field("/error/message").contains("content filtering policy");
    status == 400 && (by_code || by_message)
}

/// The reply to a request that a filter stopped.
pub(super) fn blocked(request: &ChatRequest) -> ChatReply {
    finish(request, String::new(), Vec::new(), Stop::Blocked, None)
}

/// Puts a reply together; counts tokens where the provider did not.
pub(super) fn finish(
    request: &ChatRequest,
    text: String,
    calls: Vec<ToolCall>,
    stop: Stop,
    usage: Option<(u64, u64)>,
) -> ChatReply {
    let usage = match usage {
        Some((input, output)) => Usage { input, output, estimated: false },
        None => Usage::estimate(request, &text, &calls),
    };
    ChatReply { text: text.into(), calls, stop, usage }
}

/// Why the model stopped, when it did so by itself: there is no final answer while it waits for calls.
pub(super) fn by_itself(calls: &[ToolCall]) -> Stop {
    if calls.is_empty() { Stop::Complete } else { Stop::Calls }
}

/// The id of the call at `index` of a reply: the provider's, or ours when it gave none.
pub(super) fn call_id(given: Option<&Value>, request: &ChatRequest, index: usize) -> Arc<str> {
    match given.and_then(Value::as_str).filter(|id| !id.is_empty()) {
        Some(id) => id.into(),
        // Numbered through the conversation, because an id may not come back in a later turn.
        None => format!("call_{}", calls_so_far(request) + index).into(),
    }
}

fn calls_so_far(request: &ChatRequest) -> usize {
    request
        .messages
        .iter()
        .map(|message| match message {
            ChatMessage::Assistant { calls, .. } => calls.len(),
            ChatMessage::User { .. } | ChatMessage::Notice(_) | ChatMessage::Tool { .. } => 0,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_told_from_bad_requests() {
        let azure = r#"{"error":{"message":"filtered","code":"content_filter","status":400}}"#;
        let flagged = r#"{"error":{"message":"flagged","code":"invalid_prompt"}}"#;
        let anthropic = r#"{"type":"error","error":{"type":"invalid_request_error",
            "message":"Output blocked by content filtering policy"}}"#;
        let bad = r#"{"error":{"message":"missing field","code":"invalid_value"}}"#;
        for (status, body, expected) in [
            (400, azure, true),
            (400, flagged, true),
            (400, anthropic, true),
            (400, bad, false),
            (500, azure, false),
            (400, "content_filter", false),
        ] {
            assert_eq!(is_blocked(status, body), expected, "{status} {body}");
        }
    }

    #[test]
    fn missing_ids_are_numbered_through_the_conversation() {
        let call = ToolCall { id: "x".into(), name: "t".into(), arguments: "{}".into() };
        let request = ChatRequest {
            messages: vec![ChatMessage::Assistant { text: "".into(), calls: vec![call.clone(), call] }],
            ..ChatRequest::default()
        };
        assert_eq!(&*call_id(None, &request, 1), "call_3");
        assert_eq!(&*call_id(Some(&Value::from("")), &request, 0), "call_2");
        assert_eq!(&*call_id(Some(&Value::from("abc")), &request, 0), "abc");
    }

    #[test]
    fn an_error_inside_a_success_is_an_error() {
        let body = serde_json::json!({"error": {"message": "upstream \u{1b}[31mfailed"}});
        let error = read(Provider::OpenAi, &body, &ChatRequest::default()).unwrap_err();
        assert!(error.retryable && !error.what.contains('\u{1b}'), "{error:?}");
    }
}
