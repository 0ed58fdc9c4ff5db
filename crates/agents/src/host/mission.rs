//! What the agent is asked to do, and how it ended.

use crate::{Budget, Spent};
use chain::Outcome;
use std::sync::Arc;
use wire::LinkError;

/// What the agent is asked to do, and within which bounds.
#[derive(Clone, Debug)]
pub struct Mission {
    /// The host's own instructions. Text of active defenses stands here too.
    pub system: String,
    /// The user's request.
    pub prompt: String,
    /// Text appended as the last user message of every request, never kept in the conversation.
    pub last: Option<Arc<str>>,
    /// Bounds.
    pub budget: Budget,
    /// Names of the only tools to offer; `None` offers all.
    pub allowed: Option<Vec<String>>,
    /// Sampling seed for the model.
    pub seed: u64,
}

/// How it ended.
#[derive(Clone, Debug)]
pub struct Ending {
    /// Completed, refused, blocked, out of budget, or failed, be it by the service's side or the harness. A run that the host itself ended, as some do when a
    /// service breaks a rule, is completed: without an answer, and with the reason in the note.
    pub outcome: Outcome,
    /// The final answer; empty when there is none.
    pub answer: Arc<str>,
    /// What was used.
    pub spent: Spent,
    /// Why there is no final answer; empty where there is one.
    pub note: String,
}

/// Why the loop ends before a final answer.
pub(super) struct Halt(pub(super) Outcome, pub(super) String);

impl From<LinkError> for Halt {
    fn from(error: LinkError) -> Self {
        Self(Outcome::from(&error), error.to_string())
    }
}
