//! Why an action did nothing.

/// Why an action did nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The service refused; its words.
    Refused(String),
    /// The input did not fit; Python's exception, with its name.
    Raised(String),
    /// There is no such action.
    Unknown,
}

impl Failure {
    /// A refusal in these words.
    pub(crate) fn refused(words: impl Into<String>) -> Self {
        Self::Refused(words.into())
    }
}
