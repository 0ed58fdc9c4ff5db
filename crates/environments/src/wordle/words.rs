//! The list of words.

use crate::EnvironmentError;
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// Letters of a word.
pub(super) const LETTERS: usize = 5;

/// Our own list of common English words.
static OWN: LazyLock<Words> = LazyLock::new(|| {
    Words(Arc::new(include_str!("../../data/wordle/words.txt").lines().map(str::to_owned).collect()))
});

/// The words that can be hidden and guessed: of five letters `a` to `z`, sorted, each once.
#[derive(Clone, Debug)]
pub(super) struct Words(Arc<Vec<String>>);

impl Words {
    /// Our own.
    pub(super) fn own() -> Self {
        OWN.clone()
    }

    /// The words of a file, one per line; blank lines and capital letters do not count.
    ///
    /// # Errors
    /// For a file that cannot be read, a line that is no word, and a file without words.
    pub(super) fn load(path: &str) -> Result<Self, EnvironmentError> {
        let data = |what: String| EnvironmentError::Data { family: "wordle", path: path.to_owned(), what };
        let text = std::fs::read_to_string(path).map_err(|error| data(error.to_string()))?;
        let mut words = BTreeSet::new();
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let word = line.trim().to_ascii_lowercase();
            if word.len() != LETTERS || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
                return Err(data(format!("line {} is not a word of {LETTERS} letters a to z", at + 1)));
            }
            words.insert(word);
        }
        if words.is_empty() {
            return Err(data("there is no word in it".to_owned()));
        }
        Ok(Self(Arc::new(words.into_iter().collect())))
    }

    pub(super) fn all(&self) -> &[String] {
        &self.0
    }

    /// The word on the list that these letters spell, blanks between them or not.
    pub(super) fn find(&self, letters: &str) -> Option<&str> {
        let word: String = letters
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .map(|letter| letter.to_ascii_lowercase())
            .collect();
        let at = self.0.binary_search(&word).ok()?;
        self.0.get(at).map(String::as_str)
    }
}

/// A word as the original writes it: `s h i r e`.
pub(super) fn spelled(word: &str) -> String {
    word.chars().map(String::from).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{LETTERS, Words};

    #[test]
    fn our_list_is_sorted_words_of_five_letters() {
        let words = Words::own();
        assert!(words.all().len() >= 300, "{}", words.all().len());
        assert!(words.all().is_sorted_by(|one, next| one < next));
        let fits =
            |word: &String| word.len() == LETTERS && word.bytes().all(|byte| byte.is_ascii_lowercase());
        assert!(words.all().iter().all(fits));
    }

    #[test]
    fn words_are_found_as_written() {
        for letters in ["crane", "c r a n e", " C R A N E\n"] {
            assert_eq!(Words::own().find(letters), Some("crane"), "{letters}");
        }
        for letters in ["", "crane crane", "zzzzz", "cr ne", "crän"] {
            assert_eq!(Words::own().find(letters), None, "{letters}");
        }
    }
}
