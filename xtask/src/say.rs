//! The one place that writes to the terminal.

use std::io::Write;

/// A line of the result, on standard output.
pub(crate) fn line(text: &str) {
    // A closed pipe is the reader's wish to hear no more, not a failure of the task.
    let _ = writeln!(std::io::stdout(), "{text}");
}

/// A line about what is being done, on standard error.
pub(crate) fn step(text: &str) {
    let _ = writeln!(std::io::stderr(), "xtask: {text}");
}

/// What went wrong, on standard error.
pub(crate) fn error(text: &str) {
    let _ = writeln!(std::io::stderr(), "xtask: error: {text}");
}
