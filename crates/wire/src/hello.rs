//! What a server says of itself when a session opens.

use crate::{Era, Message};
use serde::{Deserialize, Serialize};

/// Name and version of a client or server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Implementation {
    /// Programmatic name.
    pub name: String,
    /// Version text.
    #[serde(default)]
    pub version: String,
}

impl Default for Implementation {
    fn default() -> Self {
        Self { name: "safemcp".into(), version: env!("CARGO_PKG_VERSION").into() }
    }
}

/// What a server said in its first answer (`initialize` or `server/discover`). Self-reported: label, not identity.
#[derive(Clone, Debug)]
pub struct Hello {
    /// The era agreed upon.
    pub era: Era,
    /// Instructions for the model, if any (surface L04).
    pub instructions: Option<String>,
    /// Raw JSON of `capabilities`.
    pub capabilities: String,
    /// The server's name for itself.
    pub server: Option<Implementation>,
    /// The whole answer, as it stood.
    pub answer: Message,
}

impl Hello {
    /// Whether it says that it may not be kept for a moment (surface L05).
    pub fn stale(&self) -> bool {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Kept {
            ttl_ms: f64,
        }
        let kept = self.answer.result_json().and_then(|json| serde_json::from_str::<Kept>(json).ok());
        kept.is_some_and(|kept| kept.ttl_ms <= 0.0)
    }
}
