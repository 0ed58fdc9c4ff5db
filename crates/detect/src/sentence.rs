//! Sentences of what somebody says, as far as punctuation tells.

use std::ops::Range;

/// Marks that may stand between the end of a sentence and the next one's beginning.
const CLOSING: &str = "\"'”’»)]*_`";

/// Where each sentence stands, in order, without the white space around it. A line break ends one, and so does `.`, `!`,
/// `?` or their like before white space.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut ended) = (0, false);
    for (at, char) in text.char_indices() {
        let full = matches!(char, '。' | '！' | '？');
        if (ended && char.is_whitespace()) || char == '\n' {
            found.push(start..at);
            start = at;
        }
        ended = match char {
            '.' | '!' | '?' | '…' => true,
            _ => ended && CLOSING.contains(char),
        };
        if full {
            found.push(start..at + char.len_utf8());
            start = at + char.len_utf8();
        }
    }
    found.push(start..text.len());
    found.into_iter().filter_map(|place| trimmed(text, &place)).collect()
}

/// The place without white space at its ends; `None` where nothing is left.
fn trimmed(text: &str, place: &Range<usize>) -> Option<Range<usize>> {
    let inside = text.get(place.clone())?;
    let start = place.start + (inside.len() - inside.trim_start().len());
    let end = start + inside.trim().len();
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::sentences;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|place| &text[place]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn punctuation_and_lines_end_sentences() {
        check("One. Two!  Three?\nFour", &["One.", "Two!", "Three?", "Four"]);
        check("He said \"no.\" Then he left.", &["He said \"no.\"", "Then he left."]);
        check("Version 1.5 is out...\n\n- a\n- b", &["Version 1.5 is out...", "- a", "- b"]);
        check("お茶。紅茶。", &["お茶。", "紅茶。"]);
        check(" \n ", &[]);
    }
}
