//! The one function that makes hostile text harmless, for terminal and HTML alike.
//!
//! Whatever does not stand on the page as itself is shown as an escape: control characters and with them every ANSI
//! sequence, marks that turn the writing direction, characters of no width, Unicode tags, variation selectors, fillers,
//! spaces that are not the space, private and unassigned code points. What is left is letters, digits, marks, signs.

use std::fmt::Write;

/// A piece of shown text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Stands as it was.
    Plain(&'t str),
    /// Stands for a character that would not be seen, or would do something: `\u{202e}`.
    Escape(String),
}

/// What becomes of line breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// They are shown as `\n`, and the text stays on one line.
    Escaped,
    /// They break the line.
    Kept,
}

/// Splits a text into what can stand as it is and what cannot.
pub fn pieces(text: &str, lines: Lines) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, char) in text.char_indices() {
        if stands(char) || (char == '\n' && lines == Lines::Kept) {
            continue;
        }
        pieces.extend(text.get(start..at).filter(|plain| !plain.is_empty()).map(Piece::Plain));
        pieces.push(Piece::Escape(escape(char)));
        start = at + char.len_utf8();
    }
    pieces.extend(text.get(start..).filter(|plain| !plain.is_empty()).map(Piece::Plain));
    pieces
}

/// A text for one line of a terminal or a file.
pub fn line(text: &str) -> String {
    terminal(text, Lines::Escaped)
}

/// A text for a terminal, with its line breaks.
pub fn block(text: &str) -> String {
    terminal(text, Lines::Kept)
}

/// A text for HTML, as content or between double quotes: nothing in it is markup, and escapes stand in a span of the
/// class `esc`, so that a text that merely spells one can be told apart.
pub fn html(text: &str) -> String {
    html_pieces(text, |out, escape| {
        let _ = write!(out, "<span class=\"esc\">{escape}</span>");
    })
}

/// A text for an HTML attribute between double quotes, where no span can stand.
pub fn attribute(text: &str) -> String {
    html_pieces(text, |out, escape| out.push_str(escape))
}

fn terminal(text: &str, lines: Lines) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in pieces(text, lines) {
        match piece {
            Piece::Plain(plain) => out.push_str(plain),
            Piece::Escape(escape) => out.push_str(&escape),
        }
    }
    out
}

fn html_pieces(text: &str, escaped: impl Fn(&mut String, &str)) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for piece in pieces(text, Lines::Kept) {
        match piece {
            Piece::Plain(plain) => plain.chars().for_each(|char| match char {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                other => out.push(other),
            }),
            Piece::Escape(escape) => escaped(&mut out, &escape),
        }
    }
    out
}

/// Whether a character can stand as itself.
fn stands(char: char) -> bool {
    match char {
        ' '..='~' => true,
        char if char.is_ascii() => false,
        char => !unseen(char) && printable(char),
    }
}

/// Characters that the standard library takes for printable although nothing is seen of them.
fn unseen(char: char) -> bool {
    matches!(char,
        '\u{034f}'                  // combining grapheme joiner
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' // Hangul fillers
        | '\u{17b4}' | '\u{17b5}'   // Khmer inherent vowels
        | '\u{180b}'..='\u{180f}'   // Mongolian selectors
        | '\u{2800}'                // empty Braille pattern
        | '\u{fe00}'..='\u{fe0f}'   // variation selectors
        | '\u{fff9}'..='\u{fffc}'   // interlinear annotation, object replacement
        | '\u{1d159}' | '\u{1d173}'..='\u{1d17a}' // musical marks of no width
        | '\u{e0000}'..='\u{e0fff}' // tags, more variation selectors
    )
}

/// What the standard library would not escape in the middle of a text: it knows controls, formats, separators, private
/// and unassigned code points. At the beginning of a text it would also escape accents, hence the letter before.
fn printable(char: char) -> bool {
    let mut text = String::from("x");
    text.push(char);
    !text.escape_debug().skip(1).any(|escaped| escaped == '\\')
}

