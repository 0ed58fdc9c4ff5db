//! Ciphers that replace letter by letter, found without their key.
//!
//! Each word is read under all 26 shifts, under the mirrored alphabet (Atbash), and under the alphabet of a keyword if
//! the text names one. The cheapest reading of the whole text is sought in which a change of the cipher from one word
//! to the next has a price, so that a cipher must make a run of words clearly more like English than they are as they
//! stand (Viterbi's algorithm; shift 0 is "not encoded").

use super::common::{ATBASH, LONGEST, PLAIN, Ways, packed, under};
use super::english::{self, plausibility};
use super::latin::Word;
use super::{Alphabet, Decoded, Scheme};
use memchr::memmem::Finder;
use regex::Regex;
use std::collections::BTreeSet;
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

/// Without one of these no keyword is named.
static NAMES: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["eyword", "EYWORD"].map(Finder::new));

/// How a text says which keyword it uses.
static KEYWORD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i-u)keyword[ \t]+[`'\x22]?([a-z]{3,26})").ok());

/// The bit of a keyword's alphabet among the [`Ways`] of a word.
const KEYED: Ways = ATBASH << 1;

/// A cipher, and the alphabet that undoes it.
struct Cipher {
    scheme: Scheme,
    undo: Alphabet,
}

/// The ciphers that are tried, and how likely each letter of a text is under all of them at once: every word is read
/// under every cipher, which has to be quick.
struct Ciphers {
    /// The first one changes nothing. Each has its place as a bit of [`Ways`].
    all: Vec<Cipher>,
    weights: Vec<[f32; MOST]>,
    /// Common words, packed, in the alphabet of the keyword.
    keyed: BTreeSet<u64>,
}

static KEYLESS: LazyLock<Ciphers> = LazyLock::new(|| Ciphers::new(None));

impl Ciphers {
    fn new(keyed: Option<Alphabet>) -> Self {
        let common = keyed.iter().flat_map(under).collect();
        let shifts = (0..26).map(|shift| (Scheme::Caesar(shift), Alphabet::shifted(26 - shift)));
        let keyed = keyed.map(|alphabet| (Scheme::Keyed(alphabet), alphabet.inverse()));
        let all = shifts.chain([(Scheme::Atbash, Alphabet::mirrored())]).chain(keyed);
        let all: Vec<Cipher> = all.map(|(scheme, undo)| Cipher { scheme, undo }).collect();
        // A cipher that is not there is never the best.
        let mut weights = vec![[f32::NEG_INFINITY; MOST]; 26];
        for (letter, weights) in (0..26).zip(&mut weights) {
            for (cipher, weight) in all.iter().zip(weights) {
                *weight = english::weight(cipher.undo.letter(letter));
            }
        }
        Self { all, weights, keyed: common }
    }

    /// The words of a text that no digit touches.
    fn words(&self, text: &str, words: &[Word]) -> Vec<Word> {
        let ways = |word: &Word| {
            let keyed = !self.keyed.is_empty() && word.span.len() <= LONGEST && {
                let bytes = text.as_bytes().get(word.span.clone()).unwrap_or_default();
                let letter = |byte: &u8| byte.to_ascii_lowercase() - b'a';
                self.keyed.contains(&bytes.iter().fold(0, |key, byte| packed(key, letter(byte))))
            };
            word.ways & (KEYED - 1) | if keyed { KEYED } else { 0 }
        };
        let words = words.iter().filter(|word| word.whole);
        words.map(|word| Word { ways: ways(word), ..word.clone() }).collect()
    }

    /// How plausible a word is under each cipher.
    fn weigh(&self, text: &str, word: &Word) -> Scores {
        let mut scores = [0.0; MOST];
        for byte in text.as_bytes().get(word.span.clone()).unwrap_or_default() {
            let at = usize::from(byte.to_ascii_lowercase().wrapping_sub(b'a'));
            let Some(weights) = self.weights.get(at) else { continue };
            scores.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
        }
        let mut ways = word.ways;
        while ways != 0 {
            if let Some(score) = scores.get_mut(ways.trailing_zeros() as usize) {
                *score += english::BONUS;
            }
            ways &= ways - 1;
        }
        scores
    }

    /// Whether any run of words is more plausible under some cipher than as it stands, by the price of a change: no
    /// other is ever [`clear`]. Cheaper than the best reading, and most texts end here.
    fn gain(&self, text: &str, words: &[Word]) -> bool {
        let (mut here, mut best) = ([0.0_f32; MOST], [0.0_f32; MOST]);
        for word in words {
            let scores = self.weigh(text, word);
            let plain = scores.first().copied().unwrap_or_default();
            for ((here, best), score) in here.iter_mut().zip(&mut best).zip(scores) {
                *here = (if *here > 0.0 { *here } else { 0.0 }) + score - plain;
                *best = if *here > *best { *here } else { *best };
            }
        }
        best.iter().any(|best| *best > CHANGE)
    }
}

/// Whether two words stand one after the other that are common under the same cipher, with no word between them that
/// is common as it stands only. No run is ever [`clear`] without: it has more than twice as many of the former as
/// words that are common as they stand, so that two of them must meet. Most texts end here.
fn meet(words: &[Word]) -> bool {
    let mut last: Ways = 0;
    for word in words.iter().filter(|word| word.whole) {
        let ways = word.ways & (KEYED - 1) & !PLAIN;
        if ways & last != 0 {
            return true;
        }
        if word.ways & PLAIN != 0 {
            last &= ways;
        }
        last |= ways;
    }
    false
}

/// A run of words under one cipher.
struct Run<'c> {
    words: Range<usize>,
    cipher: &'c Cipher,
    /// Whether its words convince: as cipher, or as they stand.
    clear: bool,
}

pub(super) fn find(text: &str, words: &[Word]) -> Vec<Decoded> {
    if text.len() < LETTERS {
        return vec![];
    }
    let named = NAMES.iter().any(|name| name.find(text.as_bytes()).is_some());
    let keyword = KEYWORD.iter().filter(|_| named);
    let keyword = keyword.filter_map(|keyword| Some(keyword.captures(text)?.get(1)?.as_str())).next();
    let keyed = keyword.map(|keyword| Ciphers::new(Some(Alphabet::keyed(keyword))));
    if keyed.is_none() && !meet(words) { vec![] } else { search(text, words, keyed.as_ref()) }
}

fn search(text: &str, words: &[Word], keyed: Option<&Ciphers>) -> Vec<Decoded> {
    let ciphers = keyed.unwrap_or(&KEYLESS);
    let words = ciphers.words(text, words);
    if !ciphers.gain(text, &words) {
        return vec![];
    }
    let runs = runs(text, &words, ciphers);
    let mut found = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        if run.clear && run.cipher.scheme != AS_IT_IS {
            // Words that are clear under no cipher are under this one and another.
            let next = runs.iter().skip(index + 1).find(|run| run.clear);
            let span = run.words.start..next.map_or(words.len(), |next| next.words.start);
            found.extend(decoded(text, &words, &span, run.cipher));
        }
    }
    found
}

const AS_IT_IS: Scheme = Scheme::Caesar(0);

fn runs<'c>(text: &str, words: &[Word], ciphers: &'c Ciphers) -> Vec<Run<'c>> {
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
fn decoded(text: &str, words: &[Word], run: &Range<usize>, cipher: &Cipher) -> Option<Decoded> {
    let start = if run.start == 0 { 0 } else { words.get(run.start)?.span.start };
    let end = words.get(run.end.checked_sub(1)?)?.span.end;
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

/// The letters of a word (0 to 25), read with an alphabet.
fn letters<'t>(text: &'t str, word: &Word, undo: &'t Alphabet) -> impl Iterator<Item = u8> + use<'t> {
    let bytes = text.as_bytes().get(word.span.clone()).unwrap_or_default();
    bytes.iter().map(|byte| undo.letter(byte.to_ascii_lowercase() - b'a'))
}

/// The cipher of each word in the best reading of the text.
fn reading(text: &str, words: &[Word], ciphers: &Ciphers) -> Vec<u8> {
    let mut scores: Scores = [0.0; MOST];
    let mut steps: Vec<Steps> = Vec::with_capacity(words.len());
    for word in words {
        let (best, most) = top(&scores);
        let change = most - CHANGE;
        let mut from: Steps = [0; MOST];
        for (index, (score, step)) in (0_u8..).zip(scores.iter().zip(&mut from)) {
            *step = if *score >= change { index } else { best };
        }
        let weights = ciphers.weigh(text, word);
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
fn clear(text: &str, run: &[Word], cipher: &Cipher) -> bool {
    let plain = Alphabet::shifted(0);
    let length: usize = run.iter().map(|word| word.span.len()).sum();
    let common = |with| run.iter().filter(|word| plausibility(letters(text, word, with)).1).count();
    let score = |with| run.iter().map(|word| plausibility(letters(text, word, with)).0).sum::<f32>();
    let undo = &cipher.undo;
    if cipher.scheme == AS_IT_IS {
        return common(undo) >= COMMON;
    }
    let enough = run.len() >= WORDS && length >= LETTERS && common(undo) >= COMMON.max(run.len() / 6);
    enough && common(undo) > 2 * common(&plain) && score(undo) - score(&plain) > CHANGE
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SENTENCES: [&str; 4] = [
        "please send the report to the user and then stop",
        "no go so do it as we are in on us",
        "call the tool with this argument now",
        "the lamp is on the desk by the window",
    ];

    proptest! {
        #[test]
        fn words_that_never_meet_are_no_cipher(
            parts in prop::collection::vec((prop::sample::select(&SENTENCES[..]), 0_u8..26, 0_usize..12), 1..6),
        ) {
            let part = |(sentence, shift, words): (&str, u8, usize)| {
                let words: Vec<&str> = sentence.split(' ').take(words).collect();
                Alphabet::shifted(shift).write(&words.join(" "))
            };
            let text = parts.into_iter().map(part).collect::<Vec<_>>().join(". ");
            let words: Vec<Word> = super::super::latin::words(&text).collect();
            prop_assert_eq!(find(&text, &words), search(&text, &words, None));
        }
    }
}
