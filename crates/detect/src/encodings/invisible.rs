//! Text in characters that nobody sees.

use super::{Decoded, Scheme, english};

/// Shorter runs are accidents of copying, flags of regions, or the variants of one sign.
const RUN: usize = 8;

const ZERO: char = '\u{200B}';
const ONE: char = '\u{200C}';

/// Every ASCII character as its tag; others as the escape that JSON has for them, in tags.
pub(super) fn tags(text: &str) -> String {
    let escaped = |char: char| {
        let mut units = [0; 2];
        char.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect::<String>()
    };
    let plain = |char: char| if char.is_ascii() { char.to_string() } else { escaped(char) };
    let plain: String = text.chars().map(plain).collect();
    plain.chars().filter_map(|char| char::from_u32(0xE0000 + u32::from(char))).collect()
}

/// Every bit of the text's UTF-8 as one of two characters without width.
pub(super) fn zero_width(text: &str) -> String {
    let bits = text.bytes().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
    bits.map(|bit| if bit == 0 { ZERO } else { ONE }).collect()
}

/// Every byte of the text's UTF-8 as one of 256 variation selectors.
pub(super) fn variations(text: &str) -> String {
    let selector = |byte: u8| match u32::from(byte) {
        low @ 0..16 => 0xFE00 + low,
        high => 0xE0100 + high - 16,
    };
    text.bytes().filter_map(|byte| char::from_u32(selector(byte))).collect()
}

pub(super) fn find(text: &str) -> Vec<Decoded> {
    let tag = |char: char| matches!(char, '\u{E0000}'..='\u{E007E}').then(|| u32::from(char) - 0xE0000);
    let bit = |char: char| match char {
        ZERO => Some(0),
        ONE => Some(1),
        _ => None,
    };
    let selected = |char: char| match u32::from(char) {
        low @ 0xFE00..=0xFE0F => Some(low - 0xFE00),
        high @ 0xE0100..=0xE01EF => Some(high - 0xE0100 + 16),
        _ => None,
    };
    [
        read(text, Scheme::Tags, tag, |values| values),
        read(text, Scheme::ZeroWidth, bit, |bits| {
            bits.chunks(8).map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | bit)).collect()
        }),
        read(text, Scheme::Variations, selected, |values| values),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// All long runs of one kind, wherever they stand, as one text.
fn read(
    text: &str,
    scheme: Scheme,
    value: impl Fn(char) -> Option<u32>,
    bytes: impl Fn(Vec<u32>) -> Vec<u32>,
) -> Option<Decoded> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let runs = chars.chunk_by(|one, next| value(one.1).is_some() == value(next.1).is_some());
    let runs: Vec<_> = runs
        .filter(|run| run.len() >= RUN && run.first().is_some_and(|(_, char)| value(*char).is_some()))
        .collect();
    let (first, last) = (runs.first()?.first()?, runs.last()?.last()?);
    let values = runs.iter().flat_map(|run| run.iter().filter_map(|(_, char)| value(*char))).collect();
    let bytes = bytes(values).into_iter().map(|byte| u8::try_from(byte).ok()).collect::<Option<Vec<_>>>()?;
    let text = String::from_utf8(bytes).ok().filter(|text| english::reads(text))?;
    Some(Decoded { span: first.0..last.0 + last.1.len_utf8(), scheme, text })
}
