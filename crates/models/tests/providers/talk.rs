//! Requests to send, and how to open a model at a fake.

use models::{
    ChatMessage, ChatReply, ChatRequest, Jitter, Model, ModelError, ProviderSettings, RetryPolicy, open,
};
use models::{ToolCall, ToolSpec};
use std::sync::Arc;
use std::time::Duration;

pub(crate) const SCHEMA: &str =
    r#"{"type":"object","properties":{"path":{"type":"string"}},"required":["path"]}"#;

/// Settings without waits, so that tests take no time.
pub(crate) fn settings(retries: u32) -> ProviderSettings {
    let retry =
        RetryPolicy { retries, first_wait: Duration::ZERO, jitter: Jitter::None, ..RetryPolicy::default() };
    ProviderSettings { retry, ..ProviderSettings::default() }
}

/// Opens a model with these environment variables.
pub(crate) fn open_with(id: &str, settings: &ProviderSettings, variables: &[(&str, &str)]) -> OpenResult {
    let lookup =
        |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
    open(&id.parse().unwrap(), settings, &lookup)
}

pub(crate) type OpenResult = Result<Arc<dyn Model>, ModelError>;

pub(crate) fn user(text: &str) -> ChatMessage {
    ChatMessage::User { text: text.into() }
}

pub(crate) fn assistant(text: &str, calls: &[(&str, &str, &str)]) -> ChatMessage {
    let call = |&(id, name, arguments): &(&str, &str, &str)| ToolCall {
        id: id.into(),
        name: name.into(),
        arguments: arguments.into(),
    };
    ChatMessage::Assistant { text: text.into(), calls: calls.iter().map(call).collect() }
}

pub(crate) fn result(call_id: &str, text: &str, failed: bool) -> ChatMessage {
    ChatMessage::Tool { call_id: call_id.into(), name: "read_file".into(), text: text.into(), failed }
}

pub(crate) fn tool(name: &str, parameters: &str) -> ToolSpec {
    ToolSpec {
        name: name.into(),
        description: format!("About {name}.").into(),
        parameters: parameters.into(),
    }
}

/// A first request: one user message, one tool.
pub(crate) fn first() -> ChatRequest {
    ChatRequest {
        system: "You are careful.".into(),
        tools: [tool("read_file", SCHEMA)].into(),
        messages: vec![user("Read a and b.")],
        ..ChatRequest::default()
    }
}

/// A later request: two calls in one turn, answered by a success and a failure, and another word of the user.
pub(crate) fn later() -> ChatRequest {
    let calls = [("id_1", "read_file", r#"{"path":"a"}"#), ("id_2", "read_file", r#"{"path":"b"}"#)];
    let messages = vec![
        user("Read a and b."),
        assistant("Reading.", &calls),
        result("id_1", "contents of a", false),
        result("id_2", "no such file", true),
        user("And now?"),
    ];
    ChatRequest { messages, ..first() }
}

/// Calls of a reply as plain strings.
pub(crate) fn calls(reply: &ChatReply) -> Vec<(&str, &str, &str)> {
    reply.calls.iter().map(|call| (&*call.id, &*call.name, &*call.arguments)).collect()
}
