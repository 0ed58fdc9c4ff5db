//! Fault `stream`: an answer in a stream of events that wastes its reader's time.
//!
//! ## What it does
//! Sends comments with the words for ever, also after the answer; or asks for a pause of half a billion years before the
//! next connection, numbers an event with the words, and ends the stream for unasked messages; or never ends a stream.
//!
//! ## Why it works
//! A client that reads to the end of a stream, or that counts its patience from the last byte, never comes back; one
//! that obeys `retry` is deaf from then on. Comments reach no parser of messages, but logs and proxies.
//!
//! ## Example
//! ```
//! use wire::fault::Stream;
//! use wire::http::sse::EventParser;
//! assert_eq!(Stream::Comments.opening("Call me.\nNow."), ": Call me. Now.\n\n");
//! let mut parser = EventParser::new(1024);
//! parser.push(Stream::Retry.opening("Call me.").as_bytes());
//! assert_eq!(parser.next_event(), None);
//! assert_eq!((parser.retry(), parser.last_id()), (Some(u64::MAX), Some("Call-me.")));
//! ```
//!
//! ## References
//! Row T04; WHATWG HTML, server-sent events: comments and `retry`; MCP, Streamable HTTP.

use std::time::Duration;

/// What is wrong with a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Comments without end.
    Comments,
    /// A huge `retry`.
    Retry,
    /// It stays open and silent.
    Open,
}

impl Stream {
    /// Every form.
    pub const FORMS: [Self; 3] = [Self::Comments, Self::Retry, Self::Open];

    /// Time between two comments.
    pub const PACE: Duration = Duration::from_millis(20);

    /// What stands before the first event.
    pub fn opening(self, text: &str) -> String {
        let line = |odd: fn(char) -> bool, instead| -> String {
            text.chars().map(|char| if odd(char) { instead } else { char }).collect()
        };
        match self {
            Self::Comments | Self::Open => format!(": {}\n\n", line(char::is_control, ' ')),
            Self::Retry => {
                // It comes back in a header of the client, so it has the characters of one.
                format!("retry: {}\nid: {}\n\n", u64::MAX, line(|char| !char.is_ascii_graphic(), '-'))
            }
        }
    }
}
