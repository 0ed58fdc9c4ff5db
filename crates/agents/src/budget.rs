//! Bounds of one trial, and what was spent of them.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// How much an agent may use before it is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Budget {
    /// Requests to the model. Default 120.
    pub steps: u64,
    /// Tokens, requests and replies together. Default 2,000,000.
    pub tokens: u64,
    /// Bytes of the services' answers and notifications. Default 16 MiB.
    pub bytes: u64,
    /// Wall time in seconds. Default 600.
    pub seconds: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { steps: 120, tokens: 2_000_000, bytes: 16 * 1024 * 1024, seconds: 600 }
    }
}

impl Budget {
    /// Wall time.
    pub fn time(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }

    /// What is exceeded, if anything. To use up a bound exactly does not exceed it.
    pub fn exceeded(&self, spent: &Spent) -> Option<String> {
        [
            ("model requests", spent.model_calls, self.steps),
            ("tokens", spent.input_tokens.saturating_add(spent.output_tokens), self.tokens),
            ("bytes of answers", spent.bytes, self.bytes),
        ]
        .into_iter()
        .find(|(_, used, limit)| used > limit)
        .map(|(what, used, limit)| format!("{used} {what} exceed the budget of {limit}"))
    }
}

/// What an agent has used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Requests to the model.
    pub model_calls: u64,
    /// `tools/call` requests, those of `input_required` rounds included.
    pub tool_calls: u64,
    /// Tokens of all requests.
    pub input_tokens: u64,
    /// Tokens of all replies.
    pub output_tokens: u64,
    /// Bytes of the services' answers and notifications.
    pub bytes: u64,
}

impl Spent {
    /// This, and one more request to the model.
    pub(crate) fn with_one_more(self) -> Self {
        Self { model_calls: self.model_calls + 1, ..self }
    }
}
