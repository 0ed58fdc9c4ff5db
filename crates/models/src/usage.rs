//! How many tokens an exchange has when nobody counted.

use crate::{ChatMessage, ChatRequest, ToolCall, Usage};

/// Bytes of text that make one token, by the rule of thumb for English.
const BYTES_A_TOKEN: u64 = 4;

impl Usage {
    /// Estimates an exchange from its texts: 4 bytes a token, rounded up.
    pub fn estimate(request: &ChatRequest, text: &str, calls: &[ToolCall]) -> Self {
        let tools: usize = request
            .tools
            .iter()
            .map(|tool| tool.name.len() + tool.description.len() + tool.parameters.len())
            .sum();
        let messages: usize = request.messages.iter().map(bytes).sum();
        Self {
            input: tokens(request.system_len() + tools + messages),
            output: tokens(text.len() + bytes_of_calls(calls)),
            estimated: true,
        }
    }
}

fn tokens(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX).div_ceil(BYTES_A_TOKEN)
}

fn bytes(message: &ChatMessage) -> usize {
    match message {
        ChatMessage::User { text } => text.len(),
        ChatMessage::Notice(notice) => notice.shown().len(),
        ChatMessage::Assistant { text, calls } => text.len() + bytes_of_calls(calls),
        ChatMessage::Tool { text, .. } => text.len(),
    }
}

fn bytes_of_calls(calls: &[ToolCall]) -> usize {
    calls.iter().map(|call| call.name.len() + call.arguments.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_the_exchange_counts() {
        let call = ToolCall { id: "c".into(), name: "read".into(), arguments: "{\"a\":1}x".into() };
        let request = ChatRequest {
            system: "four".into(),
            messages: vec![
                ChatMessage::User { text: "four".into() },
                ChatMessage::Assistant { text: "four".into(), calls: vec![call.clone()] },
                ChatMessage::Tool {
                    call_id: "c".into(),
                    name: "read".into(),
                    text: "12345".into(),
                    failed: false,
                },
            ],
            ..ChatRequest::default()
        };
        // 4 + 4 + 4 + (4 + 8) + 5 bytes in, 2 + (4 + 8) bytes out, both rounded up.
        let usage = Usage::estimate(&request, "ok", &[call]);
        assert_eq!(usage, Usage { input: 8, output: 4, estimated: true });
    }
}
