//! What a defense saw and did.

use serde::{Deserialize, Serialize};

/// What a defense did about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Noted only.
    Flag,
    /// The offending text was taken out.
    Redact,
    /// The message or the service was refused.
    Block,
}

/// One observation of a layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The layer that found it.
    pub layer: String,
    /// What it is, in a few words of ours.
    pub what: String,
    /// Where it stood: a JSON path into the message, or empty.
    pub place: String,
    /// What was done.
    pub action: Action,
}
