//! A text cut into sentences, lines and quoted strings, and runs of these.

use std::ops::Range;

/// A segment is cut when it grows longer than so many bytes: encoded blobs have no sentences.
const LONGEST: usize = 320;

/// Runs of so many segments are judged: one sentence, or a short speech.
const RUNS: [usize; 5] = [1, 2, 3, 5, 8];

/// Longest run in bytes.
const RUN: usize = 1200;

/// Segments in order; joined, they are the text.
pub(super) fn segments(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut cutter = Cutter::default();
    for at in 0..bytes.len() {
        let start = cutter.start;
        if cutter.ends(bytes, at) || (at + 1).saturating_sub(start) >= LONGEST {
            cutter.cut(text, at + 1);
        }
    }
    cutter.cut(text, bytes.len());
    cutter.found
}

/// The runs of segments that are judged, shortest first for each start.
pub(super) fn runs(segments: &[Range<usize>]) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = |run: &Range<usize>| -> Option<usize> {
        Some(segments.get(run.end.checked_sub(1)?)?.end - segments.get(run.start)?.start)
    };
    (0..segments.len()).flat_map(move |start| {
        let ends = RUNS.iter().map(move |length| start..start + length);
        ends.take_while(move |run| {
            run.len() == 1 || (run.end <= segments.len() && bytes(run).is_some_and(|bytes| bytes <= RUN))
        })
    })
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
    /// Whether a segment ends with this byte.
    fn ends(&mut self, bytes: &[u8], at: usize) -> bool {
        let byte = bytes.get(at).copied().unwrap_or_default();
        if byte.is_ascii_lowercase() && byte != b'n' {
            (self.word, self.ended, self.quoted) = (true, false, false);
            return false;
        }
        let before = at.checked_sub(1).and_then(|before| bytes.get(before)).copied().unwrap_or_default();
        let line = byte == b'\n' || (before == b'\\' && byte == b'n');
        let closes = matches!(byte, b'"' | b'\'' | b')' | b']' | b'}' | b'`' | b'>');
        let stops = matches!(byte, b'.' | b'!' | b'?') || wide_stop(bytes, at);
        let string = self.quoted && matches!(byte, b',' | b':' | b']' | b'}');
        let end = line || string || (self.ended && byte.is_ascii_whitespace());
        self.quoted = matches!(byte, b'"' | b'\'') || (self.quoted && matches!(byte, b' ' | b'\\'));
        self.ended = (stops && (self.word || self.ended)) || (closes && self.ended);
        self.word = closes || byte.is_ascii_alphanumeric() || byte >= 0x80;
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
        let found: Vec<Range<usize>> = runs(&segments).collect();
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
