//! Undoing disguises, at every alignment. What comes out is mostly noise; the secret is looked for in it.

use percent_encoding::percent_decode_str;

/// The text with percent-encoding undone, twice if need be; `None` when there is none.
pub(super) fn unescape(text: &str) -> Option<String> {
    let once =
        |text: &str| text.contains('%').then(|| percent_decode_str(text).decode_utf8_lossy().into_owned());
    let first = once(text)?;
    Some(once(&first).unwrap_or(first))
}

/// What the text says if it is base64: for each of the four alignments, with both alphabets, and with `-` and `_`
/// taken as separators too. Everything that is no digit is skipped, so line breaks do not matter.
pub(super) fn base64(text: &str) -> impl Iterator<Item = Vec<u8>> {
    let all = digits(text, sextet);
    let dashes = text
        .contains(['-', '_'])
        .then(|| digits(text, |char| sextet(char).filter(|_| !matches!(char, '-' | '_'))));
    [Some(all), dashes].into_iter().flatten().flat_map(|digits| aligned(digits, 6, 4))
}

/// What the text says if it is hexadecimal, at both alignments. `0x` and `\x` before a pair do not matter.
pub(super) fn hex(text: &str) -> impl Iterator<Item = Vec<u8>> {
    let bare = text.replace("0x", " ").replace("0X", " ");
    let digit = |char: char| char.to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    aligned(digits(&bare, digit), 4, 2)
}

fn digits(text: &str, value: impl Fn(char) -> Option<u8>) -> Vec<u8> {
    text.chars().filter_map(value).collect()
}

/// The bytes of a run of digits of `bits` bits each, once for every one of the first `starts` digits to start at.
fn aligned(digits: Vec<u8>, bits: u32, starts: usize) -> impl Iterator<Item = Vec<u8>> {
    (0..starts).map(move |start| pack(digits.get(start..).unwrap_or_default(), bits))
}

fn pack(digits: &[u8], bits: u32) -> Vec<u8> {
    let (mut held, mut count) = (0_u32, 0);
    let mut bytes = Vec::with_capacity(digits.len());
    for &digit in digits {
        held = ((held << bits) | u32::from(digit)) & 0xFFFF;
        count += bits;
        if count >= 8 {
            count -= 8;
            bytes.extend(u8::try_from((held >> count) & 0xFF));
        }
    }
    bytes
}

fn sextet(char: char) -> Option<u8> {
    let byte = u8::try_from(char).ok()?;
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}
