//! When a report cannot be made.

use store::StoreError;
use thiserror::Error;

/// Why there is no report.
#[derive(Debug, Error)]
pub enum ReportError {
    /// The run cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The page's own template failed: a mistake of ours.
    #[error("the page's template failed: {0}; please report this as a bug")]
    Template(String),
    /// A value could not be written as JSON: a mistake of ours.
    #[error("the results cannot be written as JSON: {0}; please report this as a bug")]
    Json(String),
}

impl From<minijinja::Error> for ReportError {
    fn from(error: minijinja::Error) -> Self {
        Self::Template(error.to_string())
    }
}
