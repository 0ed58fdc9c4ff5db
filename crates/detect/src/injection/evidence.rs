//! A text as the learned part reads it: segments, and what the patterns found in each.

use super::segments::{RUNS, runs, segments};
use super::{Family, Reason};
use std::ops::Range;

/// Added to the number of features before its root divides a sum: a few words are weak evidence.
const SHRINK: f64 = 10.0;

/// Weight of the evidence of each family.
pub(super) type Families = [f64; Family::EVIDENCE];

/// A text, cut and searched.
pub(super) struct Sheet {
    /// Segments in order; joined, they are the text.
    pub(super) segments: Vec<Range<usize>>,
    /// What the patterns found, by segment.
    found: Vec<Found>,
}

/// A hit of a pattern.
struct Found {
    /// The segment in which it starts.
    segment: usize,
    family: usize,
    strength: f64,
}

/// Sum of the weights of features, and their number.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    pub(super) weight: f64,
    pub(super) count: f64,
}

impl Sum {
    /// Adds features up, segment after segment: what stands before each, and at last all.
    pub(super) fn up(sums: impl ExactSizeIterator<Item = Self>) -> Vec<Self> {
        let mut total = Self::default();
        let mut before = Vec::with_capacity(sums.len() + 1);
        before.push(total);
        before.extend(sums.map(|sum| {
            total = Self { weight: total.weight + sum.weight, count: total.count + sum.count };
            total
        }));
        before
    }
}

/// A run of segments with its score in log-odds.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) segments: Range<usize>,
    pub(super) score: f64,
}

impl Sheet {
    pub(super) fn new(text: &str, reasons: &[Reason]) -> Self {
        let segments = segments(text);
        let found = |reason: &Reason| {
            let segment = segments.partition_point(|segment| segment.end <= reason.span.start);
            // Independent hits multiply their chances of being an accident; logarithms add up.
            let strength = -libm::log(f64::from((1.0 - reason.weight).max(0.01)));
            Found { segment, family: reason.family as usize, strength }
        };
        let mut found: Vec<Found> = reasons.iter().map(found).collect();
        found.sort_by_key(|found| found.segment);
        Self { segments, found }
    }

    /// The strongest hit of each family in a run; `None` when there are none.
    pub(super) fn strongest(&self, run: &Range<usize>) -> Option<Families> {
        if self.found.is_empty() {
            return None;
        }
        let first = self.found.partition_point(|found| found.segment < run.start);
        let found = self.found.get(first..)?.iter().take_while(|found| found.segment < run.end);
        let mut strongest = None;
        for found in found {
            let strongest: &mut Families = strongest.get_or_insert_default();
            if let Some(slot) = strongest.get_mut(found.family) {
                *slot = slot.max(found.strength);
            }
        }
        strongest
    }

    /// Every run that is judged, with its score: `before` holds the features of all segments before each place.
    pub(super) fn scored(&self, before: &[Sum], families: &Families, bias: f64) -> Vec<Run> {
        let score = |run: Range<usize>| {
            let at = |place: usize| before.get(place).copied().unwrap_or_default();
            let (start, end) = (at(run.start), at(run.end));
            let words = (end.weight - start.weight) * norm(end.count - start.count);
            let evidence = self.strongest(&run).map_or(0.0, |strongest| dot(&strongest, families));
            Run { segments: run, score: bias + words + evidence }
        };
        let mut scored = Vec::with_capacity(self.segments.len() * RUNS.len());
        runs(&self.segments, |run| scored.push(score(run)));
        scored
    }

    /// The bytes of a run.
    pub(super) fn span(&self, run: &Range<usize>) -> Range<usize> {
        let start = self.segments.get(run.start).map_or(0, |segment| segment.start);
        let last = run.end.checked_sub(1).and_then(|last| self.segments.get(last));
        start..last.map_or(start, |segment| segment.end)
    }
}

/// What each of so many features counts.
pub(super) fn norm(count: f64) -> f64 {
    1.0 / (count + SHRINK).sqrt()
}

fn dot(a: &Families, b: &Families) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
