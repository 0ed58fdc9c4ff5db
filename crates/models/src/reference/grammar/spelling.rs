//! Words with two neighboring letters swapped.

use std::borrow::Cow;

/// The words of the sentences that are long enough to be misspelt and still recognized.
const WORDS: [&str; 16] = [
    "answer",
    "arguments",
    "call",
    "execute",
    "final",
    "function",
    "include",
    "invoke",
    "parameters",
    "phrase",
    "reply",
    "response",
    "stop",
    "task",
    "tool",
    "working",
];

/// The text with such words put right, in lower case. Every word keeps its place and length.
pub(super) fn corrected(text: &str) -> Cow<'_, str> {
    let mut corrected = Cow::Borrowed(text);
    let mut at = 0;
    for run in text.as_bytes().chunk_by(|one, next| one.is_ascii_alphabetic() == next.is_ascii_alphabetic()) {
        let place = at..at + run.len();
        at = place.end;
        if let Some(word) = text.get(place.clone()).and_then(meant) {
            corrected.to_mut().replace_range(place, word);
        }
    }
    corrected
}

/// The word that was meant, if it was not written.
fn meant(written: &str) -> Option<&'static str> {
    let swapped = |word: &&&str| {
        let mut differ = word.bytes().zip(written.bytes()).enumerate();
        let mut differ = differ.by_ref().filter(|(_, (one, other))| !one.eq_ignore_ascii_case(other));
        match (differ.next(), differ.next(), differ.next()) {
            (Some((first, (a, b))), Some((second, (c, d))), None) => {
                second == first + 1 && a.eq_ignore_ascii_case(&d) && b.eq_ignore_ascii_case(&c)
            }
            _ => false,
        }
    };
    WORDS.iter().filter(|word| word.len() == written.len()).find(swapped).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_swapped_neighbors_are_put_right() {
        let check = |text, expected| assert_eq!(corrected(text), expected);
        check("Clal the tolo `x`", "call the tool `x`");
        check("agruments and fnial asnwer", "arguments and final answer");
        check("cell the tood with argument", "cell the tood with argument");
        check("A cool loot, a spot in the lapse", "A cool loot, a spot in the lapse");
        check("Call the TOOL", "Call the TOOL");
    }
}
