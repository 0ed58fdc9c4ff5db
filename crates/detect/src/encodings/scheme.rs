//! The schemes, in one place.

use super::latin::{Word, words};
use super::{
    Alphabet, Looks, Order, base64, invisible, look_alike, morse, numeric, reversed, scrambled, substitution,
};
use std::ops::Range;

/// A way to write a text so that a careless reader does not recognize it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// Base64 (RFC 4648), standard alphabet with padding; read with either alphabet, padded or not.
    Base64,
    /// Each Latin letter moved this many places on in the alphabet (modulo 26; 1 to 25 when found in a text); all
    /// else stays.
    Caesar(u8),
    /// The alphabet from its end: `a` is `z`.
    Atbash,
    /// An alphabet that begins with a keyword. Found only where the text says `keyword` and the word.
    Keyed(Alphabet),
    /// Last character first.
    Reversed,
    /// Each byte of the UTF-8 form in decimal, separated by spaces.
    Ascii,
    /// Each byte of the UTF-8 form as two hexadecimal digits.
    Hex,
    /// Each byte of the UTF-8 form as eight binary digits, separated by spaces.
    Binary,
    /// Each byte of the UTF-8 form as `\xNN`.
    Utf8,
    /// Each unit of the UTF-16 form as `\uNNNN`.
    Utf16,
    /// Each code point as `U+NNNN`, separated by spaces.
    CodePoints,
    /// Letters that look like Latin ones.
    LookAlike(Looks),
    /// Each byte of the UTF-8 form as a character from U+E0000 on: ASCII as its tag characters.
    Tags,
    /// Each bit of the UTF-8 form as U+200B or U+200C.
    ZeroWidth,
    /// Each byte of the UTF-8 form as one of the 256 variation selectors.
    Variations,
    /// The words (split at spaces) out of order, as `NAME = JSON` with the name of the order.
    Scrambled(Order),
    /// International Morse code (ITU-R M.1677-1): letters separated by spaces, words by ` / `. So that nothing is
    /// lost, a capital has `------` before its code, and a character without a code is written as its UTF-8 bytes,
    /// eight signs each (dot 0, dash 1). Spaces at either end are dropped.
    Morse,
}

/// An encoded part of a text, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Where it stands: bytes of the text that was searched.
    pub span: Range<usize>,
    /// How it is encoded.
    pub scheme: Scheme,
    /// What it says.
    pub text: String,
}

/// Writes `text` in `scheme`.
///
/// ```
/// use detect::encodings::{Scheme, encode};
/// assert_eq!(encode(Scheme::Caesar(3), "Call xyz."), "Fdoo abc.");
/// assert_eq!(encode(Scheme::Morse, "go on"), "--. --- / --- -.");
/// ```
pub fn encode(scheme: Scheme, text: &str) -> String {
    match scheme {
        Scheme::Base64 => base64::encode(text),
        Scheme::Caesar(shift) => Alphabet::shifted(shift % 26).write(text),
        Scheme::Atbash => Alphabet::mirrored().write(text),
        Scheme::Keyed(alphabet) => alphabet.write(text),
        Scheme::Reversed => reversed::encode(text),
        Scheme::Ascii => numeric::decimal(text),
        Scheme::Hex => numeric::hex(text),
        Scheme::Binary => numeric::binary(text),
        Scheme::Utf8 => numeric::bytes(text),
        Scheme::Utf16 => numeric::units(text),
        Scheme::CodePoints => numeric::points(text),
        Scheme::LookAlike(looks) => look_alike::encode(looks, text),
        Scheme::Tags => invisible::tags(text),
        Scheme::ZeroWidth => invisible::zero_width(text),
        Scheme::Variations => invisible::variations(text),
        Scheme::Scrambled(order) => scrambled::encode(order, text),
        Scheme::Morse => morse::encode(text),
    }
}

/// No encoded text is shorter, in bytes.
const FEWEST: usize = 8;

/// The encoded spans of a text, by where they start.
///
/// Base64 is found from 16 digits on if it decodes to readable text, a cipher of letters from 3 words on if one key
/// reads clearly more like English than the text itself, Morse from 5 letters on, text written backwards from 3
/// common words on, and everything else if it decodes to at least 3 common English words.
pub fn decodings(text: &str) -> Vec<Decoded> {
    if text.len() < FEWEST {
        return vec![];
    }
    let mut all: Vec<Word> = Vec::with_capacity(text.len() / 5);
    all.extend(words(text));
    let words = all;
    let mut found = base64::find(text);
    found.extend(substitution::find(text, &words));
    found.extend(morse::find(text));
    found.extend(numeric::find(text));
    found.extend(reversed::find(text, &words));
    found.extend(scrambled::find(text));
    if !text.is_ascii() {
        found.extend(invisible::find(text));
        found.extend(look_alike::find(text));
    }
    found.sort_by_key(|decoded| decoded.span.start);
    found
}
