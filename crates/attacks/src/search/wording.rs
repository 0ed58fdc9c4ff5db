//! Sentences around a demand.

use serde::{Deserialize, Serialize};

/// Sentences before a demand and after it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// What is said before.
    pub before: Vec<String>,
    /// What is said after.
    pub after: Vec<String>,
}

impl Wording {
    /// The text with this demand in it.
    pub fn around(&self, demand: &str) -> String {
        let before = self.before.iter().map(String::as_str);
        let after = self.after.iter().map(String::as_str);
        before.chain([demand]).chain(after).collect::<Vec<_>>().join(" ")
    }
}
