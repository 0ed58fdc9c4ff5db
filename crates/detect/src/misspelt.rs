//! Words that are misspelt so that a list of words misses them.

use std::borrow::Cow;

/// The text with these words, which are in lower case, as they are meant: two neighboring letters of them may have changed
/// places, in letters of any case. Every word keeps its place and its length.
///
/// ```
/// let words = ["answer", "tool"];
/// assert_eq!(detect::meant("Clal the tolo, then ANSWRE", &words), "Clal the tool, then answer");
/// ```
pub fn meant<'t>(text: &'t str, words: &[&'static str]) -> Cow<'t, str> {
    let mut meant = Cow::Borrowed(text);
    let mut at = 0;
    for run in text.as_bytes().chunk_by(|one, next| one.is_ascii_alphabetic() == next.is_ascii_alphabetic()) {
        let place = at..at + run.len();
        at = place.end;
        if let Some(word) = words.iter().find(|word| swapped(word.as_bytes(), run)) {
            meant.to_mut().replace_range(place, word);
        }
    }
    meant
}

/// Whether two neighbors have changed places, and nothing else.
fn swapped(word: &[u8], written: &[u8]) -> bool {
    let same = |(one, other): (&u8, &u8)| one.eq_ignore_ascii_case(other);
    let Some(first) = word.iter().zip(written).position(|pair| !same(pair)) else { return false };
    match (word.get(first..), written.get(first..)) {
        (Some([a, b, rest @ ..]), Some([c, d, other @ ..])) => {
            rest.len() == other.len() && same((a, d)) && same((b, c)) && rest.iter().zip(other).all(same)
        }
        _ => false,
    }
}
