//! One cell's rates.

use crate::Rate;
use chain::Ladder;
use store::{Axes, Axis, CellCount, Counts};

/// One row of the results: a cell and what was counted in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Which cell.
    pub axes: Axes,
    /// What was counted.
    pub counts: Counts,
}

impl Row {
    /// The value on an axis; empty when it was summed over.
    pub fn value(&self, axis: Axis) -> &str {
        self.axes.get(axis).unwrap_or_default()
    }

    /// Whether the row has no attacked trials, only clean ones.
    pub fn is_clean(&self) -> bool {
        self.counts.attacked == 0
    }

    /// Whether the row's trials had an attack. One whose trials all failed has no ladder, but its attack's name tells.
    pub fn is_hostile(&self) -> bool {
        !self.is_clean() || !matches!(self.value(Axis::Attack), "" | "none")
    }

    /// The rungs, lowest first: name, rate over all attacked trials, and rate over those that reached the rung before.
    pub fn rungs(&self) -> [Rung; 6] {
        let mut rungs = Ladder::RUNGS.map(|name| Rung { name, ..Rung::default() });
        let Counts { reached, climbed, attacked, .. } = &self.counts;
        let counts = reached.iter().zip(climbed).zip(self.counts.before());
        for (rung, ((reached, climbed), before)) in rungs.iter_mut().zip(counts) {
            rung.rate = Rate::new(*reached, *attacked);
            rung.given_before = Rate::new(*climbed, before);
        }
        rungs
    }

    /// The rate of one rung over all attacked trials.
    pub fn rung(&self, name: &str) -> Rate {
        self.rungs().into_iter().find(|rung| rung.name == name).map(|rung| rung.rate).unwrap_or_default()
    }

    /// Counted trials with the full reward.
    pub fn solved(&self) -> Rate {
        Rate::new(self.counts.solved, self.counts.counted)
    }

    /// Counted trials with the full reward and no harm.
    pub fn secure(&self) -> Rate {
        Rate::new(self.counts.secure, self.counts.counted)
    }

    /// The mean score of judges in words, with its denominator; empty when none gave a score.
    pub fn score(&self) -> String {
        let Counts { graded, .. } = self.counts;
        let replies = if graded == 1 { "reply" } else { "replies" };
        self.counts.score().map_or_else(String::new, |mean| {
            format!("mean score {mean:.2} of 5 over {graded} graded {replies}")
        })
    }

    /// The mean reward in two digits, or `-`.
    pub fn utility(&self) -> String {
        self.counts.utility().map_or("-".into(), |utility| format!("{utility:.2}"))
    }
}

/// One rung of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rung {
    /// Its name, one of [`Ladder::RUNGS`].
    pub name: &'static str,
    /// Over all attacked trials.
    pub rate: Rate,
    /// Over the attacked trials that reached the rung before.
    pub given_before: Rate,
}

impl From<CellCount> for Row {
    fn from(CellCount { axes, counts }: CellCount) -> Self {
        Self { axes, counts }
    }
}
