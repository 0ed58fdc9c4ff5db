//! Common words, and how each looks under every cipher of letters and backwards.

use super::Alphabet;
use crate::hash::Lookup;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Longest common word, in letters.
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

/// Ways in which a common word can be written, one bit each: bit 0 as it is, 1 to 25 moved on by as many letters,
/// [`ATBASH`], and [`BACKWARDS`].
pub(super) type Ways = u32;

/// As it is.
pub(super) const PLAIN: Ways = 1;
/// Under the mirrored alphabet; the last of the ciphers.
pub(super) const ATBASH: Ways = 1 << 26;
/// Last letter first; no cipher.
pub(super) const BACKWARDS: Ways = 1 << 27;

/// Ways for each run of letters that is a common word in any of them. One look at it takes the place of reading a word in
/// 28 ways.
static WAYS: LazyLock<Lookup<Ways>> = LazyLock::new(|| {
    let mut ways: BTreeMap<u64, Ways> = BTreeMap::new();
    let mut add = |key: u64, way: Ways| *ways.entry(key).or_default() |= way;
    for word in COMMON {
        for shift in 0..26 {
            add(written(word, &Alphabet::shifted(shift)), 1 << shift);
        }
        add(written(word, &Alphabet::mirrored()), ATBASH);
        add(word.bytes().rev().fold(0, |key, byte| packed(key, byte - b'a')), BACKWARDS);
    }
    Lookup::new(&ways)
});

/// The common words, packed, as an alphabet writes them.
pub(super) fn under(alphabet: &Alphabet) -> impl Iterator<Item = u64> {
    COMMON.iter().map(|word| written(word, alphabet))
}

fn written(word: &str, alphabet: &Alphabet) -> u64 {
    word.bytes().fold(0, |key, byte| packed(key, alphabet.letter(byte - b'a')))
}

/// One more letter (0 to 25) of a word of up to [`LONGEST`]; 0 is kept for "no letter".
pub(super) fn packed(key: u64, letter: u8) -> u64 {
    key << 5 | u64::from(letter + 1)
}

/// The ways in which these letters, packed, are a common word.
pub(super) fn ways(key: u64) -> Ways {
    WAYS.get(key).unwrap_or_default()
}

/// Whether these letters, packed, are a common word.
pub(super) fn holds(key: u64) -> bool {
    ways(key) & PLAIN != 0
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
