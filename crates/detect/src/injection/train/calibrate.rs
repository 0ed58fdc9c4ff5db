//! From scores to log-odds: Platt's scaling, and a threshold.

use super::super::model::chance;
use super::example::{Prepared, Role};

/// Steps of Newton's method.
const STEPS: usize = 50;

/// Texts that must stay below the threshold stay this far below.
const MARGIN: f64 = 0.05;

/// Slope and offset that turn a score into log-odds. The odds are those at which a text is as likely benign as not when
/// only the given share of benign texts scores higher: injections are rare, and how rare is what this share says.
pub(super) fn calibrate(
    texts: &[Prepared],
    unseen: &[f64],
    known: &[f64],
    false_positives: f64,
) -> (f64, f64) {
    let (slope, _) = platt(texts, unseen);
    let tail = tail(texts, unseen, false_positives);
    let ours =
        texts.iter().zip(known).filter(|(text, _)| text.role == Role::Harmless).map(|(_, score)| *score);
    let threshold = ours.map(|score| score + MARGIN).fold(tail, f64::max);
    (slope, -slope * threshold)
}

/// The score that only the given share of the benign texts of the field reaches, each source counting by its weight.
fn tail(texts: &[Prepared], unseen: &[f64], share: f64) -> f64 {
    let benign = texts.iter().zip(unseen).filter(|(text, _)| !text.malicious && text.role != Role::Written);
    let mut scores: Vec<(f64, f64)> = benign.map(|(text, score)| (*score, text.weight)).collect();
    scores.sort_by(|one, other| other.0.total_cmp(&one.0));
    let total: f64 = scores.iter().map(|(_, weight)| weight).sum();
    let mut above = 0.0;
    for (score, weight) in scores {
        above += weight;
        if above > share * total {
            return score;
        }
    }
    0.0
}

/// Logistic regression of the label on the score.
fn platt(texts: &[Prepared], unseen: &[f64]) -> (f64, f64) {
    let (mut slope, mut offset) = (1.0, 0.0);
    for _ in 0..STEPS {
        let (mut ga, mut gb, mut haa, mut hab, mut hbb) = (0.0, 0.0, 1e-9, 0.0, 1e-9);
        for (text, score) in texts.iter().zip(unseen).filter(|(_, score)| score.is_finite()) {
            let chance = chance(slope * score + offset);
            let error = text.weight * (chance - f64::from(u8::from(text.malicious)));
            let curve = text.weight * chance * (1.0 - chance);
            ga += error * score;
            gb += error;
            haa += curve * score * score;
            hab += curve * score;
            hbb += curve;
        }
        let area = haa * hbb - hab * hab;
        if area <= 0.0 {
            break;
        }
        slope -= (hbb * ga - hab * gb) / area;
        offset -= (haa * gb - hab * ga) / area;
    }
    (slope.max(1e-3), offset)
}
