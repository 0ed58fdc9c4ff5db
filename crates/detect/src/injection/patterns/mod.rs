//! Wordings by family, found in one pass: a search for the words with which they start and for those that have to stand
//! behind, and a look from each start that has company.

mod needs;
mod steps;
mod wordings;

use super::{Family, Reason};
use crate::stretch;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use needs::Needs;
use regex_automata::util::syntax;
use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Hir, HirKind};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};
use steps::Steps;
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
    /// As a regular expression.
    plain: String,
    /// Ways to word it, compiled when the first start is found; the first that matches counts.
    ways: OnceLock<Option<Vec<Steps>>>,
    /// It starts a word.
    word: bool,
    /// It starts a sentence, a line, or a string.
    sentence: bool,
}

/// All of them, and the search for their starts and for what they need.
struct Wordings {
    all: Vec<Wording>,
    sought: AhoCorasick,
    /// What each word means that is sought.
    meanings: Vec<Meaning>,
    /// Different needs.
    needs: Vec<Needs>,
}

/// What a word means where it is found.
enum Meaning {
    /// A wording may start here, by its place; the place of its need.
    Start(usize, Option<usize>),
    /// These needs are met here.
    Met(Vec<usize>),
}

static COMPILED: LazyLock<Option<Wordings>> = LazyLock::new(compile);

fn compile() -> Option<Wordings> {
    let (mut all, mut sought, mut meanings, mut needs) = (vec![], vec![], vec![], vec![]);
    for &(family, weight, text) in WORDINGS {
        let plain = plain(text);
        for (start, need) in starts(&plain)? {
            let place = need.map(|need| {
                needs.iter().position(|known| *known == need).unwrap_or_else(|| {
                    needs.push(need);
                    needs.len() - 1
                })
            });
            sought.push(start);
            meanings.push(Meaning::Start(all.len(), place));
        }
        let word = !plain.contains("<\\|") && !plain.contains("!{3,}") && !plain.contains("</?");
        let sentence = text.starts_with('^');
        all.push(Wording { family, weight, plain, ways: OnceLock::new(), word, sentence });
    }
    let mut meets: BTreeMap<&[u8], Vec<usize>> = BTreeMap::new();
    for (place, need) in needs.iter().enumerate() {
        need.words.iter().for_each(|word| meets.entry(word).or_default().push(place));
    }
    for (word, needs) in meets {
        sought.push(word.to_vec());
        meanings.push(Meaning::Met(needs));
    }
    let sought = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::DFA))
        .build(sought)
        .ok()?;
    Some(Wordings { all, sought, meanings, needs })
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

/// Every way in which it can start, and what has to stand behind that start.
fn starts(plain: &str) -> Option<BTreeMap<Vec<u8>, Option<Needs>>> {
    let hir = syntax::parse_with(plain, &syntax()).ok()?;
    let mut starts: BTreeMap<Vec<u8>, Vec<Option<Needs>>> = BTreeMap::new();
    for way in ways(std::slice::from_ref(&hir), true) {
        let need = needs::behind(&way);
        for start in prefixes(&Hir::concat(way))? {
            starts.entry(start).or_default().push(need.clone());
        }
    }
    Some(starts.into_iter().map(|(start, ways)| (start, needs::any(ways.into_iter()))).collect())
}

/// The alternatives at the top of a sequence, or with `first` those of its first part as well.
fn ways(parts: &[Hir], first: bool) -> Vec<Vec<Hir>> {
    let looks = parts.iter().take_while(|part| matches!(part.kind(), HirKind::Look(_))).count();
    let (looks, rest) = parts.split_at_checked(looks).unwrap_or((&[], parts));
    let Some((part, rest)) = rest.split_first() else { return vec![parts.to_vec()] };
    let joined = |part: &[Hir]| [looks, part, rest].concat();
    match part.kind() {
        HirKind::Alternation(parts) if first || rest.is_empty() => {
            parts.iter().flat_map(|part| ways(&joined(std::slice::from_ref(part)), first)).collect()
        }
        HirKind::Concat(parts) => ways(&joined(parts), first),
        HirKind::Capture(capture) => ways(&joined(std::slice::from_ref(&capture.sub)), first),
        _ => vec![parts.to_vec()],
    }
}

fn prefixes(way: &Hir) -> Option<Vec<Vec<u8>>> {
    let mut found = Extractor::new().kind(ExtractKind::Prefix).limit_total(400).extract(way);
    found.keep_first_bytes(START);
    found.dedup();
    let mut starts: Vec<Vec<u8>> = found.literals()?.iter().map(|start| start.as_bytes().to_vec()).collect();
    starts.sort();
    starts.dedup();
    Some(starts).filter(|starts| starts.iter().all(|start| !start.is_empty()))
}

/// Where any of the wordings stands.
pub(super) fn hits(text: &str) -> Vec<Reason> {
    search(text, true)
}

/// See [`hits`]. Without `needs`, every start is looked at.
fn search(text: &str, needs: bool) -> Vec<Reason> {
    let text = &*unescaped(text);
    let Some(wordings) = COMPILED.as_ref() else { return vec![] };
    let found = wordings.look(text);
    let mut hits = Vec::new();
    let mut seen = [(0, 0); WORDINGS.len()];
    for &(at, owner, need) in &found.starts {
        let (Some(wording), Some((end, count))) = (wordings.all.get(owner), seen.get_mut(owner)) else {
            continue;
        };
        let need = need.filter(|_| needs).and_then(|place| Some((place, wordings.needs.get(place)?)));
        if at < *end || *count >= MOST || need.is_some_and(|(place, need)| !found.meets(place, need, at)) {
            continue;
        }
        if let Some(stop) = wording.at(text, at) {
            *end = stop;
            *count += 1;
            hits.push(Reason { family: wording.family, weight: wording.weight, span: at..stop });
        }
    }
    hits
}

