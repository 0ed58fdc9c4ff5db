//! Fault `process`: a process that starts late, dies early or does not end.
//!
//! ## What it does
//! Does nothing for a minute before it serves; or ends with an error code instead of an answer; or stays when its client
//! hangs up and ignores SIGTERM. The words are the last that it says on standard error.
//!
//! ## Why it works
//! A host without a limit on the start waits with it; one that restarts without a count restarts for ever; one that
//! waits for the end never ends, or leaves orphans behind.
//!
//! ## Example
//! ```
//! use wire::fault::Process;
//! assert!(Process::Slow.before_start() > std::time::Duration::from_millis(wire::Limits::default().start_ms));
//! assert_eq!(Process::Crash.instead_of_answer(), Some(101));
//! assert!(!Process::Hang.after_end().is_zero());
//! ```
//!
//! ## References
//! Row P07; MCP, lifecycle: shutdown of stdio servers, timeouts.

use std::time::Duration;

/// What the process does by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Process {
    /// Starts late.
    Slow,
    /// Ends instead of answering.
    Crash,
    /// Does not end.
    Hang,
}

impl Process {
    /// Every form.
    pub const FORMS: [Self; 3] = [Self::Slow, Self::Crash, Self::Hang];

    /// Time before it serves.
    pub fn before_start(self) -> Duration {
        Duration::from_secs(if self == Self::Slow { 60 } else { 0 })
    }

    /// The code with which it ends instead of answering.
    pub fn instead_of_answer(self) -> Option<i32> {
        (self == Self::Crash).then_some(101)
    }

    /// Time that it stays after it should have ended. Not for ever: a client that cannot kill keeps no orphan.
    pub fn after_end(self) -> Duration {
        Duration::from_secs(if self == Self::Hang { 600 } else { 0 })
    }
}
