//! Labelled texts, prepared once.

use super::super::evidence::Sheet;
use super::super::features::each;
use super::super::{hidden, patterns};
use std::collections::BTreeMap;

/// A labelled text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The text.
    pub text: String,
    /// Whether it is an injection.
    pub malicious: bool,
    /// Where it comes from; every source counts the same, however many texts it has.
    pub source: String,
    /// Texts of one group are never on both sides of a cross-validation.
    pub group: String,
    /// What the threshold has to do with it.
    pub role: Role,
}

/// What the threshold has to do with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Found in the field: when benign, it counts for the rate of false positives.
    Found,
    /// Written for training, and harder than the field.
    Written,
    /// It must stay below the threshold.
    Harmless,
}

/// A text as it is trained on.
pub(super) struct Prepared {
    pub(super) sheet: Sheet,
    /// Features of all segments, and where those of each segment end.
    pub(super) features: Vec<u32>,
    pub(super) ends: Vec<usize>,
    pub(super) malicious: bool,
    pub(super) role: Role,
    pub(super) weight: f64,
    pub(super) fold: u64,
}

impl Prepared {
    /// The features of a run of segments.
    pub(super) fn features(&self, start: usize, end: usize) -> &[u32] {
        let at = |segment: usize| segment.checked_sub(1).and_then(|last| self.ends.get(last)).copied();
        self.features.get(at(start).unwrap_or(0)..at(end).unwrap_or(0)).unwrap_or_default()
    }
}

/// Cuts and searches every text.
pub(super) fn prepare(examples: &[Example], folds: u64) -> Vec<Prepared> {
    let weights = weights(examples);
    let prepare = |example: &Example| {
        let text = &example.text;
        let mut reasons = patterns::hits(text);
        reasons.extend(hidden::hits(text).into_iter().map(|hidden| hidden.reason));
        let sheet = Sheet::new(text, &reasons);
        let (mut features, mut ends) = (vec![], vec![]);
        for segment in &sheet.segments {
            each(text.get(segment.clone()).unwrap_or_default(), |feature| features.push(feature));
            ends.push(features.len());
        }
        Prepared {
            sheet,
            features,
            ends,
            malicious: example.malicious,
            role: example.role,
            weight: weights.get(&(example.source.as_str(), example.malicious)).copied().unwrap_or_default(),
            fold: fold(example) % folds.max(1),
        }
    };
    examples.iter().map(prepare).collect()
}

/// Draws the part of a text's group: FNV-1a, which is no part of the model and never changes with it.
fn fold(example: &Example) -> u64 {
    let text = format!("{} {}", example.source, example.group);
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

/// What a text of a source and label counts: both labels have the same total, which is divided over sources by the
/// root of their size.
fn weights(examples: &[Example]) -> BTreeMap<(&str, bool), f64> {
    let mut counts: BTreeMap<(&str, bool), f64> = BTreeMap::new();
    for example in examples {
        *counts.entry((example.source.as_str(), example.malicious)).or_default() += 1.0;
    }
    let total = |label| -> f64 {
        counts.iter().filter(|((_, malicious), _)| *malicious == label).map(|(_, count)| count.sqrt()).sum()
    };
    let (benign, malicious) = (total(false), total(true));
    let texts: f64 = counts.values().sum();
    let share =
        |label: bool, count: f64| 0.5 * texts * count.sqrt() / if label { malicious } else { benign } / count;
    counts.iter().map(|(key, count)| (*key, share(key.1, *count))).collect()
}
