//! What can go wrong with a model.

use std::time::Duration;
use thiserror::Error;

/// Why there is no reply. `retryable` says whether asking again can help.
#[derive(Clone, Debug, Error)]
pub enum ModelError {
    /// No such model, or its name cannot be read.
    #[error("unknown model `{name}`: {help}")]
    Unknown {
        /// The name as given.
        name: String,
        /// What names exist, or the nearest one.
        help: String,
    },
    /// A key or address is missing.
    #[error("model `{model}` needs {what}; set the environment variable `{variable}`")]
    Missing {
        /// The model.
        model: String,
        /// What is missing.
        what: &'static str,
        /// Where to put it.
        variable: String,
    },
    /// The address of a provider cannot be used.
    #[error("model `{model}`: the environment variable `{variable}` is not an http or https address: {what}")]
    Address {
        /// The model.
        model: String,
        /// Where the address stands.
        variable: &'static str,
        /// What is wrong with it.
        what: String,
    },
    /// The provider answered with an error status.
    #[error("model `{model}`: the provider answered {status}: {body}")]
    Status {
        /// The model.
        model: String,
        /// HTTP status.
        status: u16,
        /// The beginning of the body, escaped.
        body: String,
        /// How long the provider asks to wait before the next request.
        retry_after: Option<Duration>,
    },
    /// The provider did not answer in time.
    #[error("model `{model}` did not answer within {limit:?}")]
    Timeout {
        /// The model.
        model: String,
        /// Time allowed.
        limit: Duration,
    },
    /// The provider could not be reached or its answer not be read.
    #[error("model `{model}`: {what}")]
    Provider {
        /// The model.
        model: String,
        /// The reason.
        what: String,
        /// Whether it is worth asking again.
        retryable: bool,
    },
}

impl ModelError {
    /// Whether asking again can help: timeouts, 408, 409, 425, 429 and 5xx.
    pub fn retryable(&self) -> bool {
        match self {
            Self::Status { status, .. } => matches!(status, 408 | 409 | 425 | 429 | 500..=599),
            Self::Timeout { .. } => true,
            Self::Provider { retryable, .. } => *retryable,
            Self::Unknown { .. } | Self::Missing { .. } | Self::Address { .. } => false,
        }
    }

    /// How long the provider asks to wait before the next request.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}