fn escape(char: char) -> String {
    match char {
        '\n' => "\\n".into(),
        '\r' => "\\r".into(),
        '\t' => "\\t".into(),
        other => other.escape_unicode().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every code point that is known to hide something, by what it is used for.
    const HOSTILE: &[(&str, std::ops::RangeInclusive<u32>)] = &[
        ("C0 controls", 0x00..=0x1f),
        ("delete and C1 controls", 0x7f..=0x9f),
        ("no-break space, soft hyphen", 0xa0..=0xa0),
        ("soft hyphen", 0xad..=0xad),
        ("grapheme joiner", 0x34f..=0x34f),
        ("Arabic letter mark", 0x61c..=0x61c),
        ("Hangul fillers", 0x115f..=0x1160),
        ("Ogham space", 0x1680..=0x1680),
        ("Khmer inherent vowels", 0x17b4..=0x17b5),
        ("Mongolian selectors", 0x180b..=0x180f),
        ("spaces and zero width", 0x2000..=0x200f),
        ("separators and bidi", 0x2028..=0x202f),
        ("more spaces, invisible operators, bidi isolates", 0x205f..=0x206f),
        ("empty Braille pattern", 0x2800..=0x2800),
        ("ideographic space", 0x3000..=0x3000),
        ("Hangul filler", 0x3164..=0x3164),
        ("private use", 0xe000..=0xf8ff),
        ("variation selectors", 0xfe00..=0xfe0f),
        ("byte order mark", 0xfeff..=0xfeff),
        ("half-width filler", 0xffa0..=0xffa0),
        ("specials", 0xfff0..=0xfffc),
        ("musical marks of no width", 0x1d173..=0x1d17a),
        ("tags and variation selectors", 0xe0000..=0xe0fff),
        ("private planes", 0xf0000..=0x10ffff),
    ];

    fn hostile() -> impl Iterator<Item = (&'static str, char)> {
        HOSTILE
            .iter()
            .flat_map(|(name, range)| range.clone().filter_map(char::from_u32).map(move |char| (*name, char)))
    }

    #[test]
    fn nothing_hostile_stands_as_itself() {
        for (name, char) in hostile() {
            let text = format!("a{char}b");
            for (way, shown) in
                [("line", line(&text)), ("html", html(&text)), ("attribute", attribute(&text))]
            {
                let kept = char == '\n' && way != "line";
                assert!(kept || !shown.contains(char), "{name}: {:x} stands raw in {way}", char as u32);
                assert!(kept || shown.contains('\\'), "{name}: {:x} is not shown in {way}", char as u32);
            }
        }
    }

    #[test]
    fn hostile_characters_are_named() {
        for (text, expected) in [
            ("\u{202e}txt", "\\u{202e}txt"),
            ("\u{1b}[31mred", "\\u{1b}[31mred"),
            ("a\u{200b}b", "a\\u{200b}b"),
            ("\u{e0041}", "\\u{e0041}"),
            ("a\r\n\tb", "a\\r\\n\\tb"),
            ("\u{0}", "\\u{0}"),
        ] {
            assert_eq!(line(text), expected);
        }
        assert_eq!(html("\u{202e}<b>&\"'"), "<span class=\"esc\">\\u{202e}</span>&lt;b&gt;&amp;&quot;&#39;");
        assert_eq!(attribute("\u{202e}\""), "\\u{202e}&quot;");
        assert_eq!(block("a\nb\u{7}"), "a\nb\\u{7}");
    }

    #[test]
    fn what_people_write_stands_as_it_is() {
        for text in [
            "plain ASCII ~!@#$%^&*()_+",
            "Größe, naïve, e\u{301}te\u{301}",
            "日本語、中文，한국어",
            "हिन्दी ไทย العربية עברית",
            "€ → ✓ 😀",
        ] {
            assert_eq!(line(text), text);
        }
    }
}
