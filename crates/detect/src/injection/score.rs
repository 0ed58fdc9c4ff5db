//! From a text to its score.

use super::evidence::{Run, Sheet};
use super::model::{Model, chance};
use super::{Family, Reason, Signal, hidden, patterns};

/// Scores a text from a third party with the weights that the program ships. Linear in the length of the text.
pub fn score(text: &str) -> Signal {
    with(Model::embedded(), text)
}

/// Scores a text from a third party.
pub(super) fn with(model: &Model, text: &str) -> Signal {
    let mut reasons = patterns::hits(text);
    let hidden = hidden::hits(text);
    reasons.extend(hidden.iter().map(|hidden| hidden.reason.clone()));
    let mut signal = judged(model, text, reasons);
    // Hidden text counts for what it says, too.
    for hidden in hidden {
        let says = judged(model, &hidden.text, patterns::hits(&hidden.text)).score;
        let weight = 1.0 - (1.0 - hidden.reason.weight) * (1.0 - says);
        signal.score = signal.score.max(weight);
        signal.reasons.retain(|reason| reason.family != hidden.reason.family || reason.weight > weight);
        if signal.reasons.iter().all(|reason| reason.family != hidden.reason.family) {
            signal.reasons.push(Reason { weight, ..hidden.reason });
        }
    }
    signal.reasons.sort_by_key(|reason| reason.span.start);
    signal
}

/// What the patterns and the learned part say together. A long text may hold weak signs far apart, which do not make
/// it an injection: only what stands in one run of sentences counts.
fn judged(model: &Model, text: &str, mut reasons: Vec<Reason>) -> Signal {
    let sheet = Sheet::new(text, &reasons);
    let runs = model.runs(text, &sheet);
    let Some(best) = runs.iter().max_by(|one, other| one.score.total_cmp(&other.score)) else {
        return Signal::default();
    };
    let place = sheet.span(&best.segments);
    reasons.retain(|reason| place.contains(&reason.span.start));
    let score = probability(best.score);
    let span = sheet.span(&tightest(&runs, best).segments);
    let mut reasons = strongest(reasons);
    reasons.push(Reason { family: Family::Phrasing, weight: score, span });
    Signal { score, reasons }
}

/// The fewest sentences that are enough for the verdict.
fn tightest<'r>(runs: &'r [Run], best: &'r Run) -> &'r Run {
    let enough = runs.iter().filter(|run| run.score >= best.score.min(0.0));
    enough.min_by_key(|run| run.segments.len()).unwrap_or(best)
}

#[expect(clippy::cast_possible_truncation, reason = "a chance needs no more digits")]
fn probability(score: f64) -> f32 {
    chance(score) as f32
}

/// The strongest hit of each family.
fn strongest(reasons: Vec<Reason>) -> Vec<Reason> {
    let mut kept: Vec<Reason> = Vec::new();
    for reason in reasons {
        match kept.iter_mut().find(|other| other.family == reason.family) {
            Some(other) if other.weight < reason.weight => *other = reason,
            Some(_) => {}
            None => kept.push(reason),
        }
    }
    kept
}
