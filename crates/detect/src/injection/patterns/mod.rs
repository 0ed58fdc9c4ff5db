//! Wordings by family, found in one pass: a search for the words with which they start, and a look from there.

mod wordings;

use super::{Family, Reason};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, meta::Regex};
use regex_syntax::hir::literal::{ExtractKind, Extractor};
use std::borrow::Cow;
use std::sync::LazyLock;
use wordings::WORDINGS;

/// Most hits of one wording that are looked at: a text that repeats itself is not more of an injection.
const MOST: u32 = 200;

/// No wording is longer.
const REACH: usize = 480;

/// Longest start of a wording that is sought; a longer one is only looked at more often.
const START: usize = 6;

/// A wording, compiled.
struct Wording {
    family: Family,
    weight: f32,
    regex: Regex,
    /// It starts a word.
    word: bool,
    /// It starts a sentence, a line, or a string.
    sentence: bool,
}

/// All of them, and the search for their starts.
struct Wordings {
    all: Vec<Wording>,
    starts: AhoCorasick,
    /// The wording that each start belongs to.
    owners: Vec<usize>,
}

static COMPILED: LazyLock<Option<Wordings>> = LazyLock::new(compile);

fn compile() -> Option<Wordings> {
    let (mut all, mut starts, mut owners) = (vec![], vec![], vec![]);
    for &(family, weight, text) in WORDINGS {
        let plain = plain(text);
        let regex = Regex::builder().syntax(syntax().case_insensitive(true)).build(&plain).ok()?;
        for start in self::starts(&plain)? {
            starts.push(start);
            owners.push(all.len());
        }
        let word = !plain.contains("<\\|") && !plain.contains("!{3,}") && !plain.contains("</?");
        all.push(Wording { family, weight, regex, word, sentence: text.starts_with('^') });
    }
    let starts = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::DFA))
        .build(starts)
        .ok()?;
    Some(Wordings { all, starts, owners })
}

/// Bytes, not characters: faster, and what is sought is ASCII.
fn syntax() -> syntax::Config {
    syntax::Config::new().unicode(false).utf8(false)
}

/// The wording as a regular expression.
fn plain(wording: &str) -> String {
    let text = wording.trim_start_matches('^').replace('~', r"\s+").replace(r"\s+?", r"\s*");
    text.replace('…', r"[^.!?]{0,40}?")
}

/// Every way in which it can start.
fn starts(plain: &str) -> Option<Vec<Vec<u8>>> {
    let hir = syntax::parse_with(plain, &syntax()).ok()?;
    let mut found = Extractor::new().kind(ExtractKind::Prefix).limit_total(400).extract(&hir);
    found.keep_first_bytes(START);
    found.dedup();
    let mut starts: Vec<Vec<u8>> = found.literals()?.iter().map(|start| start.as_bytes().to_vec()).collect();
    starts.sort();
    starts.dedup();
    Some(starts).filter(|starts| starts.iter().all(|start| !start.is_empty()))
}

/// Where any of the wordings stands.
pub(super) fn hits(text: &str) -> Vec<Reason> {
    let text = &*unescaped(text);
    let Some(wordings) = COMPILED.as_ref() else { return vec![] };
    let mut hits = Vec::new();
    let mut seen = vec![(0, 0); wordings.all.len()];
    for start in wordings.starts.find_overlapping_iter(text) {
        let Some(&owner) = wordings.owners.get(start.pattern().as_usize()) else { continue };
        let (Some(wording), Some((end, count))) = (wordings.all.get(owner), seen.get_mut(owner)) else {
            continue;
        };
        if start.start() < *end || *count >= MOST || !wording.may_start(text, start.start()) {
            continue;
        }
        if let Some(found) = wording.at(text, start.start()) {
            *end = found;
            *count += 1;
            let span = start.start()..found;
            hits.push(Reason { family: wording.family, weight: wording.weight, span });
        }
    }
    hits
}

impl Wording {
    fn may_start(&self, text: &str, at: usize) -> bool {
        let before = text.as_bytes().get(..at).unwrap_or_default();
        let joined = before.last().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        (!self.word || !joined) && (!self.sentence || starts_sentence(before))
    }

    /// The end of the wording, if it starts here.
    fn at(&self, text: &str, at: usize) -> Option<usize> {
        let end = text.ceil_char_boundary(at + REACH);
        let found = self.regex.find(Input::new(text).span(at..end).anchored(Anchored::Yes))?;
        Some(text.ceil_char_boundary(found.end()))
    }
}

fn starts_sentence(before: &[u8]) -> bool {
    let spaces = before.iter().rev().take_while(|byte| byte.is_ascii_whitespace());
    let (mut count, mut line) = (0, false);
    for byte in spaces {
        count += 1;
        line |= *byte == b'\n';
    }
    let rest = before.len() - count;
    line || before.get(..rest).and_then(<[u8]>::last).is_none_or(|byte| b".:!?'\"".contains(byte))
}

/// Results often hold escaped strings, where `\n` glues itself to the next word. White space of the same length
/// keeps every other byte in its place.
fn unescaped(text: &str) -> Cow<'_, str> {
    if text.contains('\\') {
        Cow::Owned(text.replace("\\n", " \n").replace("\\t", " \t"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wording_compiles_and_has_a_start() {
        for (_, _, wording) in WORDINGS {
            assert!(starts(&plain(wording)).is_some(), "{wording}");
        }
        assert_eq!(COMPILED.as_ref().unwrap().all.len(), WORDINGS.len());
    }
}
