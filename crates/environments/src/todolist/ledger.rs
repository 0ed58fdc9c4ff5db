//! The reward of an episode, kept step by step.

use super::goal::Goal;
use super::play::without_ids;
use super::store::Store;
use crate::agentboard::Progress;
use serde_json::Value;

/// What has been reached so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    progress: Progress,
    settled: Option<f64>,
}

impl Ledger {
    /// Nothing has been reached yet.
    pub(super) fn new(goal: &Goal) -> Self {
        Self { progress: Progress::new(goal.subgoals.clone()), settled: None }
    }

    /// Notes the result of an action that succeeded.
    pub(super) fn note(&mut self, result: &Value) {
        self.progress.note(without_ids(result));
    }

    /// Ends the episode.
    pub(super) fn settle(&mut self, goal: &Goal, store: &Store) {
        let met = self.progress.share() >= 1.0 && goal.is_met(store);
        self.settled = Some(f64::from(u8::from(met)));
    }

    /// The share of subgoals met; after the end, whether all was well.
    pub(super) fn shown(&self) -> f64 {
        self.settled.unwrap_or(self.progress.share())
    }

    /// The reward: nothing before the end.
    pub(super) fn reward(&self) -> f64 {
        self.settled.unwrap_or_default()
    }

    /// Whether the episode is over.
    pub(super) fn done(&self) -> bool {
        self.settled.is_some()
    }
}
