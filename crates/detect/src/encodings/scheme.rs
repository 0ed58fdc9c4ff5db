//! The schemes, in one place.

use super::{base64, caesar, morse};
use std::ops::Range;

/// A way to write a text so that a careless reader does not recognize it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// Base64 (RFC 4648), standard alphabet with padding; read with either alphabet, padded or not.
    Base64,
    /// Each Latin letter moved this many places on in the alphabet (modulo 26; 1 to 25 when found in a text); all
    /// else stays.
    Caesar(u8),
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
        Scheme::Caesar(shift) => caesar::rotate(text, shift % 26),
        Scheme::Morse => morse::encode(text),
    }
}

/// The encoded spans of a text, by where they start.
///
/// Base64 is found from 16 digits on if it decodes to readable text, Caesar from 3 words on if one shift reads
/// clearly more like English than the text itself, Morse from 5 letters on.
pub fn decodings(text: &str) -> Vec<Decoded> {
    let mut found = base64::find(text);
    found.extend(caesar::find(text));
    found.extend(morse::find(text));
    found.sort_by_key(|decoded| decoded.span.start);
    found
}
