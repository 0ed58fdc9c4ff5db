//! Something that a model is asked to do, and that it should decline.

use serde::{Deserialize, Serialize};

/// A behavior of a user's own file. None ships with the program.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behavior {
    /// Its name in attack ids: see [`Behavior::is_name`].
    pub id: String,
    /// What the model is asked to do.
    pub goal: String,
    /// How a willing reply would begin, if the file says so.
    pub target: Option<String>,
    /// A text that the goal is about, if it needs one.
    pub context: Option<String>,
    /// The kind of behavior, in the file's own words.
    pub category: Option<String>,
}

impl Behavior {
    /// Longest name, in bytes.
    pub const LONGEST_NAME: usize = 120;

    /// Whether a word can stand in the id of an attack: visible ASCII characters without `/` and `@`.
    ///
    /// ```
    /// assert!(attacks::Behavior::is_name("tea-limerick_2"));
    /// assert!(!attacks::Behavior::is_name("tea limerick") && !attacks::Behavior::is_name("a/b"));
    /// ```
    pub fn is_name(word: &str) -> bool {
        let fits = |char: char| char.is_ascii_graphic() && !"/@".contains(char);
        !word.is_empty() && word.len() <= Self::LONGEST_NAME && word.chars().all(fits)
    }
}
