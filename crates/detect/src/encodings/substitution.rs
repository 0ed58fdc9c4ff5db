//! Ciphers that replace letter by letter, found without their key.
//!
//! Each word is read under all 26 shifts, under the mirrored alphabet (Atbash), and under the alphabet of a keyword if
//! the text names one. The cheapest reading of the whole text is sought in which a change of the cipher from one word
//! to the next has a price, so that a cipher must make a run of words clearly more like English than they are as they
//! stand (Viterbi's algorithm; shift 0 is "not encoded").

use super::english::{self, plausibility};
use super::{Alphabet, Decoded, Scheme};
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// The price of a change of cipher, in natural logarithms of likelihood.
const CHANGE: f32 = 14.0;
/// Fewest words, letters, and common words of an encoded run.
const WORDS: usize = 3;
const LETTERS: usize = 12;
const COMMON: usize = 2;

/// 26 shifts, Atbash, one keyword.
const MOST: usize = 28;

/// For each cipher: the score of the best reading that ends with it.
type Scores = [f32; MOST];
/// For each cipher: the cipher of the word before, in that reading.
type Steps = [u8; MOST];

/// How a text says which keyword it uses.
static KEYWORD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i-u)keyword[ \t]+[`'\x22]?([a-z]{3,26})").ok());

/// A cipher, and the alphabet that undoes it.
struct Cipher {
    scheme: Scheme,
    undo: Alphabet,
}

/// The ciphers that are tried, and what each letter of a text means under all of them at once: every word is read
/// under every cipher, which has to be quick.
struct Ciphers {
    /// The first one changes nothing.
    all: Vec<Cipher>,
    weights: Vec<[f32; MOST]>,
    letters: Vec<[u64; MOST]>,
}

static KEYLESS: LazyLock<Ciphers> = LazyLock::new(|| Ciphers::new(None));

impl Ciphers {
    fn new(keyed: Option<Alphabet>) -> Self {
        let shifts = (0..26).map(|shift| (Scheme::Caesar(shift), Alphabet::shifted(26 - shift)));
        let keyed = keyed.map(|alphabet| (Scheme::Keyed(alphabet), alphabet.inverse()));
        let all = shifts.chain([(Scheme::Atbash, Alphabet::mirrored())]).chain(keyed);
        let all: Vec<Cipher> = all.map(|(scheme, undo)| Cipher { scheme, undo }).collect();
        // A cipher that is not there is never the best.
        let (mut weights, mut letters) = (vec![[f32::NEG_INFINITY; MOST]; 26], vec![[0; MOST]; 26]);
        for (letter, (weights, letters)) in (0..26).zip(weights.iter_mut().zip(&mut letters)) {
            for (cipher, (weight, plain)) in all.iter().zip(weights.iter_mut().zip(letters)) {
                *weight = english::weight(cipher.undo.letter(letter));
                *plain = english::packed(0, cipher.undo.letter(letter));
            }
        }
        Self { all, weights, letters }
    }

    /// How plausible a word is under each cipher.
    fn weigh(&self, word: &[u8]) -> Scores {
        let (mut scores, mut keys) = ([0.0; MOST], [0_u64; MOST]);
        for byte in word {
            let at = usize::from(byte.to_ascii_lowercase().wrapping_sub(b'a'));
            let (Some(weights), Some(letters)) = (self.weights.get(at), self.letters.get(at)) else {
                continue;
            };
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
            keys.iter_mut().zip(letters).for_each(|(key, letter)| *key = *key << 5 | letter);
        }
        if word.len() <= english::LONGEST {
            for (score, _) in scores.iter_mut().zip(keys).filter(|(_, key)| english::holds(*key)) {
                *score += english::BONUS;
            }
        }
        scores
    }

    /// Whether any run of words is more plausible under some cipher than as it stands, by the price of a change: no
    /// other is ever [`clear`]. Cheaper than the best reading, and most texts end here.
    fn gain(&self, text: &str, words: &[Range<usize>]) -> bool {
        let (mut here, mut best) = ([0.0_f32; MOST], [0.0_f32; MOST]);
        for word in words {
            let scores = self.weigh(text.as_bytes().get(word.clone()).unwrap_or_default());
            let plain = scores.first().copied().unwrap_or_default();
            for ((here, best), score) in here.iter_mut().zip(&mut best).zip(scores) {
                *here = (if *here > 0.0 { *here } else { 0.0 }) + score - plain;
                *best = if *here > *best { *here } else { *best };
            }
        }
        best.iter().any(|best| *best > CHANGE)
    }
}

/// A run of words under one cipher.
struct Run<'c> {
    words: Range<usize>,
    cipher: &'c Cipher,
    /// Whether its words convince: as cipher, or as they stand.
    clear: bool,
}

pub(super) fn find(text: &str) -> Vec<Decoded> {
    let named = text.contains("eyword") || text.contains("EYWORD");
    let keyword = KEYWORD.iter().filter(|_| named);
    let keyword = keyword.filter_map(|keyword| Some(keyword.captures(text)?.get(1)?.as_str())).next();
    let keyed = keyword.map(|keyword| Ciphers::new(Some(Alphabet::keyed(keyword))));
    let (words, ciphers) = (words(text), keyed.as_ref().unwrap_or(&KEYLESS));
    if !ciphers.gain(text, &words) {
        return vec![];
    }
    let runs = runs(text, &words, ciphers);
    let mut found = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        if run.clear && run.cipher.scheme != PLAIN {
            // Words that are clear under no cipher are under this one and another.
            let next = runs.iter().skip(index + 1).find(|run| run.clear);
            let span = run.words.start..next.map_or(words.len(), |next| next.words.start);
            found.extend(decoded(text, &words, &span, run.cipher));
        }
    }
    found
}

const PLAIN: Scheme = Scheme::Caesar(0);

fn runs<'c>(text: &str, words: &[Range<usize>], ciphers: &'c Ciphers) -> Vec<Run<'c>> {
    let reading = reading(text, words, ciphers);
    let mut at = 0;
    let runs = reading.chunk_by(|one, next| one == next).filter_map(|run| {
        let span = at..at + run.len();
        at = span.end;
        let cipher = ciphers.all.get(usize::from(*run.first()?))?;
        let clear = clear(text, words.get(span.clone())?, cipher);
        Some(Run { words: span, cipher, clear })
    });
    runs.collect()
}

/// The encoded span: its words, and what stands behind them to the end of the sentence or line, as a short last word
/// may look as plain as not. At either end of the text, all of it.
fn decoded(text: &str, words: &[Range<usize>], run: &Range<usize>, cipher: &Cipher) -> Option<Decoded> {
    let start = if run.start == 0 { 0 } else { words.get(run.start)?.start };
    let end = words.get(run.end.checked_sub(1)?)?.end;
    let end =
        if run.end == words.len() { text.len() } else { start + sentence(text.get(start..)?, end - start) };
    let span = start..end;
    let plain = cipher.undo.write(text.get(span.clone())?);
    Some(Decoded { span, scheme: cipher.scheme, text: plain })
}

/// Where the sentence or line ends that stands at `least`: a full stop inside braces ends none.
fn sentence(text: &str, least: usize) -> usize {
    let mut depth = 0_usize;
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        depth = match char {
            '{' => depth + 1,
            '}' => depth.saturating_sub(1),
            _ => depth,
        };
        let stop = char == '.' && depth == 0 && chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        if at >= least && (stop || char == '\n') {
            return at + usize::from(stop);
        }
    }
    text.len()
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

/// The letters of a word (0 to 25), read with an alphabet.
fn letters<'t>(text: &'t str, word: &Range<usize>, undo: &'t Alphabet) -> impl Iterator<Item = u8> + use<'t> {
    let bytes = text.as_bytes().get(word.clone()).unwrap_or_default();
    bytes.iter().map(|byte| undo.letter(byte.to_ascii_lowercase() - b'a'))
}

/// The cipher of each word in the best reading of the text.
fn reading(text: &str, words: &[Range<usize>], ciphers: &Ciphers) -> Vec<u8> {
    let mut scores: Scores = [0.0; MOST];
    let mut steps: Vec<Steps> = Vec::with_capacity(words.len());
    for word in words {
        let (best, most) = top(&scores);
        let change = most - CHANGE;
        let mut from: Steps = [0; MOST];
        for (index, (score, step)) in (0_u8..).zip(scores.iter().zip(&mut from)) {
            *step = if *score >= change { index } else { best };
        }
        let weights = ciphers.weigh(text.as_bytes().get(word.clone()).unwrap_or_default());
        scores.iter_mut().zip(weights).for_each(|(score, weight)| *score = score.max(change) + weight);
        steps.push(from);
    }
    let mut cipher = top(&scores).0;
    let mut reading: Vec<u8> = steps
        .iter()
        .rev()
        .map(|from| {
            let here = cipher;
            cipher = from.get(usize::from(here)).copied().unwrap_or_default();
            here
        })
        .collect();
    reading.reverse();
    reading
}

/// The cipher with the highest score; the first of several.
fn top(scores: &Scores) -> (u8, f32) {
    let better = |best: (u8, f32), next: (u8, f32)| if next.1 > best.1 { next } else { best };
    (0_u8..).zip(scores.iter().copied()).fold((0, f32::NEG_INFINITY), better)
}

/// Whether a run, read with this cipher, is long enough and English enough not to be chance.
fn clear(text: &str, run: &[Range<usize>], cipher: &Cipher) -> bool {
    let plain = Alphabet::shifted(0);
    let length: usize = run.iter().map(ExactSizeIterator::len).sum();
    let common = |with| run.iter().filter(|word| plausibility(letters(text, word, with)).1).count();
    let score = |with| run.iter().map(|word| plausibility(letters(text, word, with)).0).sum::<f32>();
    let undo = &cipher.undo;
    if cipher.scheme == PLAIN {
        return common(undo) >= COMMON;
    }
    let enough = run.len() >= WORDS && length >= LETTERS && common(undo) >= COMMON.max(run.len() / 6);
    enough && common(undo) > 2 * common(&plain) && score(undo) - score(&plain) > CHANGE
}