/// What was found in a text.
#[derive(Default)]
struct Found {
    /// Where a wording may start: the place, the wording, its need.
    starts: Vec<(usize, usize, Option<usize>)>,
    /// Where a word ends that meets a need, in order, and the need.
    met: Vec<(usize, usize)>,
    /// Where long numbers begin, in order.
    numbers: Vec<usize>,
}

impl Wordings {
    fn look(&self, text: &str) -> Found {
        let mut found = Found::default();
        for word in self.sought.find_overlapping_iter(text) {
            let at = word.start();
            let may_start = |owner: usize| self.all.get(owner).is_some_and(|all| all.may_start(text, at));
            match self.meanings.get(word.pattern().as_usize()) {
                Some(Meaning::Start(owner, need)) if may_start(*owner) => {
                    found.starts.push((at, *owner, *need));
                }
                Some(Meaning::Met(needs)) => found.met.extend(needs.iter().map(|need| (word.end(), *need))),
                _ => {}
            }
        }
        if !found.starts.is_empty() {
            found.numbers = numbers(text.as_bytes());
        }
        found
    }
}

impl Found {
    /// Whether what a wording needs stands where it can belong to one that starts here.
    fn meets(&self, place: usize, need: &Needs, at: usize) -> bool {
        let first = self.met.partition_point(|(end, _)| *end <= at);
        let mut near = self.met.iter().skip(first).take_while(|(end, _)| *end <= at + REACH);
        let number = || {
            let next = self.numbers.partition_point(|number| *number < at);
            self.numbers.get(next).is_some_and(|number| *number < at + REACH)
        };
        near.any(|(_, met)| *met == place) || (need.number && number())
    }
}

/// Where enough digits stand in a row.
fn numbers(bytes: &[u8]) -> Vec<usize> {
    let mut start = 0;
    std::iter::from_fn(|| {
        let length = needs::NUMBER as usize;
        let found = start + stretch::first(bytes.get(start..)?, length, |byte| byte.is_ascii_digit())?;
        start = found + 1;
        Some(found)
    })
    .collect()
}

impl Wording {
    fn may_start(&self, text: &str, at: usize) -> bool {
        let before = text.as_bytes().get(..at).unwrap_or_default();
        let joined = before.last().is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        (!self.word || !joined) && (!self.sentence || starts_sentence(before))
    }

    fn ways(&self) -> Option<&[Steps]> {
        let compile = || {
            let hir = syntax::parse_with(&self.plain, &syntax().case_insensitive(true)).ok()?;
            let ways = ways(std::slice::from_ref(&hir), false);
            ways.into_iter().map(|way| Steps::new(&Hir::concat(way))).collect()
        };
        self.ways.get_or_init(compile).as_deref()
    }

    /// The end of the wording, if it starts here.
    fn at(&self, text: &str, at: usize) -> Option<usize> {
        let end = text.ceil_char_boundary(at + REACH);
        let found = self.ways()?.iter().find_map(|way| way.at(text, at, end))?;
        Some(text.ceil_char_boundary(found))
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
    use proptest::prelude::*;
    use regex_automata::{Anchored, Input, meta::Regex};

    #[test]
    fn every_wording_compiles_and_has_a_start() {
        for (_, _, wording) in WORDINGS {
            assert!(starts(&plain(wording)).is_some(), "{wording}");
        }
        let all = &COMPILED.as_ref().unwrap().all;
        assert_eq!(all.len(), WORDINGS.len());
        all.iter().for_each(|wording| assert!(wording.ways().is_some(), "{}", wording.plain));
    }

    /// Texts of the words that wordings are made of.
    fn texts() -> impl Strategy<Value = String> {
        let words: Vec<String> = WORDINGS
            .iter()
            .flat_map(|(_, _, wording)| {
                wording.split(|char: char| !char.is_ascii_alphanumeric() && char != '@')
            })
            .chain(["a@b.test", "http://x.test", "AB123456789012345", "lamp", "_x", "the"])
            .filter(|word| word.len() > 1)
            .map(str::to_owned)
            .collect();
        let gap = prop_oneof![6 => Just(" "), 1 => Just(". "), 1 => Just("\n"), 1 => Just(": `"), 1 => Just("... ")];
        prop::collection::vec((prop::sample::select(words), gap), 0..60)
            .prop_map(|words| words.into_iter().map(|(word, gap)| word + gap).collect())
    }

    proptest! {
        #[test]
        fn a_start_without_company_is_no_wording(text in texts()) {
            prop_assert_eq!(search(&text, true), search(&text, false));
        }

        #[test]
        fn in_steps_a_wording_ends_where_one_automaton_ends_it(text in texts()) {
            for (wording, whole) in COMPILED.as_ref().unwrap().all.iter().zip(&*WHOLE) {
                for at in (0..text.len()).filter(|at| starts_word(&text, *at) && wording.may_start(&text, *at)) {
                    let input = Input::new(&text).span(at..text.len().min(at + REACH)).anchored(Anchored::Yes);
                    prop_assert_eq!(
                        wording.at(&text, at),
                        whole.find(input).map(|found| found.end()),
                        "{} at {}", wording.plain, at
                    );
                }
            }
        }
    }

    /// Each wording as one automaton.
    static WHOLE: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        let regex = |text: &str| {
            Regex::builder().syntax(syntax().case_insensitive(true)).build(&plain(text)).unwrap()
        };
        WORDINGS.iter().map(|(_, _, wording)| regex(wording)).collect()
    });

    fn starts_word(text: &str, at: usize) -> bool {
        !text[at..].starts_with(char::is_alphanumeric) || !text[..at].ends_with(char::is_alphanumeric)
    }
}
