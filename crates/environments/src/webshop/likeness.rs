//! How alike two texts are, by the words that they share: the token set ratio of fuzzy matching.

use std::collections::BTreeSet;

/// 0 to 100: 100 when all words of one are words of the other.
pub(super) fn likeness(first: &str, second: &str) -> u32 {
    let (first, second) = (words(first), words(second));
    if first.is_empty() || second.is_empty() {
        return 0;
    }
    let shared = join(first.intersection(&second));
    let with = |rest: String| format!("{shared} {rest}").trim().to_owned();
    let (first, second) = (with(join(first.difference(&second))), with(join(second.difference(&first))));
    ratio(&shared, &first).max(ratio(&shared, &second)).max(ratio(&first, &second))
}

/// ASCII words in lower case.
fn words(text: &str) -> BTreeSet<String> {
    let text: String = text.chars().filter(char::is_ascii).collect::<String>().to_lowercase();
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn join<'w>(words: impl Iterator<Item = &'w String>) -> String {
    words.map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// Twice the longest common subsequence by the length of both, in percent.
fn ratio(first: &str, second: &str) -> u32 {
    if first.is_empty() || second.is_empty() {
        return 0;
    }
    let mut row = vec![0usize; second.len() + 1];
    for letter in first.bytes() {
        let (mut diagonal, mut left) = (0, 0);
        for (cell, other) in row.iter_mut().skip(1).zip(second.bytes()) {
            let above = *cell;
            *cell = if letter == other { diagonal + 1 } else { above.max(left) };
            (diagonal, left) = (above, *cell);
        }
    }
    let common = row.last().copied().unwrap_or_default();
    (200.0 * common as f64 / (first.len() + second.len()) as f64).round_ties_even() as u32
}

#[cfg(test)]
mod tests {
    use super::likeness;

    #[test]
    fn shared_words_count() {
        for (first, second, expected) in [
            ("long sleeve", "Sleeve, long!", 100),
            ("light blue", "('color', 'light blue')", 100),
            ("kettle", "kettles", 92),
            ("", "kettle", 0),
            ("red", "oven", 29),
            ("abc", "xyz", 0),
        ] {
            assert_eq!(likeness(first, second), expected, "{first} {second}");
            assert_eq!(likeness(second, first), expected, "{second} {first}");
        }
    }
}
