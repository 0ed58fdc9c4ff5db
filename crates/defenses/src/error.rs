//! What can go wrong before a defense stands.

use thiserror::Error;

/// Why a defense cannot be opened or armed.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum DefenseError {
    /// No such defense.
    #[error("there is no defense `{id}`{hint}; the catalogue has {known}")]
    Unknown {
        /// The id as given.
        id: String,
        /// `, did you mean ...?`, or empty.
        hint: String,
        /// All ids.
        known: String,
    },
    /// Settings that do not fit.
    #[error("settings of defense `{defense}`: {what}; settings that work: {example}")]
    Settings {
        /// The defense.
        defense: &'static str,
        /// What is wrong with them.
        what: String,
        /// An example.
        example: &'static str,
    },
    /// A service without pinned definitions.
    #[error(
        "defense `whitelist`: service `{service}` has no pinned definitions; pin it, or set `definitions: false`"
    )]
    NoPin {
        /// The service.
        service: String,
    },
    /// A service that is not in the lockfile.
    #[error(
        "defense `pin`: service `{service}` is not in the lockfile; add it with `safemcp pin --name {service}`"
    )]
    NotLocked {
        /// The service.
        service: String,
    },
}
