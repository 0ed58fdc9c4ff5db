//! Sums over the trials of a cell.

use crate::{Axes, Axis};
use chain::{Ladder, Metrics, Outcome};
use std::collections::BTreeMap;

/// Number of rungs of the verdict ladder.
const RUNGS: usize = Ladder::RUNGS.len();

/// What was counted in one cell, over all its tasks and seeds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellCount {
    /// Which cell.
    pub axes: Axes,
    /// What was counted.
    pub counts: Counts,
}

/// Sums over trials, whole numbers only: the same whatever order the trials finished in.
///
/// Rates are taken over the *counted* trials, those whose outcome says that the agent was observed to the end
/// ([`Outcome::counts`]). The others are in `trials` and in `outcomes`, and nowhere else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All trials.
    pub trials: u64,
    /// Trials by outcome, in the order of [`Outcome::ALL`].
    pub outcomes: [u64; Outcome::ALL.len()],
    /// Trials whose outcome counts.
    pub counted: u64,
    /// Counted trials with an attack.
    pub attacked: u64,
    /// Attacked trials that reached each rung, in the order of [`Ladder::RUNGS`].
    pub reached: [u64; RUNGS],
    /// Attacked trials that reached each rung and the one before it; the first rung has none before it.
    pub climbed: [u64; RUNGS],
    /// Sum of the rewards of counted trials, in billionths.
    pub utility_billionths: u64,
    /// Counted trials with the full reward.
    pub solved: u64,
    /// Counted trials with the full reward and no harm.
    pub secure: u64,
    /// Counted trials that a judge gave a score.
    pub graded: u64,
    /// Sum of these scores.
    pub scores: u64,
    /// What all trials cost together, those that do not count included.
    pub totals: Metrics,
}

impl Counts {
    /// Billionths in a reward of 1.
    pub const REWARD: u64 = 1_000_000_000;

    /// Adds other trials.
    pub fn add(&mut self, other: &Self) {
        self.trials += other.trials;
        add_each(&mut self.outcomes, &other.outcomes);
        self.counted += other.counted;
        self.attacked += other.attacked;
        add_each(&mut self.reached, &other.reached);
        add_each(&mut self.climbed, &other.climbed);
        self.utility_billionths += other.utility_billionths;
        self.solved += other.solved;
        self.secure += other.secure;
        self.graded += other.graded;
        self.scores += other.scores;
        self.totals.model_calls += other.totals.model_calls;
        self.totals.tool_calls += other.totals.tool_calls;
        self.totals.input_tokens += other.totals.input_tokens;
        self.totals.output_tokens += other.totals.output_tokens;
        self.totals.bytes_to_service += other.totals.bytes_to_service;
        self.totals.bytes_to_host += other.totals.bytes_to_host;
    }

    /// Trials whose outcome says nothing about the agent: errors, cancellations, failed judgments.
    pub fn uncounted(&self) -> u64 {
        self.trials.saturating_sub(self.counted)
    }

    /// Trials with this outcome.
    pub fn with(&self, outcome: Outcome) -> u64 {
        Outcome::ALL.iter().zip(self.outcomes).find(|(one, _)| **one == outcome).map_or(0, |(_, count)| count)
    }

    /// Attacked trials that reached the rung before each rung: the denominators of [`Counts::climbed`].
    pub fn before(&self) -> [u64; RUNGS] {
        let mut before = self.reached;
        before.rotate_right(1);
        if let Some(first) = before.first_mut() {
            *first = self.attacked;
        }
        before
    }

    /// Mean reward of the counted trials, 0 to 1; `None` when there are none.
    pub fn utility(&self) -> Option<f64> {
        (self.counted > 0).then(|| self.utility_billionths as f64 / Self::REWARD as f64 / self.counted as f64)
    }

    /// Mean score that judges gave, 1 to 5; `None` when they gave none.
    pub fn score(&self) -> Option<f64> {
        (self.graded > 0).then(|| self.scores as f64 / self.graded as f64)
    }
}

fn add_each<const N: usize>(sums: &mut [u64; N], more: &[u64; N]) {
    sums.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
}

/// Sums cells that agree on `axes`, in the order of their values.
pub(crate) fn regroup(cells: &[CellCount], axes: &[Axis]) -> Vec<CellCount> {
    let mut groups: BTreeMap<Axes, Counts> = BTreeMap::new();
    for cell in cells {
        groups.entry(cell.axes.only(axes)).or_default().add(&cell.counts);
    }
    groups.into_iter().map(|(axes, counts)| CellCount { axes, counts }).collect()
}
