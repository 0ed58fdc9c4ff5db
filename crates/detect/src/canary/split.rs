//! A secret that leaves in pieces, in order.

use crate::fold;

/// Fewest characters of a piece.
const LEAST: usize = 3;
/// A text with more folded characters than this holds three given characters by chance; there, pieces must be longer.
const LONG: usize = 2_000;
/// Fewest folded characters of a piece in a long text.
const LEAST_IN_LONG: usize = 6;
/// How many texts may stand between two pieces: the other arguments of a call.
const GAP: usize = 2;

/// Where the first so many characters of the secret were complete.
#[derive(Clone, Copy)]
struct Place {
    text: usize,
    /// First byte after the piece in the folded text.
    after: usize,
}

/// One piece that the secret may be cut into.
struct Piece {
    start: usize,
    end: usize,
    folded: String,
}

/// Index of the text with which the secret was complete, when it was sent in two pieces or more, each of at least 3
/// characters, in order. A piece may hold separators, and up to two foreign texts may stand between pieces.
pub(super) fn completed(secret: &str, sent: &[&str]) -> Option<usize> {
    let length = secret.chars().count();
    let pieces = pieces(secret);
    let mut reached: Vec<Option<Place>> = vec![None; length + 1];
    for (number, text) in sent.iter().enumerate() {
        let text = fold(text);
        let mut now = vec![None; length + 1];
        for piece in &pieces {
            let Some(from) = start(piece, number, &reached, &now) else { continue };
            let Some(after) = find(piece, &text, from) else { continue };
            if piece.end == length {
                return Some(number);
            }
            note(&mut now, piece.end, Place { text: number, after });
        }
        for (old, new) in reached.iter_mut().zip(now) {
            *old = new.or(*old);
        }
    }
    None
}

/// All pieces, by start: whatever a piece continues comes before it.
fn pieces(secret: &str) -> Vec<Piece> {
    let chars: Vec<char> = secret.chars().collect();
    let length = chars.len();
    let spans = (0..length).flat_map(|start| (start + LEAST..=length).map(move |end| (start, end)));
    spans
        .filter(|&(start, end)| end - start < length)
        .filter_map(|(start, end)| {
            let folded = fold(&chars.get(start..end)?.iter().collect::<String>());
            (folded.len() >= 2).then_some(Piece { start, end, folded })
        })
        .collect()
}

/// From where in the present text a piece may stand; `None` when what comes before it was not sent.
fn start(piece: &Piece, number: usize, reached: &[Option<Place>], now: &[Option<Place>]) -> Option<usize> {
    let place = |places: &[Option<Place>]| places.get(piece.start).copied().flatten();
    let recent = place(reached).is_some_and(|place| number - place.text <= GAP + 1);
    if piece.start == 0 || recent { Some(0) } else { place(now).map(|place| place.after) }
}

fn find(piece: &Piece, text: &str, from: usize) -> Option<usize> {
    if text.len() > LONG && piece.folded.len() < LEAST_IN_LONG {
        return None;
    }
    let at = text.get(from..)?.find(&piece.folded)?;
    Some(from + at + piece.folded.len())
}

fn note(places: &mut [Option<Place>], end: usize, place: Place) {
    if let Some(slot) = places.get_mut(end)
        && slot.is_none_or(|earlier| place.after < earlier.after)
    {
        *slot = Some(place);
    }
}
