//! Every bound of a connection, with its default.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Bounds on what a peer may send and how long it may take.
///
/// ```
/// let limits = wire::Limits::default();
/// assert_eq!(limits.message_bytes, 16 * 1024 * 1024);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Largest message, in bytes. Default 16 MiB, as in the Rust SDK.
    pub message_bytes: usize,
    /// Deepest nesting of JSON containers. Default 128; at most 512.
    pub depth: usize,
    /// Time from start to the first answer, in milliseconds. Default 30 s.
    pub start_ms: u64,
    /// Time for one request, in milliseconds; progress does not extend it. Default 60 s.
    pub request_ms: u64,
    /// Time for the whole session, in milliseconds. Default 10 min.
    pub total_ms: u64,
    /// Time from the first request to stop until a process is killed, in milliseconds. Default 2 s.
    pub stop_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            message_bytes: 16 * 1024 * 1024,
            depth: 128,
            start_ms: 30_000,
            request_ms: 60_000,
            total_ms: 600_000,
            stop_ms: 2_000,
        }
    }
}

impl Limits {
    /// Nesting levels allowed: the setting, never above what a recursive reader stands on a small stack.
    pub fn depth(&self) -> usize {
        self.depth.min(512)
    }

    /// Time from start to the first answer.
    pub fn start(&self) -> Duration {
        Duration::from_millis(self.start_ms)
    }

    /// Time for one request.
    pub fn request(&self) -> Duration {
        Duration::from_millis(self.request_ms)
    }

    /// Time for the whole session.
    pub fn total(&self) -> Duration {
        Duration::from_millis(self.total_ms)
    }

    /// Time a process has to stop by itself.
    pub fn stop(&self) -> Duration {
        Duration::from_millis(self.stop_ms)
    }
}
