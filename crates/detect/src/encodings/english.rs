//! How much a word looks like English: by its letters, and by whether it is a common one.

use super::common::{self, LONGEST, packed};
use super::{invisible, look_alike};

/// Natural logarithm of each letter's share in English text, a to z.
const LETTERS: [f32; 26] = [
    -2.51, -4.20, -3.58, -3.16, -2.06, -3.80, -3.91, -2.80, -2.66, -6.48, -4.86, -3.21, -3.73, -2.70, -2.59,
    -3.95, -6.91, -2.81, -2.76, -2.40, -3.59, -4.63, -3.75, -6.50, -3.92, -7.20,
];

/// What a common word adds to its letters' score.
pub(super) const BONUS: f32 = 3.0;

/// Logarithm of how likely a letter is, 0 for `a` to 25 for `z`.
pub(super) fn weight(letter: u8) -> f32 {
    LETTERS.get(usize::from(letter)).copied().unwrap_or_default()
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
    let common = length <= LONGEST && common::holds(key);
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
