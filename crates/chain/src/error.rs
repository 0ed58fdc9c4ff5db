//! When a layer cannot do its work.

use thiserror::Error;

/// A layer failed. The session ends, and the trial's outcome is a harness error: never a success.
#[derive(Clone, Debug, Error)]
#[error("layer `{layer}`: {what}")]
pub struct LayerError {
    /// Which layer.
    pub layer: String,
    /// What it could not do.
    pub what: String,
}

impl LayerError {
    /// An error of the layer with this name.
    #[expect(clippy::needless_pass_by_value, reason = "callers pass on an error that they do not keep")]
    pub fn new(layer: &str, what: impl ToString) -> Self {
        Self { layer: layer.to_owned(), what: what.to_string() }
    }
}
