//! Text written backwards.

use super::common::{BACKWARDS, PLAIN};
use super::latin::{Word, words};
use super::{Decoded, Scheme};

/// How many more words must be common backwards than forwards.
const SURPLUS: i32 = 3;

pub(super) fn encode(text: &str) -> String {
    text.chars().rev().collect()
}

/// The stretch with the largest surplus of words that are common backwards only, to the ends of its lines and over the
/// lines beside it that have nothing to say forwards. One a text: a payload is not written in both directions.
pub(super) fn find(text: &str, all: &[Word]) -> Option<Decoded> {
    let (mut best, mut here) = ((0, 0..0), (0, 0));
    for word in all.iter().filter(|word| counts(word)) {
        if here.0 <= 0 {
            here = (0, word.span.start);
        }
        here.0 += gain(word);
        if here.0 > best.0 {
            best = (here.0, here.1..word.span.end);
        }
    }
    let (surplus, span) = best;
    if surplus < SURPLUS {
        return None;
    }
    let silent = |line: &&str| words(line).filter(counts).map(|word| gain(&word)).sum::<i32>() > -2;
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

/// One letter is the same backwards.
fn counts(word: &Word) -> bool {
    word.span.len() > 1
}

/// 1 if a word is common backwards only, -1 if forwards only.
fn gain(word: &Word) -> i32 {
    let common = |way| i32::from(word.ways & way != 0);
    common(BACKWARDS) - common(PLAIN)
}
