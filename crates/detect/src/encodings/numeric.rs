//! Characters written as numbers.

use super::{Decoded, Scheme, english};
use crate::stretch;
use regex::Regex;
use std::sync::LazyLock;

/// Fewest characters of a run, and digits of a text that is looked at.
const FEWEST: usize = 12;

/// Fewest characters of a run, less one: shorter rows of numbers say nothing.
macro_rules! run {
    ($first:literal, $next:literal, $end:literal) => {
        LazyLock::new(|| Regex::new(concat!("(?-u)", $first, "(?:", $next, "){11,}", $end)).ok())
    };
}

static DECIMAL: LazyLock<Option<Regex>> = run!(
    r"\b(?:1[0-9][0-9]|2[0-5][0-9]|[3-9][0-9]|7|9|10|13|27)",
    r"[ ,]+(?:1[0-9][0-9]|2[0-5][0-9]|[3-9][0-9]|7|9|10|13|27)",
    r"\b"
);
static HEX: LazyLock<Option<Regex>> = run!(r"\b[0-9A-Fa-f]{2}", r"[ :]?[0-9A-Fa-f]{2}", r"\b");
static BINARY: LazyLock<Option<Regex>> = run!(r"\b[01]{8}", r" ?[01]{8}", r"\b");
static POINTS: LazyLock<Option<Regex>> = run!(r"U\+[0-9A-Fa-f]{4,6}", r"[ ,]*U\+[0-9A-Fa-f]{4,6}", "");
static UNITS: LazyLock<Option<Regex>> = run!(r"\\u[0-9A-Fa-f]{4}", r"\\u[0-9A-Fa-f]{4}", "");
static BYTES: LazyLock<Option<Regex>> = run!(r"\\x[0-9A-Fa-f]{2}", r"\\x[0-9A-Fa-f]{2}", "");

pub(super) fn decimal(text: &str) -> String {
    spaced(text.bytes().map(|byte| byte.to_string()))
}

pub(super) fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn binary(text: &str) -> String {
    spaced(text.bytes().map(|byte| format!("{byte:08b}")))
}

pub(super) fn points(text: &str) -> String {
    spaced(text.chars().map(|char| format!("U+{:04X}", u32::from(char))))
}

pub(super) fn units(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect()
}

pub(super) fn bytes(text: &str) -> String {
    text.bytes().map(|byte| format!("\\x{byte:02x}")).collect()
}

fn spaced(codes: impl Iterator<Item = String>) -> String {
    codes.collect::<Vec<_>>().join(" ")
}

pub(super) fn find(text: &str) -> Vec<Decoded> {
    let mut found = Vec::new();
    // Hexadecimal codes of letters begin with a digit.
    if text.bytes().filter(u8::is_ascii_digit).count() < FEWEST {
        return found;
    }
    let mut look = |pattern: &LazyLock<Option<Regex>>, scheme, read: fn(&str) -> Option<String>| {
        let runs = pattern.iter().flat_map(|pattern| pattern.find_iter(text));
        found.extend(runs.filter_map(|run| {
            let text = read(run.as_str()).filter(|text| english::reads(text))?;
            Some(Decoded { span: run.range(), scheme, text })
        }));
    };
    let stands = |length, of: fn(u8) -> bool| stretch::first(text.as_bytes(), length, of).is_some();
    // A digit and a separator for each number but the last; two digits; eight.
    if stands(2 * FEWEST - 1, |byte| byte.is_ascii_digit() || matches!(byte, b' ' | b',')) {
        look(&DECIMAL, Scheme::Ascii, |run| utf8(run.split([' ', ',']), 10));
    }
    if stands(2 * FEWEST, |byte| byte.is_ascii_hexdigit() || matches!(byte, b' ' | b':')) {
        look(&HEX, Scheme::Hex, |run| utf8(pairs(run), 16));
    }
    if stands(8 * FEWEST, |byte| matches!(byte, b'0' | b'1' | b' ')) {
        look(&BINARY, Scheme::Binary, |run| utf8(octets(run), 2));
    }
    look(&BYTES, Scheme::Utf8, |run| utf8(run.split("\\x"), 16));
    look(&POINTS, Scheme::CodePoints, |run| {
        numbers(run.split("U+").map(|code| code.trim_end_matches([' ', ','])), 16)
            .map(char::from_u32)
            .collect()
    });
    look(&UNITS, Scheme::Utf16, |run| {
        let units = numbers(run.split("\\u"), 16).map(|unit| u16::try_from(unit).ok());
        String::from_utf16(&units.collect::<Option<Vec<_>>>()?).ok()
    });
    found
}

fn utf8<'r>(codes: impl Iterator<Item = &'r str>, radix: u32) -> Option<String> {
    let bytes = numbers(codes, radix).map(|number| u8::try_from(number).ok()).collect::<Option<Vec<_>>>()?;
    String::from_utf8(bytes).ok()
}

fn numbers<'r>(codes: impl Iterator<Item = &'r str>, radix: u32) -> impl Iterator<Item = u32> {
    codes
        .filter(|code| !code.is_empty())
        .map(move |code| u32::from_str_radix(code, radix).unwrap_or(u32::MAX))
}

fn pairs(run: &str) -> impl Iterator<Item = &str> {
    chunks(run, [' ', ':'], 2)
}

fn octets(run: &str) -> impl Iterator<Item = &str> {
    chunks(run, [' ', ' '], 8)
}

/// Pieces of this many digits, whether separated or not.
fn chunks(run: &str, separators: [char; 2], length: usize) -> impl Iterator<Item = &str> {
    run.split(separators).flat_map(move |digits| {
        (0..digits.len()).step_by(length).filter_map(move |at| digits.get(at..at + length))
    })
}
