//! Recall, false positives and the area under the curve.

use super::baseline;
use super::labelled::Labelled;
use report::wilson;
use serde::Serialize;
use std::time::Duration;

/// A text with its scores.
#[derive(Clone, Debug)]
pub(super) struct Scored {
    pub(super) dataset: String,
    pub(super) surface: String,
    pub(super) malicious: bool,
    /// The detector's, in any monotonous scale; from 0 on it is a hit.
    pub(super) score: f64,
    /// The baseline's.
    pub(super) keywords: f64,
    pub(super) bytes: usize,
    /// How long the detector took, where that was measured.
    pub(super) taken: Option<Duration>,
}

impl Scored {
    pub(super) fn new(text: &Labelled, score: f64, taken: Option<Duration>) -> Self {
        Self {
            dataset: text.dataset.clone(),
            surface: text.surface.clone(),
            malicious: text.malicious,
            score,
            keywords: baseline::score(&text.text),
            bytes: text.text.len(),
            taken,
        }
    }
}

/// A share with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct Share {
    pub(super) k: u64,
    pub(super) n: u64,
    pub(super) share: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Share {
    fn of(scores: &[f64], hit: impl Fn(f64) -> bool) -> Option<Self> {
        let n = count(scores.len());
        let k = count(scores.iter().filter(|score| hit(**score)).count());
        let (low, high) = wilson(k, n);
        (n > 0).then(|| Self { k, n, share: k as f64 / n as f64, low, high })
    }
}

/// A share at a rate of false positives.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct At {
    pub(super) false_positives: f64,
    #[serde(flatten)]
    pub(super) share: Share,
}

/// What a group of texts shows. Rates of false positives are those on all benign texts of the set.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Group {
    pub(super) dataset: String,
    pub(super) surface: String,
    /// How many texts there are, and how many of them are benign.
    pub(super) texts: u64,
    pub(super) benign: u64,
    /// Recall at each of [`RATES`].
    pub(super) recall: Option<[At; 3]>,
    /// The baseline's recall at the same.
    pub(super) keywords: Option<[At; 3]>,
    /// Recall at the shipped threshold.
    pub(super) recall_shipped: Option<Share>,
    /// False positives at the shipped threshold.
    pub(super) false_positives_shipped: Option<Share>,
    /// Area under the curve, against all benign texts of the set.
    pub(super) auc: Option<f64>,
    pub(super) auc_keywords: Option<f64>,
    /// How fast its texts were scored, one by one on one core.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) speed: Option<Speed>,
}

/// Rates of false positives at which recall is told.
pub(super) const RATES: [f64; 3] = [0.001, 0.01, 0.05];

/// The groups of a set: all of it, each dataset, and each surface of each dataset.
pub(super) fn groups(texts: &[Scored]) -> Vec<Group> {
    let benign: Vec<&Scored> = texts.iter().filter(|text| !text.malicious).collect();
    let scores = |texts: &[&Scored], of: fn(&Scored) -> f64| -> Vec<f64> {
        texts.iter().map(|text| of(text)).collect()
    };
    let (own, plain) = (scores(&benign, |text| text.score), scores(&benign, |text| text.keywords));
    let group = |dataset: &str, surface: &str| {
        let matches = |text: &&Scored| {
            (dataset == ALL || text.dataset == dataset) && (surface == ALL || text.surface == surface)
        };
        let of = |label: bool| -> Vec<&Scored> {
            texts.iter().filter(matches).filter(|text| text.malicious == label).collect()
        };
        let (hostile, harmless) = (of(true), of(false));
        let (found, words) = (scores(&hostile, |text| text.score), scores(&hostile, |text| text.keywords));
        Group {
            dataset: dataset.to_owned(),
            surface: surface.to_owned(),
            texts: count(hostile.len() + harmless.len()),
            benign: count(harmless.len()),
            speed: Speed::of(hostile.iter().chain(&harmless).copied()),
            recall: recall(&found, &own),
            keywords: recall(&words, &plain),
            recall_shipped: Share::of(&found, |score| score >= 0.0),
            false_positives_shipped: Share::of(&scores(&harmless, |text| text.score), |score| score >= 0.0),
            auc: auc(&found, &own),
            auc_keywords: auc(&words, &plain),
        }
    };
    names(texts).iter().map(|(dataset, surface)| group(dataset, surface)).collect()
}

/// Stands for all datasets or surfaces.
pub(super) const ALL: &str = "all";

