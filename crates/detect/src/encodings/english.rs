//! How much a word looks like English: by its letters, and by whether it is a common one.

/// Natural logarithm of each letter's share in English text, a to z.
const LETTERS: [f32; 26] = [
    -2.51, -4.20, -3.58, -3.16, -2.06, -3.80, -3.91, -2.80, -2.66, -6.48, -4.86, -3.21, -3.73, -2.70, -2.59,
    -3.95, -6.91, -2.81, -2.76, -2.40, -3.59, -4.63, -3.75, -6.50, -3.92, -7.20,
];

/// What a common word adds to its letters' score.
const BONUS: f32 = 3.0;

/// Longest common word.
const LONGEST: usize = 12;

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

/// Logarithm of how likely these letters (0 for `a` to 25 for `z`) are, with a bonus for a common word, and whether it is one.
pub(super) fn plausibility(letters: impl Iterator<Item = u8>) -> (f32, bool) {
    let mut word = [0_u8; LONGEST];
    let (mut score, mut length) = (0.0, 0);
    for letter in letters {
        score += LETTERS.get(usize::from(letter)).copied().unwrap_or_default();
        if let Some(slot) = word.get_mut(length) {
            *slot = letter + b'a';
        }
        length += 1;
    }
    let common = word.get(..length).is_some_and(is_common);
    (if common { score + BONUS } else { score }, common)
}

fn is_common(word: &[u8]) -> bool {
    COMMON.binary_search_by(|known| known.as_bytes().cmp(word)).is_ok()
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
