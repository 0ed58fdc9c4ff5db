//! What the learned part sees of a segment: hashed n-grams of words, of kinds of words, and of letters.

use super::words::{Word, Words};

/// Weights are kept under so many bits of a feature's hash.
pub(super) const BITS: u32 = 19;

/// Letters in a piece of a word.
const PIECE: usize = 4;

/// Kinds of features, so that they do not share hashes by design.
#[derive(Clone, Copy)]
#[repr(u64)]
enum Kind {
    Word = 1,
    Pair,
    Gap,
    Kinds2,
    Kinds3,
    Kinds4,
    Piece,
    Capitals,
}

/// Tells each feature of a segment, again where it stands again.
pub(super) fn each(segment: &str, mut tell: impl FnMut(u32)) {
    let mut words = Words::new(segment);
    let edge = Word { own: EDGE, kind: EDGE, capitals: false, data: false };
    let mut last = [edge; 3];
    let mut any = false;
    while let Some(word) = words.next() {
        any = true;
        pieces(words.letters(), &mut tell);
        grams(&last, word, &mut tell);
        last = [last[1], last[2], word];
    }
    if any {
        grams(&last, edge, &mut tell);
    }
}

const EDGE: u64 = 7;

fn grams(last: &[Word; 3], word: Word, tell: &mut impl FnMut(u32)) {
    let [a, b, c] = *last;
    // Tables of numbers repeat themselves, and say nothing.
    if word.data && c.data {
        return;
    }
    if word.own != EDGE {
        tell(bucket(Kind::Word, &[word.own]));
    }
    tell(bucket(Kind::Pair, &[c.own, word.own]));
    tell(bucket(Kind::Gap, &[b.own, word.own]));
    tell(bucket(Kind::Kinds2, &[c.kind, word.kind]));
    tell(bucket(Kind::Kinds3, &[b.kind, c.kind, word.kind]));
    tell(bucket(Kind::Kinds4, &[a.kind, b.kind, c.kind, word.kind]));
    if word.capitals {
        tell(bucket(Kind::Capitals, &[c.kind]));
    }
}

fn pieces(letters: &[u8], tell: &mut impl FnMut(u32)) {
    for piece in letters.array_windows::<PIECE>() {
        tell(bucket(Kind::Piece, &[u64::from(u32::from_le_bytes(*piece))]));
    }
}

fn bucket(kind: Kind, parts: &[u64]) -> u32 {
    let mix = |hash: u64, part: &u64| (hash.rotate_left(23) ^ part).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let hash = parts.iter().fold(kind as u64, mix);
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    u32::try_from(mixed >> (64 - BITS)).unwrap_or_default()
}
