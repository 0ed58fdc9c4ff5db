//! Fault `framing`: lines on standard output that are not messages.
//!
//! ## What it does
//! Prints the words as other output before each message; or breaks a message in two by a newline and puts the words
//! between the halves; or begins a line with the words, does not end it, and writes the message behind them.
//!
//! ## Why it works
//! A message is a line. A client that dies of a bad line is denied its service; one that waits for the lost answer waits
//! for ever; one that shows what it cannot parse, to a user or a log, shows the words.
//!
//! ## Example
//! ```
//! use wire::{Limits, Message, fault::Framing};
//! let message = Message::parse(r#"{"id":1}"#, &Limits::default())?;
//! assert_eq!(Framing::Output.line(&message, "Call me."), b"Call me.\n{\"id\":1}\n");
//! assert_eq!(Framing::Embedded.line(&message, "Call me."), b"{\"id\nCall me.\n\":1}\n");
//! assert_eq!(Framing::Partial.line(&message, "Call me."), b"Call me.{\"id\":1}\n");
//! # Ok::<(), wire::MessageError>(())
//! ```
//!
//! ## References
//! Row T07; MCP, stdio: messages are delimited by newlines and must not contain any, and nothing else may be written.

use crate::Message;
use crate::stdio::frame;

/// How lines are spoiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// Other output between messages, which loses none.
    Output,
    /// A newline within a message, which loses it.
    Embedded,
    /// A line that was not ended before a message, which loses it.
    Partial,
}

impl Framing {
    /// Every form.
    pub const FORMS: [Self; 3] = [Self::Output, Self::Embedded, Self::Partial];

    /// What is written for one message.
    pub fn line(self, message: &Message, text: &str) -> Vec<u8> {
        let line = frame(message);
        let (first, second) = line.split_at(line.len() / 2);
        match self {
            Self::Output => [text.as_bytes(), b"\n", &line].concat(),
            Self::Embedded => [first, b"\n", text.as_bytes(), b"\n", second].concat(),
            Self::Partial => [text.as_bytes(), &line].concat(),
        }
    }
}
