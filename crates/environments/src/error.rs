//! What can go wrong before an environment stands.

use thiserror::Error;

/// Why an environment cannot be opened. Once open, a bad call is a message of the world, never an error.
#[derive(Debug, Error)]
pub enum EnvironmentError {
    /// No such environment.
    #[error("there is no environment `{name}`; the catalogue has {known}")]
    Unknown {
        /// The name as given.
        name: String,
        /// All ids.
        known: String,
    },
    /// No such task.
    #[error("environment `{family}` has tasks 0 to {last}; there is no task {index}")]
    Index {
        /// The environment.
        family: &'static str,
        /// The index asked for.
        index: usize,
        /// The last valid one.
        last: usize,
    },
    /// Settings that do not fit.
    #[error("environment `{family}`: {what}")]
    Settings {
        /// The environment.
        family: &'static str,
        /// What is wrong and what to do.
        what: String,
    },
    /// A user's data file that cannot be read.
    #[error("environment `{family}`: `{path}`: {what}")]
    Data {
        /// The environment.
        family: &'static str,
        /// The file or folder.
        path: String,
        /// What is wrong with it.
        what: String,
    },
}
