//! Bytes in, lines out: the framing of stdio as a state machine without any input or output.

use bytes::{Buf, BytesMut};

/// What one line turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Framed {
    /// A line without its newline and without one carriage return before it. Never blank.
    Line(Vec<u8>),
    /// A line over the limit. Only its beginning was kept; the rest is gone, up to and with its newline.
    TooLong(Vec<u8>),
}

/// Cuts a stream of bytes into lines and never holds more than one line's limit plus what was pushed last.
///
/// Surfaces T06 and T07: a peer that never writes a newline costs at most the limit in memory.
///
/// ```
/// use wire::stdio::{Framed, LineFramer};
/// let mut framer = LineFramer::new(1024);
/// framer.push(b"{\"a\":1}\r\n\n{\"b\"");
/// assert_eq!(framer.next_line(), Some(Framed::Line(b"{\"a\":1}".to_vec())));
/// assert_eq!(framer.next_line(), None); // the blank line is skipped, the partial one is kept
/// framer.push(b":2}");
/// assert_eq!(framer.rest(), Some(Framed::Line(b"{\"b\":2}".to_vec())));
/// ```
#[derive(Debug)]
pub struct LineFramer {
    limit: usize,
    buffer: BytesMut,
    /// Bytes of `buffer` known to hold no newline.
    searched: usize,
    /// The beginning of a line that is over the limit and still being thrown away.
    discarding: Option<Vec<u8>>,
}

/// Bytes of a line over the limit that are kept to show where it came from.
const SHOWN: usize = 640;

impl LineFramer {
    /// A framer for lines of at most `limit` bytes, newline not counted.
    pub fn new(limit: usize) -> Self {
        Self { limit, buffer: BytesMut::new(), searched: 0, discarding: None }
    }

    /// Adds what was read.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// Where to read into directly; the same as reading elsewhere and calling [`LineFramer::push`].
    pub(crate) fn buffer(&mut self) -> &mut BytesMut {
        &mut self.buffer
    }

    /// Bytes that wait for [`LineFramer::next_line`] or for their newline.
    pub fn waiting(&self) -> usize {
        self.buffer.len()
    }

    /// The next whole line, if its newline has come.
    pub fn next_line(&mut self) -> Option<Framed> {
        loop {
            let found = self.buffer.iter().skip(self.searched).position(|byte| *byte == b'\n');
            let Some(at) = found.map(|offset| offset + self.searched) else {
                self.searched = self.buffer.len();
                self.give_up_on_long_line();
                return None;
            };
            let mut line = self.buffer.split_to(at);
            self.buffer.advance(1);
            self.searched = 0;
            if let Some(framed) = self.finish(&mut line) {
                return Some(framed);
            }
        }
    }

    /// What stands after the last newline, once the stream has ended.
    pub fn rest(&mut self) -> Option<Framed> {
        let mut line = self.buffer.split();
        self.searched = 0;
        self.finish(&mut line)
    }

    fn finish(&mut self, line: &mut BytesMut) -> Option<Framed> {
        if let Some(beginning) = self.discarding.take() {
            return Some(Framed::TooLong(beginning));
        }
        if line.last() == Some(&b'\r') {
            line.truncate(line.len() - 1);
        }
        if line.len() > self.limit {
            return Some(Framed::TooLong(beginning(line)));
        }
        let blank = line.iter().all(u8::is_ascii_whitespace);
        (!blank).then(|| Framed::Line(line.to_vec()))
    }

    /// Frees a line that can no longer fit. The one byte more is the carriage return that does not count.
    fn give_up_on_long_line(&mut self) {
        if self.discarding.is_none() && self.buffer.len() > self.limit.saturating_add(1) {
            self.discarding = Some(beginning(&self.buffer));
        }
        if self.discarding.is_some() {
            self.buffer.clear();
            self.searched = 0;
        }
    }
}

fn beginning(line: &[u8]) -> Vec<u8> {
    line.iter().take(SHOWN).copied().collect()
}
