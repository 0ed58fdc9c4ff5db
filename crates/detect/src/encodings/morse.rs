//! Morse code, found by its shape.

use super::{Decoded, Scheme, english};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// ITU-R M.1677-1, and the usual signs beyond it.
const CODES: [(char, &str); 54] = [
    ('a', ".-"),
    ('b', "-..."),
    ('c', "-.-."),
    ('d', "-.."),
    ('e', "."),
    ('f', "..-."),
    ('g', "--."),
    ('h', "...."),
    ('i', ".."),
    ('j', ".---"),
    ('k', "-.-"),
    ('l', ".-.."),
    ('m', "--"),
    ('n', "-."),
    ('o', "---"),
    ('p', ".--."),
    ('q', "--.-"),
    ('r', ".-."),
    ('s', "..."),
    ('t', "-"),
    ('u', "..-"),
    ('v', "...-"),
    ('w', ".--"),
    ('x', "-..-"),
    ('y', "-.--"),
    ('z', "--.."),
    ('0', "-----"),
    ('1', ".----"),
    ('2', "..---"),
    ('3', "...--"),
    ('4', "....-"),
    ('5', "....."),
    ('6', "-...."),
    ('7', "--..."),
    ('8', "---.."),
    ('9', "----."),
    ('.', ".-.-.-"),
    (',', "--..--"),
    ('?', "..--.."),
    ('\'', ".----."),
    ('!', "-.-.--"),
    ('/', "-..-."),
    ('(', "-.--."),
    (')', "-.--.-"),
    ('&', ".-..."),
    (':', "---..."),
    (';', "-.-.-."),
    ('=', "-...-"),
    ('+', ".-.-."),
    ('-', "-....-"),
    ('_', "..--.-"),
    ('"', ".-..-."),
    ('$', "...-..-"),
    ('@', ".--.-."),
];

/// Our own: the next letter is a capital.
const CAPITAL: &str = "------";

/// Fewest different codes that have both signs: rules of dashes and leaders of dots are no Morse.
const MIXED: usize = 2;

/// At least five codes, separated by white space or slashes, and not the end of a word before them.
static RUN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^\p{L}\p{N}.-])([.-]{1,8}(?:(?:[ \t\r\n]+|[ \t]*[/|][ \t/|]*)[.-]{1,8}){4,})").ok()
});

pub(super) fn encode(text: &str) -> String {
    let word = |word: &str| word.chars().flat_map(signs).collect::<Vec<_>>().join(" ");
    text.trim_matches(' ').split(' ').map(word).collect::<Vec<_>>().join(" / ")
}

/// The codes of one character.
fn signs(char: char) -> Vec<String> {
    if let Some(code) = code(char) {
        return vec![code.to_owned()];
    }
    if let Some(code) = code(char.to_ascii_lowercase()) {
        return vec![CAPITAL.to_owned(), code.to_owned()];
    }
    let byte = |byte: u8| format!("{byte:08b}").replace('0', ".").replace('1', "-");
    char.encode_utf8(&mut [0; 4]).bytes().map(byte).collect()
}

/// Fewest codes of a run.
const FEWEST: usize = 5;

pub(super) fn find(text: &str) -> Vec<Decoded> {
    if !stands_in(text.as_bytes()) {
        return vec![];
    }
    let runs = RUN.iter().flat_map(|run| run.captures_iter(text)).filter_map(|run| run.get(1));
    runs.filter_map(|run| {
        let text = decode(run.as_str())?;
        Some(Decoded { span: run.range(), scheme: Scheme::Morse, text })
    })
    .collect()
}

/// Whether enough codes stand in a row.
fn stands_in(bytes: &[u8]) -> bool {
    let length = |bytes: &[u8], of: fn(&u8) -> bool| bytes.iter().take_while(|byte| of(byte)).count();
    let sign = |byte: &u8| matches!(byte, b'.' | b'-');
    let between = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'|');
    let mut rest = bytes;
    let mut codes = 0;
    while let Some(at) = memchr::memchr2(b'.', b'-', rest) {
        codes = if at == 0 { codes + 1 } else { 1 };
        let code = rest.get(at..).unwrap_or_default();
        let code = code.get(length(code, sign)..).unwrap_or_default();
        let gap = length(code, between);
        rest = code.get(gap..).unwrap_or_default();
        if codes >= FEWEST {
            return true;
        }
        if gap == 0 {
            codes = 0;
        }
    }
    false
}

fn decode(run: &str) -> Option<String> {
    let codes = run.split(['/', '|', ' ', '\t', '\r', '\n']);
    let mixed: BTreeSet<&str> = codes.filter(|code| code.contains('.') && code.contains('-')).collect();
    let words = run.split(['/', '|']).map(read).collect::<Option<Vec<_>>>()?;
    let text = String::from_utf8(words.join(&b' ')).ok()?;
    (english::clean(&text) && mixed.len() >= MIXED).then_some(text)
}

/// The bytes of a word.
fn read(word: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut capital = false;
    for code in word.split_whitespace() {
        if code == CAPITAL {
            capital = true;
            continue;
        }
        let byte = if code.len() == 8 { byte(code) } else { u8::try_from(sign(code)?).ok()? };
        bytes.push(if capital { byte.to_ascii_uppercase() } else { byte });
        capital = false;
    }
    Some(bytes)
}

fn byte(code: &str) -> u8 {
    code.chars().fold(0, |byte, sign| (byte << 1) | u8::from(sign == '-'))
}

fn code(char: char) -> Option<&'static str> {
    CODES.iter().find(|(sign, _)| *sign == char).map(|(_, code)| *code)
}

fn sign(code: &str) -> Option<char> {
    CODES.iter().find(|(_, known)| *known == code).map(|(sign, _)| *sign)
}
