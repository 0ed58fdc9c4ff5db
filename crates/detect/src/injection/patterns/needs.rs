//! What has to stand somewhere behind the start of a wording, so that most starts need no further look.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Fewest letters of a word that is sought: shorter ones stand everywhere.
const WORD: usize = 3;

/// Most words that are sought for one wording.
const MOST: usize = 64;

/// Digits in a row that make a long number.
pub(super) const NUMBER: u32 = 12;

/// One of these stands behind the start.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Needs {
    /// Words and signs.
    pub(super) words: Vec<Vec<u8>>,
    /// Or [`NUMBER`] digits in a row.
    pub(super) number: bool,
}

/// The most telling need of a sequence behind its start, which is its first part.
pub(super) fn behind(sequence: &[Hir]) -> Option<Needs> {
    let parts = sequence.iter().skip_while(|part| matches!(part.kind(), HirKind::Look(_)));
    best(parts.skip(1))
}

/// What stands in every text that an expression matches.
fn within(part: &Hir) -> Option<Needs> {
    match part.kind() {
        HirKind::Literal(literal) => {
            let telling = literal.0.len() >= WORD || literal.0.iter().any(|byte| b"@{[<|#".contains(byte));
            telling.then(|| Needs { words: vec![literal.0.to_vec()], number: false })
        }
        HirKind::Repetition(repetition) => {
            let number = repetition.min >= NUMBER && digits(&repetition.sub);
            let needs = || within(&repetition.sub).filter(|_| repetition.min > 0);
            if number { Some(Needs { words: vec![], number }) } else { needs() }
        }
        HirKind::Capture(capture) => within(&capture.sub),
        HirKind::Concat(parts) => best(parts.iter()),
        HirKind::Alternation(parts) => any(parts.iter().map(within)),
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) => None,
    }
}

/// One of several needs.
pub(super) fn any(needs: impl Iterator<Item = Option<Needs>>) -> Option<Needs> {
    let mut all = Needs::default();
    for needs in needs {
        let needs = needs?;
        all.words.extend(needs.words);
        all.number |= needs.number;
    }
    all.words.sort();
    all.words.dedup();
    (all.words.len() <= MOST).then_some(all)
}

/// The need with the longest words, and the fewest.
fn best<'h>(parts: impl Iterator<Item = &'h Hir>) -> Option<Needs> {
    let shortest = |needs: &Needs| needs.words.iter().map(Vec::len).min();
    parts.filter_map(within).max_by_key(|needs| (shortest(needs), core::cmp::Reverse(needs.words.len())))
}

fn digits(part: &Hir) -> bool {
    match part.kind() {
        HirKind::Class(Class::Bytes(class)) => {
            class.iter().all(|range| range.start() >= b'0' && range.end() <= b'9')
        }
        HirKind::Class(Class::Unicode(class)) => {
            class.iter().all(|range| range.start() >= '0' && range.end() <= '9')
        }
        _ => false,
    }
}
