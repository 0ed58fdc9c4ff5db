//! Text written backwards.

use super::{Decoded, Scheme, english};

/// How many more words must be common backwards than forwards.
const SURPLUS: i32 = 3;

pub(super) fn encode(text: &str) -> String {
    text.chars().rev().collect()
}

/// The stretch of lines with the largest surplus of words that are common backwards only. One a text: a payload is
/// not written in both directions.
pub(super) fn find(text: &str) -> Option<Decoded> {
    let (mut best, mut here) = ((0, 0..0), (0, 0));
    for (at, word) in words(text) {
        let backwards: String = word.chars().rev().collect();
        let gain = i32::from(english::common(&backwards)) - i32::from(english::common(word));
        if here.0 <= 0 {
            here = (0, at);
        }
        here.0 += gain;
        if here.0 > best.0 {
            best = (here.0, here.1..at + word.len());
        }
    }
    let (surplus, span) = best;
    let start = text.get(..span.start)?.rfind('\n').map_or(0, |at| at + 1);
    let end = text.get(span.end..)?.find('\n').map_or(text.len(), |at| span.end + at);
    let found = || Decoded {
        span: start..end,
        scheme: Scheme::Reversed,
        text: encode(text.get(start..end).unwrap_or_default()),
    };
    (surplus >= SURPLUS).then(found)
}

/// Runs of Latin letters and where they stand.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split(|char: char| !char.is_ascii_alphabetic())
        .map(move |word| {
            let start = text.get(at..).and_then(|rest| rest.find(word)).map_or(at, |found| at + found);
            at = start + word.len();
            (start, word)
        })
        .filter(|(_, word)| word.len() > 1)
}
