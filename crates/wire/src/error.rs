//! Errors of the wire. Each names the peer and shows the message, escaped.

use crate::json::JsonError;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use thiserror::Error;

/// Why a text is not a message.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum MessageError {
    /// The text is not JSON, or nested too deep.
    #[error("not JSON: {0}")]
    Json(#[from] JsonError),
    /// The bytes are not UTF-8.
    #[error("not UTF-8 at byte {at}")]
    NotUtf8 {
        /// Byte offset of the first invalid sequence.
        at: usize,
    },
    /// The message is larger than the limit.
    #[error("larger than the limit of {limit} bytes")]
    TooLarge {
        /// Bytes allowed.
        limit: usize,
    },
    /// The JSON value is neither an object nor an array.
    #[error("a message is a JSON object, not a bare {0}")]
    NotAnObject(&'static str),
}

/// What went wrong on a connection. `peer` is the host's own label for the other side.
#[derive(Clone, Debug, Error)]
pub enum LinkError {
    /// The peer sent something that is not a message.
    #[error("{peer} sent what is not a message: {source}; it began: {excerpt}")]
    Malformed {
        /// Label of the peer.
        peer: String,
        /// The first characters, with control characters escaped.
        excerpt: String,
        /// What is wrong with it.
        source: MessageError,
    },
    /// The connection ended while something was expected of it.
    #[error("{peer} closed the connection while {waiting}")]
    Closed {
        /// Label of the peer.
        peer: String,
        /// What the harness was doing.
        waiting: String,
    },
    /// A process could not be started.
    #[error("{peer} cannot be started: `{command}`: {reason}")]
    Start {
        /// Label of the peer.
        peer: String,
        /// The command as it would be typed.
        command: String,
        /// The system's reason.
        reason: String,
    },
    /// A process ended by itself.
    #[error("{peer} ended with {status} while {waiting}; its last words: {stderr}")]
    Exited {
        /// Label of the peer.
        peer: String,
        /// Exit code or signal.
        status: String,
        /// What the harness was doing.
        waiting: String,
        /// The end of its standard error, escaped.
        stderr: String,
    },
    /// Nothing came within the time allowed.
    #[error("{peer} did not answer {waiting} within {limit:?}")]
    Timeout {
        /// Label of the peer.
        peer: String,
        /// What the harness waited for.
        waiting: String,
        /// The time allowed.
        limit: Duration,
    },
    /// An HTTP exchange failed.
    #[error("{peer}: HTTP {what}")]
    Http {
        /// Label of the peer.
        peer: String,
        /// Status, method or reason.
        what: String,
    },
    /// Reading or writing failed.
    #[error("{peer}: {what}")]
    Io {
        /// Label of the peer.
        peer: String,
        /// The system's reason.
        what: String,
    },
    /// A well-formed message that breaks the rules of JSON-RPC or MCP.
    #[error("{peer} broke the protocol: {what}; the message: {excerpt}")]
    Protocol {
        /// Label of the peer.
        peer: String,
        /// The rule and how it was broken.
        what: String,
        /// The first characters of the message, escaped.
        excerpt: String,
    },
    /// The peer called off a request of ours, and the settings honor that.
    #[error("{peer} called off {method}: {}", excerpt(.reason))]
    Cancelled {
        /// Label of the peer.
        peer: String,
        /// Method of the request.
        method: String,
        /// The reason it gave, hostile.
        reason: String,
    },
    /// The peer answered a request with a JSON-RPC error.
    #[error("{peer} refused {method}: {error}")]
    Refused {
        /// Label of the peer.
        peer: String,
        /// Method of the request.
        method: String,
        /// The error it sent.
        error: ErrorObject,
    },
}

impl LinkError {
    /// Whether the connection is as usable after this error as before: the peer broke a rule, and only the text
    /// that broke it is lost.
    pub fn is_survivable(&self) -> bool {
        matches!(self, Self::Malformed { .. } | Self::Protocol { .. })
    }

    /// Whether the peer brought it about, by what it sent or by sending nothing; not so where a program cannot be started,
    /// where reading or writing fails, or where a layer on the way does.
    pub fn is_of_the_peer(&self) -> bool {
        match self {
            Self::Malformed { .. }
            | Self::Closed { .. }
            | Self::Exited { .. }
            | Self::Timeout { .. }
            | Self::Http { .. }
            | Self::Protocol { .. }
            | Self::Cancelled { .. }
            | Self::Refused { .. } => true,
            Self::Start { .. } | Self::Io { .. } => false,
        }
    }
}

/// The `error` member of a response. The message is the peer's and hostile: print it escaped.
#[derive(Clone, Debug, Error, PartialEq, Eq, Serialize, Deserialize)]
#[error("error {code}: {}", excerpt(.message))]
pub struct ErrorObject {
    /// JSON-RPC or MCP error code.
    #[serde(default)]
    pub code: i64,
    /// One sentence, by convention.
    #[serde(default)]
    pub message: String,
}

/// The first 160 characters of a hostile text with everything that is not plainly printable escaped.
pub fn excerpt(text: &str) -> String {
    const SHOWN: usize = 160;
    let mut out: String = text.chars().take(SHOWN).flat_map(escape).collect();
    if text.chars().nth(SHOWN).is_some() {
        out.push_str("...");
    }
    out
}

/// A hostile text of any length with everything that is not plainly printable escaped.
pub fn escaped(text: &str) -> String {
    text.chars().flat_map(escape).collect()
}

fn escape(char: char) -> Vec<char> {
    let plain = char == ' ' || char.is_alphanumeric() || char.is_ascii_graphic();
    if plain && !char.is_control() { vec![char] } else { char.escape_unicode().collect() }
}
