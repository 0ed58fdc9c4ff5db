//! Text in characters that nobody sees.

use super::{Decoded, Scheme, english};
use std::ops::Range;

/// Shorter runs are accidents of copying, flags of regions, or the variants of one sign.
const RUN: usize = 8;

const ZERO: char = '\u{200B}';
const ONE: char = '\u{200C}';

/// Every byte of the text's UTF-8 as the character so far into the plane of tags: ASCII as its tags.
pub(super) fn tags(text: &str) -> String {
    text.bytes().filter_map(|byte| char::from_u32(0xE0000 + u32::from(byte))).collect()
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

/// What a character is worth in a scheme.
type Value = fn(char) -> Option<u32>;

const KINDS: [(Scheme, Value); 3] =
    [(Scheme::Tags, tag), (Scheme::ZeroWidth, bit), (Scheme::Variations, variation)];

fn tag(char: char) -> Option<u32> {
    // The last tag of ASCII ends the flag of a region.
    matches!(char, '\u{E0000}'..='\u{E00FF}').then(|| u32::from(char) - 0xE0000).filter(|tag| *tag != 0x7F)
}

fn bit(char: char) -> Option<u32> {
    match char {
        ZERO => Some(0),
        ONE => Some(1),
        _ => None,
    }
}

fn variation(char: char) -> Option<u32> {
    match u32::from(char) {
        low @ 0xFE00..=0xFE0F => Some(low - 0xFE00),
        high @ 0xE0100..=0xE01EF => Some(high - 0xE0100 + 16),
        _ => None,
    }
}

/// Whether a text holds a long run of such characters.
pub(super) fn stands_in(text: &str) -> bool {
    !text.is_ascii() && KINDS.iter().any(|(_, value)| runs(text, *value).next().is_some())
}

pub(super) fn find(text: &str) -> Vec<Decoded> {
    KINDS.iter().filter_map(|(scheme, value)| read(text, *scheme, *value)).collect()
}

/// All long runs of one kind, wherever they stand, as one text.
fn read(text: &str, scheme: Scheme, value: Value) -> Option<Decoded> {
    let runs: Vec<Range<usize>> = runs(text, value).collect();
    let span = runs.first()?.start..runs.last()?.end;
    let chars = runs.iter().filter_map(|run| text.get(run.clone())).flat_map(str::chars);
    let values: Vec<u8> = chars.filter_map(|char| u8::try_from(value(char)?).ok()).collect();
    let bytes = match scheme {
        Scheme::ZeroWidth => {
            values.chunks(8).map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | bit)).collect()
        }
        _ => values,
    };
    let text = String::from_utf8(bytes).ok().filter(|text| english::clean(text))?;
    // Joiners are common in some scripts; nobody writes rows of the others.
    (scheme != Scheme::ZeroWidth || english::reads(&text)).then_some(Decoded { span, scheme, text })
}

/// Where the long runs of one kind stand.
fn runs(text: &str, value: Value) -> impl Iterator<Item = Range<usize>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (start, _) = chars.find(|(_, char)| value(*char).is_some())?;
            let mut count = 1;
            while chars.next_if(|(_, char)| value(*char).is_some()).is_some() {
                count += 1;
            }
            if count >= RUN {
                return Some(start..chars.peek().map_or(text.len(), |(at, _)| *at));
            }
        }
    })
}
