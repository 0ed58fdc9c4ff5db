//! Characters that no reader sees, or that change how others are seen; and where they are part of honest writing.

use std::ops::RangeInclusive;

/// What becomes of a hidden character.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// It is written out: `\u{200b}`.
    Escape,
    /// It is taken out, a terminal's control sequence as a whole.
    Strip,
}

/// The text without hidden characters; `None` if it has none.
pub(crate) fn cleaned(text: &str, manner: Manner) -> Option<String> {
    if text.bytes().all(plain) {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let rtl = chars.iter().any(|&char| is_in(char, RIGHT_TO_LEFT));
    let mut out = String::with_capacity(text.len());
    let (mut at, mut changed) = (0, false);
    while let Some(&char) = chars.get(at) {
        let (before, after) = chars.split_at_checked(at).unwrap_or_default();
        if !suspicious(char) || honest(before, after, rtl) {
            out.push(char);
            at += 1;
            continue;
        }
        changed = true;
        match manner {
            Manner::Escape => out.extend(char.escape_unicode()),
            Manner::Strip if matches!(char, '\u{2028}' | '\u{2029}') => out.push('\n'),
            Manner::Strip => {}
        }
        at += if manner == Manner::Strip { sequence(after) } else { 1 };
    }
    changed.then_some(out)
}

/// Bytes of which nothing needs a second look: printable ASCII, tab and line breaks.
pub(crate) fn plain(byte: u8) -> bool {
    matches!(byte, 0x20..=0x7E | b'\t' | b'\n' | b'\r')
}

type Ranges = &'static [RangeInclusive<char>];

/// Controls, format characters, fillers, variation selectors and tags.
const HIDDEN: Ranges = &[
    '\0'..='\u{8}',
    '\u{b}'..='\u{c}',
    '\u{e}'..='\u{1f}',
    '\u{7f}'..='\u{9f}',
    '\u{ad}'..='\u{ad}',
    '\u{34f}'..='\u{34f}',
    '\u{61c}'..='\u{61c}',
    '\u{115f}'..='\u{1160}',
    '\u{17b4}'..='\u{17b5}',
    '\u{180b}'..='\u{180f}',
    '\u{200b}'..='\u{200f}',
    '\u{2028}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{3164}'..='\u{3164}',
    '\u{fe00}'..='\u{fe0f}',
    '\u{feff}'..='\u{feff}',
    '\u{ffa0}'..='\u{ffa0}',
    '\u{fff0}'..='\u{fffb}',
    '\u{1bca0}'..='\u{1bca3}',
    '\u{1d173}'..='\u{1d17a}',
    '\u{e0000}'..='\u{e0fff}',
];

const RIGHT_TO_LEFT: Ranges =
    &['\u{590}'..='\u{8ff}', '\u{fb1d}'..='\u{fdff}', '\u{fe70}'..='\u{fefe}', '\u{10800}'..='\u{10fff}'];

/// Scripts whose letters join, so that a joiner or a non-joiner between two of them is spelling.
const JOINING: Ranges = &[
    '\u{600}'..='\u{8ff}',
    '\u{900}'..='\u{dff}',
    '\u{1000}'..='\u{109f}',
    '\u{1780}'..='\u{17d3}',
    '\u{1800}'..='\u{18af}',
    '\u{fb50}'..='\u{fdff}',
    '\u{fe70}'..='\u{fefc}',
    '\u{11000}'..='\u{11fff}',
];

/// Scripts that put no space between words, and may put U+200B there.
const SPACELESS: Ranges = &['\u{e00}'..='\u{fff}', '\u{1000}'..='\u{109f}', '\u{1780}'..='\u{17ff}'];

const PICTURES: Ranges = &[
    '\u{a9}'..='\u{a9}',
    '\u{ae}'..='\u{ae}',
    '\u{203c}'..='\u{203c}',
    '\u{2049}'..='\u{2049}',
    '\u{2122}'..='\u{2122}',
    '\u{2139}'..='\u{2139}',
    '\u{2190}'..='\u{21ff}',
    '\u{2300}'..='\u{23ff}',
    '\u{24c2}'..='\u{24c2}',
    '\u{25a0}'..='\u{27bf}',
    '\u{2934}'..='\u{2935}',
    '\u{2b00}'..='\u{2bff}',
    '\u{3030}'..='\u{303d}',
    '\u{3297}'..='\u{3299}',
    '\u{1f000}'..='\u{1faff}',
];

const IDEOGRAPHS: Ranges =
    &['\u{3400}'..='\u{4dbf}', '\u{4e00}'..='\u{9fff}', '\u{f900}'..='\u{faff}', '\u{20000}'..='\u{3ffff}'];

/// Flags that are written with tags: the three that are in general use.
const FLAGS: [&str; 3] = ["gbeng", "gbsct", "gbwls"];

fn is_in(char: char, ranges: Ranges) -> bool {
    ranges.iter().any(|range| range.contains(&char))
}

fn suspicious(char: char) -> bool {
    !(char.is_ascii() && plain(char as u8)) && is_in(char, HIDDEN)
}

/// Whether the first character of `after` is part of honest writing where it stands.
fn honest(before: &[char], after: &[char], rtl: bool) -> bool {
    let Some(&char) = after.first() else { return false };
    let last = before.last().copied().unwrap_or(' ');
    let next = after.get(1).copied().unwrap_or(' ');
    let both = |ranges| is_in(last, ranges) && is_in(next, ranges) && !suspicious(last) && !suspicious(next);
    match char {
        '\u{200b}' => both(SPACELESS),
        '\u{200c}' => both(JOINING),
        '\u{200d}' => both(JOINING) || (is_in(next, PICTURES) && ends_a_picture(before)),
        '\u{61c}' | '\u{200e}' | '\u{200f}' => rtl && !suspicious(last),
        '\u{180b}'..='\u{180d}' | '\u{180f}' => matches!(last, '\u{1820}'..='\u{18aa}'),
        '\u{fe0e}' | '\u{fe0f}' => is_in(last, PICTURES) || is_keycap(last, next),
        '\u{fe00}'..='\u{fe02}' | '\u{e0100}'..='\u{e01ef}' => is_in(last, IDEOGRAPHS),
        '\u{e0020}'..='\u{e007f}' => in_a_flag(before, after),
        _ => false,
    }
}

/// A picture, with or without its skin tone (which is one itself) and its selector.
fn ends_a_picture(before: &[char]) -> bool {
    match before {
        [.., picture, '\u{fe0f}'] | [.., picture] => is_in(*picture, PICTURES),
        [] => false,
    }
}

fn is_keycap(last: char, next: char) -> bool {
    matches!(last, '0'..='9' | '#' | '*') && next == '\u{20e3}'
}

/// Whether a tag belongs to one of [`FLAGS`].
fn in_a_flag(before: &[char], after: &[char]) -> bool {
    let Some(flag) = before.iter().rposition(|&char| char == '\u{1f3f4}') else { return false };
    let tags = before.get(flag + 1..).unwrap_or_default().iter().chain(after);
    let tags: String =
        tags.take(6).map_while(|&char| char::from_u32(u32::from(char).checked_sub(0xE_0000)?)).collect();
    let place = before.len() - flag;
    place <= 6 && FLAGS.iter().any(|name| tags.strip_suffix('\u{7f}') == Some(name))
}

/// How many characters a terminal's control sequence has that begins here; 1 for anything else.
fn sequence(after: &[char]) -> usize {
    let (kind, start) = match after {
        ['\u{1b}', kind @ ('[' | ']' | 'P' | 'X' | '^' | '_'), ..] => (*kind, 2),
        ['\u{1b}', '\u{40}'..='\u{5f}', ..] => return 2,
        ['\u{9b}', ..] => ('[', 1),
        ['\u{9d}', ..] => (']', 1),
        _ => return 1,
    };
    let rest = after.get(start..).unwrap_or_default();
    let end = match kind {
        '[' => {
            let parameters = rest.iter().take_while(|char| matches!(char, '\u{20}'..='\u{3f}')).count();
            rest.get(parameters).filter(|char| matches!(char, '\u{40}'..='\u{7e}')).map(|_| parameters + 1)
        }
        _ => rest.iter().enumerate().find_map(|(at, char)| match (char, rest.get(at + 1)) {
            ('\u{7}' | '\u{9c}', _) => Some(at + 1),
            ('\u{1b}', Some('\\')) => Some(at + 2),
            _ => None,
        }),
    };
    end.map_or(1, |end| start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn honest_writing_survives() {
        for text in [
            "plain\ttext\r\n",
            "👩‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈 ❤️ 1️⃣ 🏴󠁧󠁢󠁳󠁣󠁴󠁿 ©️ ☎︎",
            "می‌خواهم کتاب",
            "क्‍ष हिन्दी क्‌ष ශ්‍රී",
            "שלום \u{200f}(עולם)\u{200e} abc",
            "ภาษา\u{200b}ไทย",
            "葛\u{e0100}城 東京",
            "Ünïcödé – naïve “quotes” …",
        ] {
            assert_eq!(cleaned(text, Manner::Strip), None, "{}", text.escape_unicode());
        }
    }

    #[test]
    fn hidden_characters_do_not() {
        let check = |text: &str, stripped: &str, escaped: &str| {
            assert_eq!(cleaned(text, Manner::Strip).as_deref(), Some(stripped), "{}", text.escape_unicode());
            assert_eq!(cleaned(text, Manner::Escape).as_deref(), Some(escaped));
        };
        check("a\u{1b}[31mred\u{1b}[0m", "ared", r"a\u{1b}[31mred\u{1b}[0m");
        check("x\u{1b}]8;;http://a\u{7}y", "xy", r"x\u{1b}]8;;http://a\u{7}y");
        check("x\u{9b}2Jy\u{85}", "xy", r"x\u{9b}2Jy\u{85}");
        check("x\u{1b}", "x", r"x\u{1b}");
        check("p\u{200b}ay", "pay", r"p\u{200b}ay");
        check("\u{202e}txt\u{2066}", "txt", r"\u{202e}txt\u{2066}");
        check("ok\u{e0041}\u{e0042}", "ok", r"ok\u{e0041}\u{e0042}");
        check("🏴\u{e0041}", "🏴", r"🏴\u{e0041}");
        check("🙂\u{fe0f}\u{fe01}\u{e0101}", "🙂\u{fe0f}", "🙂\u{fe0f}\\u{fe01}\\u{e0101}");
        check("soft\u{ad}ly", "softly", r"soft\u{ad}ly");
        check("a\u{2028}b", "a\nb", r"a\u{2028}b");
        check("ی\u{200c}\u{200c}ک", "یک", "ی\\u{200c}\\u{200c}ک");
        check("latin\u{200f}", "latin", r"latin\u{200f}");
        check("a\u{3164}b\u{feff}", "ab", r"a\u{3164}b\u{feff}");
    }
}
