//! From hits to a score.

use super::{Reason, Signal, hidden, patterns};

/// Hits that start within so many bytes of each other belong together: a few sentences.
const WINDOW: usize = 700;

/// Scores a text from a third party. Linear in the length of the text.
pub fn score(text: &str) -> Signal {
    let mut reasons = patterns::hits(text);
    reasons.extend(hidden::hits(text));
    densest(reasons)
}

/// Scores a text that was found inside another: without looking for a further one in it.
pub(super) fn inner(text: &str) -> f32 {
    densest(patterns::hits(text)).score
}

/// The window whose families add up to most. A long text may hold weak hits of many families far apart; they do not
/// make it an injection.
fn densest(mut reasons: Vec<Reason>) -> Signal {
    reasons.sort_by_key(|reason| (reason.span.start, reason.span.end));
    let mut best = Signal::default();
    for (index, first) in reasons.iter().enumerate() {
        let near =
            reasons.iter().skip(index).take_while(|reason| reason.span.start <= first.span.start + WINDOW);
        let strongest = strongest(near);
        let score = 1.0 - strongest.iter().map(|reason| 1.0 - reason.weight).product::<f32>();
        if score > best.score {
            best = Signal { score, reasons: strongest.into_iter().cloned().collect() };
        }
    }
    best
}

/// The strongest hit of each family, by place.
fn strongest<'r>(reasons: impl Iterator<Item = &'r Reason>) -> Vec<&'r Reason> {
    let mut kept: Vec<&Reason> = Vec::new();
    for reason in reasons {
        match kept.iter_mut().find(|other| other.family == reason.family) {
            Some(other) if other.weight < reason.weight => *other = reason,
            Some(_) => {}
            None => kept.push(reason),
        }
    }
    kept.sort_by_key(|reason| reason.span.start);
    kept
}
