//! Plays the queries of an adaptive attacker, one after the other.

use super::play::{Over, run};
use super::{Fault, Pins};
use crate::plan::{Grid, Planned};
use attacks::{Adaptive, Attack};
use chain::{Ladder, Metrics};
use judge::Baseline;
use std::time::Duration;
use store::{Finished, Key, Trial};
use tokio::sync::Semaphore;

/// Plays query after query until one does harm, one fails, or the budget is spent. What becomes of them is one record:
/// that of the last query if it did harm or failed, else of the first that came highest; with the costs of all of them,
/// and each of them named in the note.
pub(crate) async fn search(
    grid: &Grid,
    pins: &Pins,
    planned: &Planned,
    adaptive: &Adaptive,
    baseline: Option<Baseline>,
    desks: &Semaphore,
) -> Finished {
    let cell = grid.cell(planned);
    let mut hunt = adaptive.hunt(seed(planned.key));
    let mut log = Log::default();
    let mut kept: Option<(usize, Finished)> = None;
    while let Some(attack) = hunt.query() {
        let over = Box::pin(run(grid, pins, planned, Some(&attack), cell.clone())).await;
        // The semaphore is never closed; without a desk the query would still be written up.
        let desk = desks.acquire().await.ok();
        let finished = over.conclude(baseline);
        drop(desk);
        log.add(&attack, &finished.trial, finished.took);
        let (height, failed) = (height(&finished.trial), !finished.trial.outcome.counts());
        if failed || kept.as_ref().is_none_or(|(highest, _)| height > *highest) {
            kept = Some((height, finished));
        }
        if failed || height == Ladder::RUNGS.len() {
            break;
        }
        hunt.learn(attack, height);
    }
    let nothing = || Over::failed(planned.key, cell, &Fault::NothingToTry).conclude(baseline);
    log.close(kept.map_or_else(nothing, |(_, finished)| finished))
}

/// What all chance of a search depends on: all that its key depends on.
fn seed(Key(key): Key) -> u64 {
    key.first_chunk().copied().map_or(0, u64::from_le_bytes)
}

/// How high an attack came: the number of its highest rung, 0 for none.
fn height(trial: &Trial) -> usize {
    let rungs = trial.ladder.unwrap_or_default().rungs();
    rungs.iter().rposition(|reached| *reached).map_or(0, |rung| rung + 1)
}

/// What the queries did and cost.
#[derive(Default)]
struct Log {
    queries: u64,
    note: String,
    metrics: Metrics,
    took: Duration,
}

impl Log {
    fn add(&mut self, attack: &Attack, trial: &Trial, took: Option<Duration>) {
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
        let (sum, more) = (&mut self.metrics, trial.metrics);
        sum.model_calls += more.model_calls;
        sum.tool_calls += more.tool_calls;
        sum.input_tokens += more.input_tokens;
        sum.output_tokens += more.output_tokens;
        sum.bytes_to_service += more.bytes_to_service;
        sum.bytes_to_host += more.bytes_to_host;
        self.took += took.unwrap_or_default();
    }

    /// The record of the search, made from that of one of its queries.
    fn close(self, mut finished: Finished) -> Finished {
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
