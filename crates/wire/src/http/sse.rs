//! Server-sent events as a state machine without any input or output: bytes in, events out.
//!
//! Surfaces T04 and T06: an event over the limit is dropped and told, endless lines and comments cost no more
//! memory than the limit, and nothing a server writes ends the parser.

use crate::Message;
use bytes::{Buf, BytesMut};

/// One event with data. Events without data are not dispatched, as the standard says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The `event` field; empty if there was none, which means `message`.
    pub name: String,
    /// The `data` lines joined by newlines, byte for byte.
    pub data: Vec<u8>,
}

/// An event was larger than the limit and is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventTooLarge;

/// Cuts a stream of bytes into events.
///
/// ```
/// use wire::http::sse::{Event, EventParser};
/// let mut parser = EventParser::new(1024);
/// parser.push(b": hello\nid: 7\ndata: {\"a\":\ndata: 1}\n\nda");
/// let event = Event { name: String::new(), data: b"{\"a\":\n1}".to_vec() };
/// assert_eq!(parser.next_event(), Some(Ok(event)));
/// assert_eq!(parser.next_event(), None);
/// assert_eq!(parser.last_id(), Some("7"));
/// ```
#[derive(Debug)]
pub struct EventParser {
    limit: usize,
    buffer: BytesMut,
    /// Bytes of `buffer` known to hold no end of line.
    searched: usize,
    /// The last line ended with a carriage return, so a newline right after it belongs to it.
    after_return: bool,
    /// No line was read yet: a byte order mark may stand here.
    fresh: bool,
    /// The current line is over the limit and thrown away.
    discarding: bool,
    /// The current event is over the limit.
    too_large: bool,
    name: String,
    data: Option<Vec<u8>>,
    last_id: Option<String>,
    retry: Option<u64>,
}

/// What a line may be longer than the data it carries: a field name, a colon, a space.
const FIELD: usize = 64;

/// Longest event id that is kept, in bytes. It goes back to the server in a header.
const ID: usize = 1024;

impl EventParser {
    /// A parser for events of at most `limit` bytes of data.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            buffer: BytesMut::new(),
            searched: 0,
            after_return: false,
            fresh: true,
            discarding: false,
            too_large: false,
            name: String::new(),
            data: None,
            last_id: None,
            retry: None,
        }
    }

    /// Adds what was read.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The id of the last event that had one, for `Last-Event-ID`.
    pub fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// The reconnection time that the server asked for last, in milliseconds. Hostile: bound it.
    pub fn retry(&self) -> Option<u64> {
        self.retry
    }

    /// Forgets the unfinished event of a stream that broke off; the last id and the retry time stay.
    pub fn restart(&mut self) {
        let (last_id, retry) = (self.last_id.take(), self.retry);
        *self = Self { last_id, retry, ..Self::new(self.limit) };
    }

    /// The next whole event.
    pub fn next_event(&mut self) -> Option<Result<Event, EventTooLarge>> {
        loop {
            let line = self.next_line()?;
            if line.is_empty() && !self.discarding {
                if let Some(event) = self.dispatch() {
                    return Some(event);
                }
            } else if self.discarding {
                self.discarding = false;
                self.too_large = true;
            } else {
                self.field(&line);
            }
        }
    }

    /// A line without its end, or nothing if that has not come yet.
    fn next_line(&mut self) -> Option<BytesMut> {
        if self.after_return && !self.buffer.is_empty() {
            self.after_return = false;
            if self.buffer.first() == Some(&b'\n') {
                self.buffer.advance(1);
            }
        }
        let mut tail = self.buffer.iter().skip(self.searched);
        let Some(offset) = tail.position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.searched = self.buffer.len();
            if self.discarding || self.buffer.len() > self.limit.saturating_add(FIELD) {
                self.discarding = true;
                self.buffer.clear();
                self.searched = 0;
            }
            return None;
        };
        let mut line = self.buffer.split_to(self.searched + offset);
        self.searched = 0;
        self.after_return = self.buffer.first() == Some(&b'\r');
        self.buffer.advance(1);
        if std::mem::take(&mut self.fresh) && line.starts_with(b"\xEF\xBB\xBF") {
            line.advance(3);
        }
        Some(line)
    }

    fn field(&mut self, line: &[u8]) {
        let colon = line.iter().position(|byte| *byte == b':').unwrap_or(line.len());
        let (name, value) = line.split_at_checked(colon).unwrap_or((line, b""));
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"data" => self.add(value),
            b"event" if value.len() <= FIELD => self.name = String::from_utf8_lossy(value).into_owned(),
            b"event" => self.name = "(an event name that is too long)".to_owned(),
            b"id" if value.len() <= ID && value.iter().all(u8::is_ascii_graphic) => {
                self.last_id = std::str::from_utf8(value).ok().filter(|id| !id.is_empty()).map(str::to_owned);
            }
            b"retry" => self.retry = std::str::from_utf8(value).ok().and_then(|text| text.parse().ok()),
            _ => {}
        }
    }

    fn add(&mut self, value: &[u8]) {
        let data = self.data.get_or_insert_default();
        if data.len() + value.len() > self.limit {
            self.too_large = true;
        }
        if self.too_large {
            data.clear();
        } else {
            data.extend_from_slice(value);
            data.push(b'\n');
        }
    }

    fn dispatch(&mut self) -> Option<Result<Event, EventTooLarge>> {
        let name = std::mem::take(&mut self.name);
        let data = self.data.take();
        if std::mem::take(&mut self.too_large) {
            return Some(Err(EventTooLarge));
        }
        let mut data = data?;
        data.pop();
        (!data.is_empty()).then_some(Ok(Event { name, data }))
    }
}

/// The event that carries `message`.
///
/// The text is cut at raw newlines, one `data` line each, and so stands as it was after reading. A raw carriage
/// return (white space, as inside a string it is always an escape) reads as a newline: the format cannot carry it.
///
/// ```
/// use wire::{Limits, Message, http::sse::encode};
/// let message = Message::parse("{\"id\":1,\n\"result\":{}}", &Limits::default())?;
/// assert_eq!(encode(&message), "data: {\"id\":1,\ndata: \"result\":{}}\n\n");
/// # Ok::<(), wire::MessageError>(())
/// ```
pub fn encode(message: &Message) -> String {
    let text = message.as_str();
    let mut out = String::with_capacity(text.len() + 16);
    for line in text.split(['\n', '\r']) {
        out.extend(["data: ", line, "\n"]);
    }
    out.push('\n');
    out
}
