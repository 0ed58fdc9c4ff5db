//! A text as the learned part reads it: segments, and what the patterns found in each.

use super::segments::{runs, segments};
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
    /// For each segment: families of the hits that start in it, with their strength.
    found: Vec<Vec<(usize, f64)>>,
}

/// Sum of the weights of features, and their number.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    pub(super) weight: f64,
    pub(super) count: f64,
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
        let mut found = vec![vec![]; segments.len()];
        for reason in reasons {
            let at = segments.partition_point(|segment| segment.end <= reason.span.start);
            let family = reason.family as usize;
            // Independent hits multiply their chances of being an accident; logarithms add up.
            let strength = -libm::log(f64::from((1.0 - reason.weight).max(0.01)));
            if let Some(found) = found.get_mut(at) {
                found.push((family, strength));
            }
        }
        Self { segments, found }
    }

    /// The strongest hit of each family in a run; `None` when there are none.
    pub(super) fn strongest(&self, run: &Range<usize>) -> Option<Families> {
        let found = self.found.get(run.clone())?;
        if found.iter().all(Vec::is_empty) {
            return None;
        }
        let mut strongest = Families::default();
        for (family, strength) in found.iter().flatten() {
            if let Some(slot) = strongest.get_mut(*family) {
                *slot = slot.max(*strength);
            }
        }
        Some(strongest)
    }

    /// Every run that is judged, with its score: `sums` holds the features of each segment.
    pub(super) fn scored(&self, sums: &[Sum], families: &Families, bias: f64) -> impl Iterator<Item = Run> {
        let mut total = Sum::default();
        let mut before = vec![total];
        before.extend(sums.iter().map(|sum| {
            total = Sum { weight: total.weight + sum.weight, count: total.count + sum.count };
            total
        }));
        runs(&self.segments).map(move |run| {
            let at = |place: usize| before.get(place).copied().unwrap_or_default();
            let (start, end) = (at(run.start), at(run.end));
            let words = (end.weight - start.weight) * norm(end.count - start.count);
            let evidence = self.strongest(&run).map_or(0.0, |strongest| dot(&strongest, families));
            Run { segments: run, score: bias + words + evidence }
        })
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
