//! Base64, found by what it decodes to: a text, or a file that holds one.

use super::{Decoded, Scheme, english};
use crate::{media, stretch};
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use regex::Regex;
use std::sync::LazyLock;

/// Reads what others wrote: padded or not, with stray bits at the end.
const TOLERANT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A run of digits, in one line or in full lines and a rest.
static RUN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:[A-Za-z0-9+/_-]{48,}\r?\n)*[A-Za-z0-9+/_-]{16,}={0,2}").ok());

pub(super) fn encode(text: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(text)
}

/// Fewest digits of a run.
const FEWEST: usize = 16;

pub(super) fn find(text: &str) -> Vec<Decoded> {
    let digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
    if stretch::first(text.as_bytes(), FEWEST, digit).is_none() {
        return vec![];
    }
    let runs = RUN.iter().flat_map(|run| run.find_iter(text));
    runs.filter_map(|run| read(run.start(), run.as_str())).collect()
}

/// A run may begin with letters that belong to the text before it, so each alignment is tried.
fn read(at: usize, run: &str) -> Option<Decoded> {
    (0..4).find_map(|skip| {
        let text = decode(run.get(skip..)?)?;
        Some(Decoded { span: at + skip..at + run.len(), scheme: Scheme::Base64, text })
    })
}

fn decode(run: &str) -> Option<String> {
    let mut digits: String = run
        .chars()
        .filter(|char| !matches!(char, '\r' | '\n' | '='))
        .map(|char| match char {
            '-' => '+',
            '_' => '/',
            other => other,
        })
        .collect();
    if digits.len() % 4 == 1 {
        digits.pop();
    }
    let text = match String::from_utf8(TOLERANT.decode(digits).ok()?) {
        Ok(text) => text,
        Err(bytes) => media::words(bytes.as_bytes())?,
    };
    readable(&text).then_some(text)
}

/// Identifiers and paths are made of base64 digits too, but hardly ever decode to text without control characters.
fn readable(text: &str) -> bool {
    let (mut plain, mut all) = (0, 0);
    for char in text.chars() {
        all += 1;
        plain += usize::from(char.is_ascii_alphanumeric() || char == ' ');
    }
    let legible = plain * 2 >= all || (all > 30 && plain * 4 >= all);
    english::clean(text) && (legible || english::reads(text))
}
