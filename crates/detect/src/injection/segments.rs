//! A text cut into sentences, lines and quoted strings, and runs of these.

use crate::class::{DIGIT, LETTER, class};
use std::ops::Range;

/// A segment is cut when it grows longer than so many bytes: encoded blobs have no sentences.
const LONGEST: usize = 320;

/// Runs of so many segments are judged: one sentence, or a short speech.
pub(super) const RUNS: [usize; 5] = [1, 2, 3, 5, 8];

/// Longest run in bytes.
const RUN: usize = 1200;

/// Segments in order; joined, they are the text.
pub(super) fn segments(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut cutter = Cutter::default();
    let mut at = 0;
    while at < bytes.len() {
        let longest = cutter.start + LONGEST;
        let inner = bytes.get(at..longest.min(bytes.len())).unwrap_or_default();
        let inner = inner.iter().take_while(|byte| class(**byte) & (LETTER | DIGIT) != 0).count();
        if inner > 0 && !escaped_line(bytes, at) {
            cutter.inside();
            at += inner;
        } else {
            let ends = cutter.ends(bytes, at);
            at += 1;
            if ends {
                cutter.cut(text, at);
            }
        }
        if at >= longest {
            cutter.cut(text, at);
        }
    }
    cutter.cut(text, bytes.len());
    cutter.found
}

/// Whether this `n` is the end of an escaped line.
fn escaped_line(bytes: &[u8], at: usize) -> bool {
    bytes.get(at) == Some(&b'n') && at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'\\')
}

/// Tells the runs of segments that are judged, shortest first for each start.
pub(super) fn runs(segments: &[Range<usize>], mut tell: impl FnMut(Range<usize>)) {
    for (start, first) in segments.iter().enumerate() {
        for length in RUNS {
            let end = start + length;
            let Some(last) = segments.get(end - 1) else { break };
            if length > 1 && last.end - first.start > RUN {
                break;
            }
            tell(start..end);
        }
    }
}

/// Where the last segment started, and what has been seen in this one.
#[derive(Default)]
struct Cutter {
    found: Vec<Range<usize>>,
    start: usize,
    /// A word has been seen right before.
    word: bool,
    /// A sentence has ended.
    ended: bool,
    /// A quote may have closed.
    quoted: bool,
}

impl Cutter {
    /// The middle of a word.
    fn inside(&mut self) {
        (self.word, self.ended, self.quoted) = (true, false, false);
    }

    /// Whether a segment ends with this byte.
    fn ends(&mut self, bytes: &[u8], at: usize) -> bool {
        let byte = bytes.get(at).copied().unwrap_or_default();
        let Self { word, ended, quoted, .. } = *self;
        let end = match byte {
            b'\n' => true,
            b'n' => escaped_line(bytes, at),
            b']' | b'}' | b',' | b':' => quoted,
            byte if byte.is_ascii_whitespace() => ended,
            _ => false,
        };
        (self.word, self.ended, self.quoted) = match byte {
            b'.' | b'!' | b'?' => (false, word || ended, false),
            b'"' | b'\'' => (true, ended, true),
            b')' | b']' | b'}' | b'`' | b'>' => (true, ended, false),
            b' ' | b'\\' => (false, false, quoted),
            b'n' => (true, false, false),
            0x80.. => (true, (word || ended) && wide_stop(bytes, at), false),
            _ => (false, false, false),
        };
        end
    }

    /// Ends the segment before this place, or at the nearest one before it where a character starts.
    fn cut(&mut self, text: &str, end: usize) {
        let end = text.ceil_char_boundary(end);
        if end > self.start {
            self.found.push(self.start..end);
            (self.word, self.ended, self.quoted) = (false, false, false);
            self.start = end;
        }
    }
}

/// The last byte of a full stop, an exclamation or a question mark of East Asian writing.
fn wide_stop(bytes: &[u8], at: usize) -> bool {
    let sign = at.checked_sub(2).and_then(|start| bytes.get(start..=at));
    matches!(sign, Some([0xE3, 0x80, 0x82] | [0xEF, 0xBC, 0x81 | 0x9F]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sentences_lines_and_strings() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = segments(text).into_iter().map(|span| &text[span]).collect();
            assert_eq!(found, expected);
        };
        check("", &[]);
        check("One. Two!\nThree", &["One. ", "Two!\n", "Three"]);
        check(r#"{"a": "b c.", "d": 1.5}"#, &[r#"{"a":"#, r#" "b c.","#, r#" "d":"#, " 1.5}"]);
        check(r"One\nTwo", &[r"One\n", "Two"]);
        check("... --- ...", &["... --- ..."]);
    }

    #[test]
    fn runs_are_short() {
        let segments = segments("A. B. C. D.");
        let mut found = vec![];
        runs(&segments, |run| found.push(run));
        assert_eq!(found, [0..1, 0..2, 0..3, 1..2, 1..3, 1..4, 2..3, 2..4, 3..4]);
    }

    proptest! {
        #[test]
        fn segments_give_the_text_back(text in ".{0,120}") {
            let joined: String = segments(&text).into_iter().map(|part| text[part].to_owned()).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
