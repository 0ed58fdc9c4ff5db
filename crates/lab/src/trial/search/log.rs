//! What the queries of a search did and cost.

use super::state::height;
use attacks::Attack;
use chain::{Ladder, Metrics};
use std::time::Duration;
use store::{Finished, Trial};

/// All queries, in words and in sum.
#[derive(Default)]
pub(super) struct Log {
    pub(super) queries: u64,
    note: String,
    metrics: Metrics,
    took: Duration,
}

impl Log {
    /// Adds a query.
    pub(super) fn add(&mut self, attack: &Attack, trial: &Trial, took: Option<Duration>) {
        self.queries += 1;
        let rung =
            height(trial).checked_sub(1).and_then(|rung| Ladder::RUNGS.get(rung)).unwrap_or(&"nothing");
        let end = if trial.outcome.counts() {
            (*rung).to_owned()
        } else {
            format!("{}, {}", trial.outcome.name(), trial.note)
        };
        let before = if self.note.is_empty() { "" } else { "; " };
        let attack = wire::escaped(&attack.to_string());
        self.note.push_str(&format!("{before}{} {attack}: {end}", self.queries));
        add(&mut self.metrics, &trial.metrics);
        self.took += took.unwrap_or_default();
    }

    /// The record of the search, made from that of one of its queries.
    pub(super) fn close(self, mut finished: Finished) -> Finished {
        let Self { queries, note, metrics, took } = self;
        finished.trial.queries = Some(queries);
        // Without a query there is a reason why.
        if queries > 0 {
            finished.trial.note = note;
        }
        (finished.trial.metrics, finished.took) = (metrics, Some(took));
        finished
    }
}

/// Counts of tokens are a provider's to say: a sum of absurd ones is absurd, and no more.
fn add(sum: &mut Metrics, more: &Metrics) {
    let plus = |sum: &mut u64, more: u64| *sum = sum.saturating_add(more);
    plus(&mut sum.model_calls, more.model_calls);
    plus(&mut sum.tool_calls, more.tool_calls);
    plus(&mut sum.input_tokens, more.input_tokens);
    plus(&mut sum.output_tokens, more.output_tokens);
    plus(&mut sum.bytes_to_service, more.bytes_to_service);
    plus(&mut sum.bytes_to_host, more.bytes_to_host);
}
