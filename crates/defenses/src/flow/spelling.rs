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

/// The text with such words as they are meant.
pub(super) fn meant(text: &str) -> Cow<'_, str> {
    detect::meant(text, WORDS)
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
