//! How much a word looks like English: by its letters, and by whether it is a common one.

use super::{invisible, look_alike};
use std::sync::LazyLock;

/// Natural logarithm of each letter's share in English text, a to z.
const LETTERS: [f32; 26] = [
    -2.51, -4.20, -3.58, -3.16, -2.06, -3.80, -3.91, -2.80, -2.66, -6.48, -4.86, -3.21, -3.73, -2.70, -2.59,
    -3.95, -6.91, -2.81, -2.76, -2.40, -3.59, -4.63, -3.75, -6.50, -3.92, -7.20,
];

/// What a common word adds to its letters' score.
pub(super) const BONUS: f32 = 3.0;

/// Longest common word.
pub(super) const LONGEST: usize = 12;

/// Words of everyday English and of instructions, sorted.
#[rustfmt::skip]
const COMMON: [&str; 226] = [
    "about", "access", "account", "action", "add", "address", "after", "again", "agent", "all", "also", "always", "amount", "an",
    "and", "answer", "any", "are", "argument", "arguments", "as", "ask", "assistant", "at", "attach", "back", "bank", "be",
    "because", "been", "before", "body", "book", "but", "buy", "by", "calendar", "call", "can", "change", "channel", "check",
    "code", "command", "complete", "content", "contents", "copy", "could", "create", "current", "data", "day", "delete", "details",
    "did", "do", "document", "does", "done", "each", "email", "every", "execute", "file", "files", "find", "first", "follow",
    "following", "for", "forward", "from", "full", "get", "give", "go", "had", "has", "have", "he", "her", "here", "him", "his",
    "how", "if", "ignore", "immediately", "important", "in", "include", "information", "instead", "instruction",
    "instructions", "into", "invite", "invoke", "is", "it", "item", "its", "key", "know", "last", "like", "list", "look", "mail",
    "make", "may", "me", "message", "messages", "money", "more", "most", "must", "my", "name", "need", "never", "new", "next", "no",
    "not", "note", "now", "number", "of", "on", "once", "one", "only", "open", "or", "order", "other", "our", "out", "over",
    "password", "pay", "people", "please", "post", "previous", "put", "read", "recipient", "reply", "report", "request",
    "required", "result", "results", "run", "same", "say", "search", "secret", "see", "send", "server", "set", "she", "should",
    "so", "some", "step", "stop", "subject", "such", "system", "take", "task", "tell", "text", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "this", "time", "title", "to", "token", "tool", "tools", "transfer", "two", "up",
    "update", "upload", "url", "use", "user", "using", "value", "very", "want", "was", "way", "we", "were", "what", "when",
    "where", "which", "who", "will", "with", "without", "word", "work", "would", "write", "year", "you", "your",
];

/// The common words as numbers: every shift of every word is looked up, which has to be quick.
static KNOWN: LazyLock<Known> = LazyLock::new(Known::new);

/// Words packed five bits a letter, sorted, behind a small filter that turns most strangers away at once.
struct Known {
    filter: [u64; 64],
    words: Vec<u64>,
}

impl Known {
    fn new() -> Self {
        let pack = |word: &&str| word.bytes().fold(0, |key, byte| packed(key, byte - b'a'));
        let mut words: Vec<u64> = COMMON.iter().map(pack).collect();
        words.sort_unstable();
        let mut filter = [0; 64];
        for (slot, bit) in words.iter().map(|word| place(*word)) {
            if let Some(bits) = filter.get_mut(slot) {
                *bits |= bit;
            }
        }
        Self { filter, words }
    }

    fn holds(&self, word: u64) -> bool {
        let (slot, bit) = place(word);
        self.filter.get(slot).is_some_and(|bits| bits & bit != 0) && self.words.binary_search(&word).is_ok()
    }
}

/// One more letter; 0 is kept for "no letter".
pub(super) fn packed(key: u64, letter: u8) -> u64 {
    key << 5 | u64::from(letter + 1)
}

/// A word's bit in the filter.
fn place(word: u64) -> (usize, u64) {
    let hash = word.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52;
    ((hash >> 6) as usize, 1 << (hash & 63))
}

/// Logarithm of how likely a letter is, 0 for `a` to 25 for `z`.
pub(super) fn weight(letter: u8) -> f32 {
    LETTERS.get(usize::from(letter)).copied().unwrap_or_default()
}

/// Whether these letters, packed, are a common word.
pub(super) fn holds(key: u64) -> bool {
    KNOWN.holds(key)
}

/// Logarithm of how likely these letters (0 for `a` to 25 for `z`) are, with a bonus for a common word, and whether it is one.
pub(super) fn plausibility(letters: impl Iterator<Item = u8>) -> (f32, bool) {
    let (mut score, mut length, mut key) = (0.0, 0, 0);
    for letter in letters {
        score += weight(letter);
        length += 1;
        if length <= LONGEST {
            key = packed(key, letter);
        }
    }
    let common = length <= LONGEST && KNOWN.holds(key);
    (if common { score + BONUS } else { score }, common)
}

/// Fewest common words of a text that passes for English.
const FEW: usize = 3;

/// Whether a text that was decoded by guess passes for English: it is clean, and has some common words, be it in letters
/// that only look like Latin ones, or holds text that nobody sees.
pub(super) fn reads(text: &str) -> bool {
    let plain: String = text.chars().map(|char| look_alike::plain(char).unwrap_or(char)).collect();
    let common = || plain.split(|char: char| !char.is_alphabetic()).filter(|word| common(word)).count();
    clean(text) && (common() >= FEW || invisible::stands_in(text))
}

/// Whether a text has no control characters but those that move a terminal.
pub(super) fn clean(text: &str) -> bool {
    !text
        .chars()
        .any(|char| char.is_control() && !char.is_whitespace() && !matches!(char, '\u{1B}' | '\u{7}'))
}

/// Whether a word is a common one of at least two letters.
pub(super) fn common(word: &str) -> bool {
    let letters = word.bytes().map(|byte| byte.to_ascii_lowercase().wrapping_sub(b'a'));
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic()) && plausibility(letters).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_fits() {
        assert!(COMMON.is_sorted());
        assert!(
            COMMON
                .iter()
                .all(|word| word.len() <= LONGEST && word.bytes().all(|byte| byte.is_ascii_lowercase()))
        );
    }
}
