//! What can be wrong with an attack's description.

use thiserror::Error;

/// An attack that cannot be understood or armed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum AttackError {
    /// An axis has no such entry.
    #[error("there is no {axis} `{name}`; there are {known}")]
    Unknown {
        /// Which axis.
        axis: &'static str,
        /// The name as given.
        name: String,
        /// Every entry.
        known: String,
    },
    /// The objective needs something that this service does not have.
    #[error("objective `{objective}` cannot be aimed at this service: {what}")]
    NotApplicable {
        /// The objective.
        objective: String,
        /// What is missing and where to add it.
        what: String,
    },
}

impl AttackError {
    /// An unknown entry.
    pub(crate) fn unknown<'a>(axis: &'static str, name: &str, known: impl Iterator<Item = &'a str>) -> Self {
        Self::Unknown { axis, name: name.to_owned(), known: known.collect::<Vec<_>>().join(", ") }
    }
}
