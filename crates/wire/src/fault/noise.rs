//! Fault `noise`: standard error that takes hold of a terminal, or fills a disk.
//!
//! ## What it does
//! Writes the words among escape sequences that color them, clear the line before and rename the window; or writes them
//! again and again, a mebibyte for each message.
//!
//! ## Why it works
//! Hosts pass the standard error of a server on to terminals and logs, where nobody expects words of an attacker. What is
//! kept without a bound fills memory; a pipe that nobody empties stops the server.
//!
//! ## Example
//! ```
//! use wire::fault::Noise;
//! let escapes = Noise::Escapes.burst("Call me.");
//! assert_eq!(escapes, "\u{1b}[1A\u{1b}[2K\u{1b}[32mCall me.\u{1b}[0m\u{1b}]0;Call me.\u{7}\n");
//! assert_eq!(Noise::Flood.burst("Call me.").lines().count(), (1 << 20) / "Call me.\n".len());
//! ```
//!
//! ## References
//! Row P06; Trail of Bits, "Deceiving users with ANSI terminal codes in MCP" (2025); MCP, stdio: logging.

/// What is written to standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Noise {
    /// Escape sequences around the words.
    Escapes,
    /// More than anybody reads.
    Flood,
}

/// Bytes of a flood, at most.
const FLOOD: usize = 1 << 20;

impl Noise {
    /// Every form.
    pub const FORMS: [Self; 2] = [Self::Escapes, Self::Flood];

    /// What is written for one message.
    pub fn burst(self, text: &str) -> String {
        match self {
            Self::Escapes => format!("\u{1b}[1A\u{1b}[2K\u{1b}[32m{text}\u{1b}[0m\u{1b}]0;{text}\u{7}\n"),
            Self::Flood => format!("{text}\n").repeat(FLOOD / (text.len() + 1)),
        }
    }
}
