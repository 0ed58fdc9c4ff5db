//! A text as runs of Latin letters, each with the ways in which it is a common word.

use super::common::{LONGEST, Ways, ways};
use crate::class::{LETTER, class};
use std::ops::Range;

/// A run of Latin letters.
#[derive(Clone)]
pub(super) struct Word {
    /// Where it stands.
    pub(super) span: Range<usize>,
    /// Whether no digit touches it: identifiers are no words.
    pub(super) whole: bool,
    /// How it is a common word, if it is.
    pub(super) ways: Ways,
}

/// The runs of Latin letters of a text.
pub(super) fn words(text: &str) -> Words<'_> {
    Words { bytes: text.as_bytes(), at: 0 }
}

/// See [`words`].
pub(super) struct Words<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Words<'_> {
    fn digit(&self, at: Option<usize>) -> bool {
        at.and_then(|at| self.bytes.get(at)).is_some_and(u8::is_ascii_digit)
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let letter = |byte: &u8| class(*byte) & LETTER != 0;
        let rest = self.bytes.get(self.at..)?;
        let start = rest.iter().position(letter)?;
        let (mut length, mut key) = (0, 0_u64);
        for byte in rest.get(start..)?.iter().take_while(|byte| letter(byte)) {
            key = key << 5 | u64::from(byte & 0x1f);
            length += 1;
        }
        let start = self.at + start;
        let end = start + length;
        self.at = end;
        let ways = if (2..=LONGEST).contains(&length) { ways(key) } else { 0 };
        let whole = !self.digit(start.checked_sub(1)) && !self.digit(Some(end));
        Some(Word { span: start..end, whole, ways })
    }
}

#[cfg(test)]
mod tests {
    use super::super::common::{ATBASH, BACKWARDS, PLAIN};
    use super::*;

    #[test]
    fn runs_of_letters_and_what_they_can_be() {
        let check = |text: &str, expected: &[(&str, bool, Ways)]| {
            let found: Vec<_> = words(text).map(|word| (&text[word.span], word.whole, word.ways)).collect();
            assert_eq!(found, expected);
        };
        check("", &[]);
        check("The a1b cat.", &[("The", true, PLAIN), ("a", false, 0), ("b", false, 0), ("cat", true, 0)]);
        check("uif sfhvjsfe", &[("uif", true, 1 << 1), ("sfhvjsfe", true, 0)]);
        check("wkh gsv", &[("wkh", true, 1 << 3), ("gsv", true, ATBASH)]);
        check("drowssap", &[("drowssap", true, BACKWARDS)]);
        check("ÄndÜ and", &[("nd", true, 0), ("and", true, PLAIN)]);
    }
}
