//! Letters that look like Latin ones.

use super::{Decoded, Scheme, english};

/// Where the letters are taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Looks {
    /// Cyrillic: only the letters that have a twin.
    Cyrillic,
    /// The wide letters of East Asian fonts.
    Wide,
    /// The bold letters of mathematics.
    Bold,
}

/// Twins in Cyrillic and Greek.
const TWINS: [(char, char); 44] = [
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ѕ', 's'),
    ('һ', 'h'),
    ('ԁ', 'd'),
    ('ԛ', 'q'),
    ('ԝ', 'w'),
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('Х', 'X'),
    ('І', 'I'),
    ('Ј', 'J'),
    ('Ѕ', 'S'),
    ('ο', 'o'),
    ('ν', 'v'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Ζ', 'Z'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Υ', 'Y'),
    ('Χ', 'X'),
];

/// The Latin letter that this one looks like; `None` when it is no such letter.
pub(crate) fn plain(char: char) -> Option<char> {
    let code = u32::from(char);
    let latin =
        |at: u32| char::from_u32(if at < 26 { u32::from('A') + at } else { u32::from('a') + at - 26 });
    match code {
        0..0x370 => None,
        0x370..0x530 => TWINS.iter().find(|(twin, _)| *twin == char).map(|(_, plain)| *plain),
        0xFF21..=0xFF3A | 0xFF41..=0xFF5A | 0xFF10..=0xFF19 => char::from_u32(code - 0xFEE0),
        0x24B6..=0x24E9 => latin(code - 0x24B6),
        0x1D400..=0x1D6A3 => latin((code - 0x1D400) % 52),
        0x1D7CE..=0x1D7FF => char::from_u32(u32::from('0') + (code - 0x1D7CE) % 10),
        _ => None,
    }
}

/// Each letter that has a twin, as its twin.
pub(super) fn encode(looks: Looks, text: &str) -> String {
    text.chars().map(|char| twin(looks, char).unwrap_or(char)).collect()
}

fn twin(looks: Looks, char: char) -> Option<char> {
    let code = u32::from(char);
    match (looks, char) {
        (Looks::Cyrillic, _) => {
            let cyrillic = |(twin, plain): &&(char, char)| *plain == char && *twin >= '\u{400}';
            TWINS.iter().find(cyrillic).map(|(twin, _)| *twin)
        }
        (Looks::Wide, 'A'..='Z' | 'a'..='z') => char::from_u32(code + 0xFEE0),
        (Looks::Bold, 'A'..='Z') => char::from_u32(0x1D400 + code - u32::from('A')),
        (Looks::Bold, 'a'..='z') => char::from_u32(0x1D41A + code - u32::from('a')),
        _ => None,
    }
}

fn looks(char: char) -> Looks {
    match u32::from(char) {
        0..0x530 => Looks::Cyrillic,
        0xFF00..=0xFFFF => Looks::Wide,
        _ => Looks::Bold,
    }
}

/// From the first twin to the last, if that makes words of what was none.
pub(super) fn find(text: &str) -> Option<Decoded> {
    let mut twins = text.char_indices().filter(|(_, char)| plain(*char).is_some());
    let first = twins.next()?;
    let last = twins.next_back()?;
    let start = text.get(..first.0)?.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let end = last.0 + text.get(last.0..)?.find('\n').unwrap_or(text.len() - last.0);
    let start = (start..=first.0).find(|at| text.is_char_boundary(*at))?;
    let span = start..end;
    let before = text.get(span.clone())?;
    let after: String = before.chars().map(|char| plain(char).unwrap_or(char)).collect();
    let new = before.split_whitespace().zip(after.split_whitespace());
    let new = new.filter(|(before, after)| {
        before != after && after.split(|char: char| !char.is_ascii_alphabetic()).any(english::common)
    });
    (new.count() >= 3).then_some(Decoded { span, scheme: Scheme::LookAlike(looks(first.1)), text: after })
}
