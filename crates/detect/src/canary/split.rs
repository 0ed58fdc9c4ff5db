//! A secret that leaves in pieces, in order.

use crate::fold;

/// Fewest characters of a piece.
const LEAST: usize = 3;
/// Fewest folded characters of a piece.
const LEAST_FOLDED: usize = 2;
/// A stretch with more folded characters than this holds three given characters by chance: no short piece is looked for
/// farther behind the piece before it.
const NEAR: usize = 2_000;
/// A piece with as many folded characters stands nowhere by chance: it may come as late as it likes.
const LONG: usize = 6;

/// How much of a secret has left in pieces so far, after any number of texts.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    /// For each number of characters of the secret that were sent in order: after how many folded characters of all
    /// texts they were complete, the last time.
    reached: Vec<Option<usize>>,
    /// Folded characters of all texts.
    length: usize,
}

/// The next text, and where in it pieces end.
struct Reading<'a> {
    secret: &'a [char],
    trail: &'a Trail,
    text: &'a str,
    /// For each number of characters of the secret: where they were complete in this text, in order.
    ends: Vec<Vec<usize>>,
}

/// The trail after one more text; `None` when the secret is complete with it: in two pieces or more, each of at least 3
/// characters, in order. A piece may hold separators, and between pieces may stand anything, in the same text or in
/// others: 2,000 letters and digits of it before a piece of fewer than 6, and any number before a longer one.
pub(super) fn follow(secret: &str, trail: &Trail, text: &str) -> Option<Trail> {
    let secret: Vec<char> = secret.chars().collect();
    let text = fold(text);
    let mut reading = Reading { secret: &secret, trail, text: &text, ends: vec![vec![]; secret.len() + 1] };
    // By start: whatever a piece continues comes before it.
    for start in 0..secret.len() {
        if start == 0
            || reading.reached(start).is_some()
            || reading.ends.get(start).is_some_and(|ends| !ends.is_empty())
        {
            reading.pieces_from(start);
        }
    }
    if reading.ends.last().is_some_and(|ends| !ends.is_empty()) {
        return None;
    }
    let newest = |(end, ends): (usize, &Vec<usize>)| match ends.last() {
        Some(last) => Some(trail.length + last),
        None => reading.reached(end),
    };
    let reached = reading.ends.iter().enumerate().map(newest).collect();
    Some(Trail { reached, length: trail.length + text.len() })
}

impl Reading<'_> {
    /// Where so many characters were complete before this text.
    fn reached(&self, characters: usize) -> Option<usize> {
        self.trail.reached.get(characters).copied().flatten()
    }

    /// Looks for all pieces that begin with this character.
    fn pieces_from(&mut self, start: usize) {
        let mut piece = String::new();
        for (at, char) in self.secret.iter().enumerate().skip(start) {
            piece.push_str(&fold(char.encode_utf8(&mut [0; 4])));
            let (end, whole) = (at + 1, at + 1 - start == self.secret.len());
            if end - start < LEAST || piece.len() < LEAST_FOLDED || whole {
                continue;
            }
            let mut found = self.text.match_indices(&piece).map(|(at, _)| at).peekable();
            if found.peek().is_none() {
                // Nor does any longer one stand here.
                return;
            }
            let found: Vec<usize> = self.continuing(start, piece.len(), found);
            if let Some(ends) = self.ends.get_mut(end) {
                ends.extend(found);
                ends.sort_unstable();
            }
        }
    }

    /// The ends of those of the found pieces that go on with what was sent before them.
    fn continuing(&self, start: usize, length: usize, found: impl Iterator<Item = usize>) -> Vec<usize> {
        let before = self.ends.get(start).map(Vec::as_slice).unwrap_or_default();
        let earlier = self.reached(start).map(|at| self.trail.length - at);
        let mut passed = before.iter().copied().peekable();
        let mut last = None;
        let goes_on = |at: &usize| {
            while let Some(end) = passed.next_if(|end| end <= at) {
                last = Some(end);
            }
            let gap = last.map(|end| at - end).or_else(|| earlier.map(|gap| gap + at));
            start == 0 || gap.is_some_and(|gap| length >= LONG || gap <= NEAR)
        };
        found.filter(goes_on).map(|at| at + length).collect()
    }
}
