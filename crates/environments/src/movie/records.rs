//! Answers that the user has kept in a file.

use super::source::{Ask, Source, Trouble};
use crate::EnvironmentError;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

/// Answers by path: `{"movie/550": {...}, "search/movie?query=Fight Club": {...}}`.
pub(super) struct Records {
    answers: BTreeMap<String, Value>,
}

impl Records {
    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn read(path: &str) -> Result<Self, EnvironmentError> {
        let unusable = |what: String| EnvironmentError::Data { family: "movie", path: path.to_owned(), what };
        let text = fs::read_to_string(path).map_err(|error| unusable(error.to_string()))?;
        let answers = serde_json::from_str(&text).map_err(|error| {
            unusable(format!("{error}; records are an object of answers by path, such as `movie/550`"))
        })?;
        Ok(Self { answers })
    }
}

impl Source for Records {
    fn ask(&self, ask: Ask<'_>) -> Result<Value, Trouble> {
        let path = match ask.query() {
            Some(query) => format!("{}?query={query}", ask.path()),
            None => ask.path(),
        };
        self.answers.get(&path).cloned().ok_or(Trouble::NotFound)
    }
}
