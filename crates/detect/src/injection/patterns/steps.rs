//! A wording as it is matched: pieces with gaps between them.
//!
//! One automaton for all of a wording would count the bytes of every gap in its states, once for each place where the
//! gap may have begun; two gaps are too many. So each piece has an automaton of its own, and gaps are counted here.

use regex_automata::{Anchored, Input, meta::Regex};
use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

/// A repetition of one class of bytes is a gap from so many on.
const GAP: u32 = 20;

/// No piece is longer.
const PIECE: usize = 120;

/// Pieces in order.
pub(super) struct Steps(Vec<Step>);

struct Step {
    gap: Gap,
    piece: Regex,
}

/// What may stand before a piece.
struct Gap {
    /// Bytes of it at most.
    most: usize,
    /// Whether each byte may be in it.
    inside: Box<[bool; 256]>,
    /// The longest that leads to a match is taken, rather than the shortest.
    greedy: bool,
}

impl Steps {
    /// The steps of an expression without alternatives at its top.
    pub(super) fn new(wording: &Hir) -> Option<Self> {
        let parts = if let HirKind::Concat(parts) = wording.kind() {
            parts.as_slice()
        } else {
            std::slice::from_ref(wording)
        };
        let mut steps = Vec::new();
        let (mut gap, mut piece) = (Gap::none(), vec![]);
        for part in parts {
            if let Some(next) = Gap::read(part) {
                steps.push(Step::new(gap, std::mem::take(&mut piece))?);
                gap = next;
            } else {
                piece.push(part.clone());
            }
        }
        steps.push(Step::new(gap, piece)?);
        Some(Self(steps))
    }

    /// The end of the wording, if it starts here. `end` is where the text ends.
    pub(super) fn at(&self, text: &str, at: usize, end: usize) -> Option<usize> {
        let (first, rest) = self.0.split_first()?;
        let input = Input::new(text).span(at..end.min(at + PIECE)).anchored(Anchored::Yes);
        follow(rest, text, first.piece.find(input)?.end(), end)
    }
}

/// The end of the remaining steps.
fn follow(steps: &[Step], text: &str, at: usize, end: usize) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else { return Some(at) };
    let mut places = step.places(text, at, end);
    if step.gap.greedy {
        let all: Vec<usize> = places.collect();
        return all.into_iter().rev().find_map(|place| follow(rest, text, place, end));
    }
    places.find_map(|place| follow(rest, text, place, end))
}

impl Step {
    fn new(gap: Gap, piece: Vec<Hir>) -> Option<Self> {
        let piece = Regex::builder().build_from_hir(&Hir::concat(piece)).ok()?;
        Some(Self { gap, piece })
    }

    /// Where the piece ends for each way to bridge the gap, shortest gap first.
    fn places<'t>(&'t self, text: &'t str, at: usize, end: usize) -> impl Iterator<Item = usize> + 't {
        let bytes = text.as_bytes().get(at..end.min(at + self.gap.most)).unwrap_or_default();
        let inside = |byte: &&u8| self.gap.inside.get(usize::from(**byte)).copied().unwrap_or_default();
        let last = at + bytes.iter().take_while(inside).count();
        let end = end.min(last + PIECE);
        let mut at = at;
        std::iter::from_fn(move || {
            let found = self.piece.find(Input::new(text).span(at..end.max(at)))?;
            at = found.start() + 1;
            (found.start() <= last).then_some(found.end())
        })
    }
}

impl Gap {
    fn none() -> Self {
        Self { most: 0, inside: Box::new([false; 256]), greedy: false }
    }

    /// A part of an expression, if it is a gap.
    fn read(part: &Hir) -> Option<Self> {
        let HirKind::Repetition(Repetition { min: 0, max: Some(most), greedy, sub }) = part.kind() else {
            return None;
        };
        let HirKind::Class(Class::Bytes(class)) = sub.kind() else { return None };
        let mut inside = Box::new([false; 256]);
        for range in class.iter() {
            for byte in range.start()..=range.end() {
                inside.get_mut(usize::from(byte)).into_iter().for_each(|inside| *inside = true);
            }
        }
        (*most >= GAP).then_some(Self { most: *most as usize, inside, greedy: *greedy })
    }
}
