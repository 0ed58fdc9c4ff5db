//! Why a task failed, and what to do about it.

use std::fmt;
use std::path::Path;

/// A failure, in words for the person at the terminal.
#[derive(Debug)]
pub(crate) struct Trouble(String);

/// What every task gives back.
pub(crate) type Done<T = ()> = Result<T, Trouble>;

impl Trouble {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }

    /// For use with `map_err` on file operations.
    pub(crate) fn at(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        move |error| Self(format!("{}: {error}", path.display()))
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Trouble {}
