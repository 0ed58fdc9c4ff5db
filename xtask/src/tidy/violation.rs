//! One broken rule.

use std::fmt;

/// Where a rule is broken, how, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Violation {
    /// Path from the root.
    pub(super) file: String,
    /// Line, from 1.
    pub(super) line: usize,
    /// What is wrong and what to do about it.
    pub(super) what: String,
}

impl Violation {
    pub(super) fn new(file: &str, line: usize, what: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}
