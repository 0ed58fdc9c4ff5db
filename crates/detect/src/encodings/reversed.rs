//! Text written backwards.

use super::{Decoded, Scheme, english};

/// How many more words must be common backwards than forwards.
const SURPLUS: i32 = 3;

pub(super) fn encode(text: &str) -> String {
    text.chars().rev().collect()
}

/// The stretch with the largest surplus of words that are common backwards only, to the ends of its lines and over the
/// lines beside it that have nothing to say forwards. One a text: a payload is not written in both directions.
pub(super) fn find(text: &str) -> Option<Decoded> {
    let (mut best, mut here) = ((0, 0..0), (0, 0));
    for (at, word) in words(text) {
        if here.0 <= 0 {
            here = (0, at);
        }
        here.0 += gain(word);
        if here.0 > best.0 {
            best = (here.0, here.1..at + word.len());
        }
    }
    let (surplus, span) = best;
    if surplus < SURPLUS {
        return None;
    }
    let silent = |line: &&str| words(line).map(|(_, word)| gain(word)).sum::<i32>() > -2;
    let (before, after) = (text.get(..span.start)?, text.get(span.end..)?);
    let line = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
    let above = before.get(..before.len() - line)?.split_inclusive('\n').rev();
    let before = line + length(above.take_while(silent));
    let mut after = after.split_inclusive('\n');
    let after = length(after.next().into_iter().chain(after.take_while(silent)));
    let span = span.start - before..span.end + after;
    Some(Decoded { text: encode(text.get(span.clone())?), span, scheme: Scheme::Reversed })
}

fn length<'t>(lines: impl Iterator<Item = &'t str>) -> usize {
    lines.map(str::len).sum()
}

/// 1 if a word is common backwards only, -1 if forwards only.
fn gain(word: &str) -> i32 {
    if word.len() > english::LONGEST {
        return 0;
    }
    let pack = |key, byte: u8| english::packed(key, byte.to_ascii_lowercase() - b'a');
    let common = |key| i32::from(english::holds(key));
    common(word.bytes().rev().fold(0, pack)) - common(word.bytes().fold(0, pack))
}

/// Runs of two and more Latin letters and where they stand.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let runs = text.as_bytes().chunk_by(|one, next| one.is_ascii_alphabetic() == next.is_ascii_alphabetic());
    runs.filter_map(move |run| {
        let start = at;
        at += run.len();
        let word = run.len() > 1 && run.first().is_some_and(u8::is_ascii_alphabetic);
        word.then(|| text.get(start..at)).flatten().map(|word| (start, word))
    })
}
