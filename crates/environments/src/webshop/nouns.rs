//! Which words of a title are nouns. The original asks a language model; a rule of words does as well for titles.

use std::collections::BTreeSet;

/// Finds the nouns of a title.
pub(super) trait Nouns: Send + Sync + std::fmt::Debug {
    /// The nouns of `title`, in lower case, in order.
    fn nouns(&self, title: &str) -> Vec<String>;
}

/// Every word of plain letters is a noun unless it is listed.
#[derive(Clone, Debug)]
pub(super) struct Unlisted(BTreeSet<String>);

/// Words of titles that are no nouns.
const OTHERS: [&str; 39] = [
    "a", "an", "and", "at", "by", "compact", "double", "easy", "everyday", "extra", "fine", "foldable",
    "for", "free", "from", "full", "gentle", "hand", "in", "large", "light", "low", "natural", "of", "on",
    "or", "plain", "quiet", "round", "simple", "slim", "small", "soft", "sturdy", "the", "tidy", "to",
    "wide", "with",
];

impl Default for Unlisted {
    fn default() -> Self {
        Self::new(OTHERS)
    }
}

impl Unlisted {
    /// The rule with its own list of words that are no nouns.
    pub(super) fn new(others: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self(others.into_iter().map(|word| word.as_ref().to_lowercase()).collect())
    }
}

impl Nouns for Unlisted {
    fn nouns(&self, title: &str) -> Vec<String> {
        let words = title.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let words =
            words.filter(|word| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_alphabetic()));
        words.map(str::to_lowercase).filter(|word| !self.0.contains(word)).collect()
    }
}
