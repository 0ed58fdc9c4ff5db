//! The reward of an episode, kept step by step.

use super::goal::{Goal, same};
use super::play::without_ids;
use super::store::Store;
use serde_json::Value;

/// What has been reached so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    results: Vec<Value>,
    best: f64,
    settled: Option<f64>,
}

impl Ledger {
    /// Notes the result of an action that succeeded.
    #[expect(clippy::cast_precision_loss, reason = "a task has a handful of subgoals")]
    pub(super) fn note(&mut self, goal: &Goal, result: &Value) {
        self.results.push(without_ids(result));
        let mut left: Vec<&Value> = self.results.iter().collect();
        let met = goal.subgoals.iter().filter(|subgoal| {
            match left.iter().position(|result| same(result, subgoal)) {
                Some(at) => {
                    left.remove(at);
                    true
                }
                None => false,
            }
        });
        let met = met.count();
        let share = if goal.subgoals.is_empty() { 1.0 } else { met as f64 / goal.subgoals.len() as f64 };
        self.best = self.best.max(share);
    }

    /// Ends the episode; a second end changes nothing.
    pub(super) fn settle(&mut self, goal: &Goal, store: &Store) {
        let met = self.best >= 1.0 && goal.is_met(store);
        self.settled.get_or_insert(f64::from(u8::from(met)));
    }

    /// The share of subgoals met; after the end, whether all was well.
    pub(super) fn shown(&self) -> f64 {
        self.settled.unwrap_or(self.best)
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
