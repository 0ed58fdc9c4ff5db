//! How a text falls into search terms: words, in lower case, without stop words, stemmed.

use super::porter::stem;

/// The English stop words of Lucene.
const STOP_WORDS: [&str; 33] = [
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no",
    "not", "of", "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this", "to",
    "was", "will", "with",
];

/// The search terms of a text, in order.
pub(super) fn terms(text: &str) -> Vec<String> {
    let words = words(text);
    let plain = words.iter().map(|word| {
        let word = word.to_lowercase();
        ["'s", "\u{2019}s"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(&word).to_owned()
    });
    plain.filter(|word| !STOP_WORDS.contains(&word.as_str())).map(|word| stem(&word)).collect()
}

/// Words as Unicode breaks them: letters and digits, with a mark inside when both its neighbors allow it.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let inside = word.chars().next_back().zip(letters.peek().copied());
        if is_word(letter) || inside.is_some_and(|(before, after)| joins(before, letter, after)) {
            word.push(letter);
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words.retain(|word| word.chars().any(char::is_alphanumeric));
    words
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn joins(before: char, mark: char, after: char) -> bool {
    match mark {
        '\'' | '\u{2019}' | '.' if before.is_alphabetic() => after.is_alphabetic(),
        ':' | '\u{b7}' => before.is_alphabetic() && after.is_alphabetic(),
        '.' | ',' | ';' | '\'' => before.is_numeric() && after.is_numeric(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::terms;

    #[test]
    fn a_text_falls_into_terms() {
        for (text, expected) in [
            ("The Women's Dresses, 3x-large", "women dress 3x larg"),
            ("12.5 ounce (pack of 2)", "12.5 ounc pack 2"),
            ("a.b 1,5 c: d o'clock _", "a.b 1,5 c d o'clock"),
            ("", ""),
        ] {
            assert_eq!(terms(text).join(" "), expected, "{text}");
        }
    }
}