fn names(texts: &[Scored]) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> =
        texts.iter().map(|text| (text.dataset.clone(), text.surface.clone())).collect();
    pairs.sort();
    pairs.dedup();
    let mut names = vec![(ALL.to_owned(), ALL.to_owned())];
    for same in pairs.chunk_by(|one, next| one.0 == next.0) {
        if let ([first, _, ..], true) = (same, pairs.len() > 1) {
            names.push((first.0.clone(), ALL.to_owned()));
        }
        names.extend(same.iter().cloned());
    }
    names
}

fn recall(found: &[f64], benign: &[f64]) -> Option<[At; 3]> {
    let at = |rate: f64| {
        let floor = threshold(benign, rate);
        Some(At { false_positives: rate, share: Share::of(found, |score| score > floor)? })
    };
    let [first, second, third] = RATES.map(at);
    Some([first?, second?, third?])
}

/// The benign score above which at most this share of the benign texts lies.
fn threshold(benign: &[f64], rate: f64) -> f64 {
    let mut sorted = benign.to_vec();
    sorted.sort_by(|one, other| other.total_cmp(one));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a length")]
    let allowed = (rate * sorted.len() as f64 + 1e-9) as usize;
    sorted.get(allowed).copied().unwrap_or(f64::NEG_INFINITY)
}

/// The chance that a hostile text scores higher than a benign one; ties count half.
fn auc(found: &[f64], benign: &[f64]) -> Option<f64> {
    let mut all: Vec<(f64, bool)> = found.iter().map(|score| (*score, true)).collect();
    all.extend(benign.iter().map(|score| (*score, false)));
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (mut below, mut won) = (0.0, 0.0);
    for same in all.chunk_by(|one, next| one.0 == next.0) {
        let hostile = same.iter().filter(|(_, hostile)| *hostile).count() as f64;
        let harmless = same.len() as f64 - hostile;
        won += hostile * (below + harmless / 2.0);
        below += harmless;
    }
    let pairs = found.len() as f64 * benign.len() as f64;
    (pairs > 0.0).then(|| won / pairs)
}

/// How fast texts were scored.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Speed {
    pub(super) bytes: u64,
    pub(super) seconds: f64,
    pub(super) megabytes_per_second: f64,
}

impl Speed {
    /// That of texts whose time was measured.
    pub(super) fn of<'s>(texts: impl Iterator<Item = &'s Scored>) -> Option<Self> {
        let (mut bytes, mut taken) = (0, Duration::ZERO);
        for text in texts {
            bytes += count(text.bytes);
            taken += text.taken?;
        }
        let seconds = taken.as_secs_f64();
        Some(Self { bytes, seconds, megabytes_per_second: bytes as f64 / 1e6 / seconds.max(1e-9) })
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(hostile: &[f64], benign: &[f64]) -> Vec<Scored> {
        let scored = |score: &f64, malicious| Scored {
            dataset: "d".to_owned(),
            surface: "s".to_owned(),
            malicious,
            score: *score,
            keywords: 0.0,
            bytes: 1,
            taken: Some(Duration::from_millis(1)),
        };
        hostile
            .iter()
            .map(|score| scored(score, true))
            .chain(benign.iter().map(|score| scored(score, false)))
            .collect()
    }

    #[test]
    fn recall_counts_what_lies_above_the_benign() {
        let benign: Vec<f64> = (0..100).map(|score| f64::from(score) - 99.0).collect();
        let groups = groups(&texts(&[0.5, -0.5, -3.0, -50.0], &benign));
        let all = &groups[0];
        // At 0.1 % none of 100 may lie above, at 1 % one, at 5 % five.
        let shares: Vec<u64> = all.recall.unwrap().iter().map(|at| at.share.k).collect();
        assert_eq!(shares, [1, 2, 3]);
        assert_eq!(all.recall.unwrap().map(|at| at.false_positives), RATES);
        let speed = all.speed.unwrap();
        assert_eq!((all.texts, all.benign, speed.bytes), (104, 100, 104));
        assert!((speed.seconds - 0.104).abs() < 1e-9, "{speed:?}");
        assert_eq!(all.recall_shipped.unwrap().k, 1);
        assert_eq!(all.false_positives_shipped.unwrap().k, 1);
    }

    #[test]
    fn the_area_counts_ties_half() {
        let check = |hostile: &[f64], benign: &[f64], expected| assert_eq!(auc(hostile, benign), expected);
        check(&[2.0, 3.0], &[0.0, 1.0], Some(1.0));
        check(&[0.0], &[1.0], Some(0.0));
        check(&[1.0], &[1.0], Some(0.5));
        check(&[1.0, 3.0], &[1.0, 2.0], Some(0.625));
        check(&[], &[1.0], None);
    }
}
