//! Whether an answer is right.

/// An answer without what does not count: case, punctuation, articles and spaces.
pub(super) fn normalized(answer: &str) -> String {
    let plain: String = answer.to_lowercase().chars().filter(|char| !char.is_ascii_punctuation()).collect();
    let words = plain.split_whitespace().filter(|word| !matches!(*word, "a" | "an" | "the"));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::normalized;

    #[test]
    fn case_punctuation_articles_and_spaces_do_not_count() {
        for (answer, expected) in [
            ("The  Tarn.", "tarn"),
            ("12,400", "12400"),
            ("an Arnava Foundry", "arnava foundry"),
            ("theater", "theater"),
            ("", ""),
        ] {
            assert_eq!(normalized(answer), expected);
        }
    }
}
