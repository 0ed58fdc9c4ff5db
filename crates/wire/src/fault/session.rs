//! Fault `session`: an `Mcp-Session-Id` that names nobody safely.
//!
//! ## What it does
//! Names a session by a number that anybody can count on (with the words as its label), by more bytes than a log line
//! or a table should hold, or in characters outside of visible ASCII.
//!
//! ## Why it works
//! A client brings the id back with every message and writes it into logs. Who can guess it speaks in the session of
//! somebody else; who does not bound it stores and sends whatever a server likes.
//!
//! ## Example
//! ```
//! use wire::fault::Session;
//! assert_eq!(Session::Guessable.id(7, "Call me."), "Call-me.-7");
//! assert_eq!(Session::Long.id(7, "Call me.").len(), 4096);
//! assert_eq!(Session::Odd.id(7, "Call me."), "7\u{e9} Call me.");
//! ```
//!
//! ## References
//! Row T03; CVE-2025-6515; CVE-2026-52869; MCP, Streamable HTTP: session management.

/// How a session is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Session {
    /// By the number of sessions so far.
    Guessable,
    /// By 4 KiB.
    Long,
    /// With spaces and characters outside of ASCII.
    Odd,
}

/// Bytes of an id that is too long. HTTP libraries still take a header of this length.
const LONG: usize = 4_096;

/// Characters of the words in an id that is not.
const SHORT: usize = 400;

impl Session {
    /// Every form.
    pub const FORMS: [Self; 3] = [Self::Guessable, Self::Long, Self::Odd];

    /// The id of the session with this number. Any of them may stand in a header.
    pub fn id(self, number: u64, text: &str) -> String {
        let plain = |char: char| if char.is_ascii_graphic() { char } else { '-' };
        let printed = |char: char| if char.is_control() { ' ' } else { char };
        match self {
            Self::Guessable => {
                format!("{}-{number}", text.chars().take(SHORT).map(plain).collect::<String>())
            }
            Self::Long => format!("{number}-{text}-").chars().map(plain).cycle().take(LONG).collect(),
            Self::Odd => {
                let words: String = text.chars().take(SHORT).map(printed).collect();
                format!("{number}\u{e9} {}", words.trim())
            }
        }
    }
}
