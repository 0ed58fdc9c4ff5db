//! Caesar's cipher, found without knowing the shift.
//!
//! Each word is read under all 26 shifts. The cheapest reading of the whole text is sought in which a change of the
//! shift from one word to the next has a price, so that a shift must make a run of words clearly more like English
//! than they are as they stand (Viterbi's algorithm; shift 0 is "not encoded").

use super::english::{Plausibility, SHIFTS};
use super::{Decoded, Scheme};
use std::ops::Range;

/// The price of a change of shift, in natural logarithms of likelihood.
const CHANGE: f32 = 14.0;
/// Fewest words, letters, and common words of an encoded run.
const WORDS: usize = 3;
const LETTERS: usize = 12;
const COMMON: usize = 2;

/// For each shift: the score of the best reading that ends with it.
type Scores = [f32; SHIFTS];
/// For each shift: the shift of the word before, in that reading.
type Steps = [u8; SHIFTS];

/// A text with each Latin letter moved on.
pub(super) fn rotate(text: &str, shift: u8) -> String {
    let turn = |byte: u8, base: u8| char::from((byte - base + shift) % 26 + base);
    text.chars()
        .map(|char| match u8::try_from(char) {
            Ok(byte @ b'a'..=b'z') => turn(byte, b'a'),
            Ok(byte @ b'A'..=b'Z') => turn(byte, b'A'),
            _ => char,
        })
        .collect()
}

pub(super) fn find(text: &str) -> Vec<Decoded> {
    let words = words(text);
    let plausible = plausibilities(text, &words);
    let shifts = reading(&plausible);
    let mut found = Vec::new();
    let mut at = 0;
    for run in shifts.chunk_by(|one, next| one == next) {
        let (span, shift) = (at..at + run.len(), run.first().copied().unwrap_or_default());
        at = span.end;
        let run = words.get(span.clone()).unwrap_or_default();
        let plausible = plausible.get(span.clone()).unwrap_or_default();
        if shift != 0 && convinces(run, plausible, shift) {
            found.extend(decoded(text, run, span.end == words.len(), span.start == 0, shift));
        }
    }
    found
}

/// The encoded span: its words, and the signs that hang on the last one. At either end of the text, all of it.
fn decoded(text: &str, run: &[Range<usize>], last: bool, first: bool, shift: u8) -> Option<Decoded> {
    let start = if first { 0 } else { run.first()?.start };
    let end = run.last()?.end;
    let rest = text.get(end..)?;
    let tail = if last { None } else { rest.find(char::is_whitespace) }.unwrap_or(rest.len());
    let span = start..end + tail;
    let plain = rotate(text.get(span.clone())?, 26 - shift);
    Some(Decoded { span, scheme: Scheme::Caesar(shift), text: plain })
}

/// Runs of Latin letters that no digit touches: identifiers are no words.
fn words(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut words = Vec::new();
    for run in bytes.chunk_by(|one, next| one.is_ascii_alphanumeric() == next.is_ascii_alphanumeric()) {
        let span = at..at + run.len();
        at = span.end;
        if run.iter().all(u8::is_ascii_alphabetic) {
            words.push(span);
        }
    }
    words
}

/// How much each word looks like English.
fn plausibilities(text: &str, words: &[Range<usize>]) -> Vec<Plausibility> {
    let mut letters = Vec::new();
    let plausible = |word: &Range<usize>| {
        let bytes = text.as_bytes().get(word.clone()).unwrap_or_default();
        letters.clear();
        letters.extend(bytes.iter().map(|byte| byte.to_ascii_lowercase().saturating_sub(b'a')));
        Plausibility::of(&letters)
    };
    words.iter().map(plausible).collect()
}

/// The shift of each word in the best reading of the text.
fn reading(words: &[Plausibility]) -> Vec<u8> {
    let mut scores: Scores = [0.0; SHIFTS];
    let mut steps: Vec<Steps> = Vec::with_capacity(words.len());
    for word in words {
        let (best, most) = top(&scores);
        let mut from: Steps = [0; SHIFTS];
        let change = most - CHANGE;
        for (((shift, score), step), plausible) in (0_u8..).zip(&mut scores).zip(&mut from).zip(&word.scores)
        {
            *step = if *score >= change { shift } else { best };
            *score = score.max(change) + plausible;
        }
        steps.push(from);
    }
    let mut shift = top(&scores).0;
    let mut shifts: Vec<u8> = steps
        .iter()
        .rev()
        .map(|from| {
            let here = shift;
            shift = from.get(usize::from(here)).copied().unwrap_or_default();
            here
        })
        .collect();
    shifts.reverse();
    shifts
}

/// The shift with the highest score; the smallest of several.
fn top(scores: &Scores) -> (u8, f32) {
    let better = |best: (u8, f32), next: (u8, f32)| if next.1 > best.1 { next } else { best };
    (0_u8..).zip(scores.iter().copied()).fold((0, f32::NEG_INFINITY), better)
}

/// Whether a run, read with this shift, is long enough and English enough not to be chance.
fn convinces(run: &[Range<usize>], words: &[Plausibility], shift: u8) -> bool {
    let length: usize = run.iter().map(ExactSizeIterator::len).sum();
    let common = |shift| words.iter().filter(|word| word.common(shift)).count();
    let score = |shift| words.iter().map(|word| word.score(shift)).sum::<f32>();
    let enough = run.len() >= WORDS && length >= LETTERS && common(shift) >= COMMON.max(run.len() / 6);
    enough && common(shift) > 2 * common(0) && score(shift) - score(0) > CHANGE
}
