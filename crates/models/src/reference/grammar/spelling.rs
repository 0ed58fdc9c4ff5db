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

/// The text with such words put right, in lower case.
pub(super) fn corrected(text: &str) -> Cow<'_, str> {
    detect::meant(text, &WORDS)
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
