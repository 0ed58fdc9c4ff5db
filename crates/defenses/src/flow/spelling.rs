//! Words of control that are misspelt so that a list of words misses them.

use std::borrow::Cow;

/// What control is made of, where it is long enough to be known when it is misspelt.
const WORDS: &[&str] = &[
    "answer",
    "arguments",
    "call",
    "execute",
    "final",
    "function",
    "ignore",
    "include",
    "instructions",
    "invoke",
    "mention",
    "parameters",
    "phrase",
    "prompt",
    "repeat",
    "reply",
    "request",
    "response",
    "stop",
    "summary",
    "task",
    "tool",
    "tools",
    "user",
];

/// The text with such words as they are meant: two neighboring letters of them may have changed places. Every word keeps
/// its place and its length.
pub(super) fn meant(text: &str) -> Cow<'_, str> {
    let mut meant = Cow::Borrowed(text);
    let mut at = 0;
    for run in text.as_bytes().chunk_by(|one, next| one.is_ascii_alphabetic() == next.is_ascii_alphabetic()) {
        let place = at..at + run.len();
        at = place.end;
        if let Some(word) = text.get(place.clone()).and_then(known) {
            meant.to_mut().replace_range(place, word);
        }
    }
    meant
}

/// The word of the list that becomes this one when two neighbors change places.
fn known(written: &str) -> Option<&'static str> {
    let lower = written.to_ascii_lowercase();
    let is = |word: &&&str| {
        let (one, other) = (word.as_bytes(), lower.as_bytes());
        let Some(first) = one.iter().zip(other).position(|(a, b)| a != b) else { return false };
        let swapped = one.get(first) == other.get(first + 1) && one.get(first + 1) == other.get(first);
        one.len() == other.len() && swapped && one.get(first + 2..) == other.get(first + 2..)
    };
    WORDS.iter().find(is).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbors_may_change_places() {
        let check = |text: &str, expected: &str| assert_eq!(meant(text), expected, "{text}");
        check("Clal the tolo, in your fnial ANSWRE", "call the tool, in your final answer");
        check("A spot in the lapse of a loot; tasks, Call", "A spot in the lapse of a loot; tasks, Call");
        check("ä tsak", "ä task");
    }
}
