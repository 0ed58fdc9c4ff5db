//! Demands to do something again.
//!
//! ## What it does
//! Finds the places where a text asks for a call and for its repetition: so many times, again, until, as a draft that is
//! to be refined.
//!
//! ## Why it works
//! An agent repeats itself because its task needs it, or because somebody tells it to. A service has little reason to
//! say how often it wants to be called; a loop that is meant to cost money has to.
//!
//! ## Example
//! ```
//! use detect::repetition::demands;
//! assert_eq!(demands("For a full picture, call the tool `look` 20 times.").len(), 1);
//! assert_eq!(demands("This is a draft. Submit it again with a higher revision.").len(), 2, "a draft, and again");
//! assert!(demands("It rained three times this week.").is_empty());
//! ```
//!
//! ## References
//! - Overthinking loops, arXiv 2602.14798 (repetition, forced refinement); Beyond max tokens, arXiv 2601.10955.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// How far from words of repetition a call is looked for, in bytes: arguments may stand between them.
const BEFORE: usize = 1000;
const AFTER: usize = 300;

static AGAIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(\d{1,4}\s+(more\s+|further\s+)?times|(many|several|three|five|ten|twenty)\s+times|once\s+more|over\s+and\s+over",
        r"|again\s+(with|and|until|for|to)|repeat(ed|edly|ing)?\b|one\s+(call\s+)?after\s+(the|an)\s*other|keep\s+(on\s+)?\w+ing",
        r"|(is|still|only)\s+(a\s+)?(first\s+)?(draft|preliminary|incomplete|unfinished)|not\s+(yet\s+)?(final|complete|finished)",
        r"|another\s+(call|round|pass|attempt)|re-?(call|run|invoke|submit|issue|fine)\b",
        r"|next\s+(segment|revision|chunk|part|batch)|until\s+(it|the|you|this|no)\b)",
    ))
    .ok()
});

static CALL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(call|calls|calling|invoke|run|execute|submit|refine|request|retry|tool|function)\b")
        .ok()
});

/// Places where a text asks for a call and for its repetition, by where they start; some may overlap.
pub fn demands(text: &str) -> Vec<Range<usize>> {
    let (Some(again), Some(call)) = (&*AGAIN, &*CALL) else { return vec![] };
    let around = again.find_iter(text).map(|found| {
        let start = text.floor_char_boundary(found.start().saturating_sub(BEFORE));
        start..text.ceil_char_boundary((found.end() + AFTER).min(text.len()))
    });
    around.filter(|place| text.get(place.clone()).is_some_and(|words| call.is_match(words))).collect()
}

/// Words of repetition, and the words of calls within reach that make a demand of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Where the words of repetition stand.
    pub again: Range<usize>,
    /// Where words of calls stand, in order; there is one at least.
    pub calls: Vec<Range<usize>>,
}

/// The words that make the demands of a text.
///
/// ```
/// let spots = detect::repetition::spots("Call it. This is a draft. It is dry. Run.");
/// assert_eq!((spots.len(), spots[0].calls.len()), (1, 2));
/// ```
pub fn spots(text: &str) -> Vec<Spot> {
    let (Some(again), Some(call)) = (&*AGAIN, &*CALL) else { return vec![] };
    let calls: Vec<Range<usize>> = call.find_iter(text).map(|found| found.range()).collect();
    let spots = again.find_iter(text).map(|found| {
        let (from, to) = (found.start().saturating_sub(BEFORE), found.end() + AFTER);
        let near = calls.iter().filter(|call| from <= call.start && call.end <= to);
        Spot { again: found.range(), calls: near.cloned().collect() }
    });
    spots.filter(|spot| !spot.calls.is_empty()).collect()
}
