//! How much a word looks like English: by its letters, and by whether it is a common one.

use std::sync::LazyLock;

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

/// Letters of the alphabet, and so many ways to shift it.
pub(super) const SHIFTS: usize = 26;

/// For each letter: the score of the letter that it stands for, under each shift.
static SHIFTED: LazyLock<[[f32; SHIFTS]; SHIFTS]> = LazyLock::new(|| {
    std::array::from_fn(|letter| {
        std::array::from_fn(|shift| {
            LETTERS.get((letter + SHIFTS - shift) % SHIFTS).copied().unwrap_or_default()
        })
    })
});

/// The common words by their shape, sorted: every word of a text is looked up, which has to be quick.
static KNOWN: LazyLock<Known> = LazyLock::new(Known::new);

/// Shapes with the first letters of their words, behind a small filter that turns most strangers away at once.
struct Known {
    filter: [u64; 64],
    words: Vec<(u64, u8)>,
}

impl Known {
    fn new() -> Self {
        let letters = |word: &&str| -> Vec<u8> { word.bytes().map(|byte| byte - b'a').collect() };
        let words = COMMON.iter().map(letters);
        let mut words: Vec<(u64, u8)> =
            words.filter_map(|word| Some((shape(&word), *word.first()?))).collect();
        words.sort_unstable();
        let mut filter = [0; 64];
        for (slot, bit) in words.iter().map(|(shape, _)| place(*shape)) {
            if let Some(bits) = filter.get_mut(slot) {
                *bits |= bit;
            }
        }
        Self { filter, words }
    }

    /// First letters of the words of this shape.
    fn firsts(&self, shape: u64) -> impl Iterator<Item = u8> {
        let (slot, bit) = place(shape);
        let hopeful = self.filter.get(slot).is_some_and(|bits| bits & bit != 0);
        let start =
            if hopeful { self.words.partition_point(|(word, _)| *word < shape) } else { self.words.len() };
        let rest = self.words.get(start..).unwrap_or_default();
        rest.iter().take_while(move |(word, _)| *word == shape).map(|(_, first)| *first)
    }
}

/// What a shift does not change: how far each letter is from the first. Five bits a letter; 0 is no letter.
fn shape(letters: &[u8]) -> u64 {
    let first = letters.first().copied().unwrap_or_default();
    let far = |letter: u8| if letter >= first { letter - first } else { letter + 26 - first };
    letters.iter().fold(0, |shape, letter| shape << 5 | u64::from(far(*letter) + 1))
}

/// A shape's bit in the filter.
fn place(shape: u64) -> (usize, u64) {
    let hash = shape.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52;
    ((hash >> 6) as usize, 1 << (hash & 63))
}

/// How much a word looks like English under each shift.
#[derive(Clone, Copy)]
pub(super) struct Plausibility {
    /// Logarithm of how likely its letters are with the shift undone, with a bonus for a common word.
    pub(super) scores: [f32; SHIFTS],
    /// Bits of the shifts under which it is a common word.
    common: u32,
}

impl Plausibility {
    /// Of a word, 0 for `a` to 25 for `z`.
    pub(super) fn of(letters: &[u8]) -> Self {
        let (mut scores, mut common) = ([0.0; SHIFTS], 0);
        for shifted in letters.iter().filter_map(|letter| SHIFTED.get(usize::from(*letter))) {
            scores.iter_mut().zip(shifted).for_each(|(score, letter)| *score += letter);
        }
        if let (Some(&first), true) = (letters.first(), letters.len() <= LONGEST) {
            for known in KNOWN.firsts(shape(letters)) {
                let shift = (first + 26 - known) % 26;
                common |= 1 << shift;
                if let Some(score) = scores.get_mut(usize::from(shift)) {
                    *score += BONUS;
                }
            }
        }
        Self { scores, common }
    }

    /// With this shift undone.
    pub(super) fn score(&self, shift: u8) -> f32 {
        self.scores.get(usize::from(shift)).copied().unwrap_or_default()
    }

    /// Whether it is a common word with this shift undone.
    pub(super) fn common(&self, shift: u8) -> bool {
        self.common & (1 << shift) != 0
    }
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
