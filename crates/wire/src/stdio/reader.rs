//! Messages read from a byte stream, one a line.

use super::{Framed, LineFramer};
use crate::{Limits, LinkError, Message, MessageError, excerpt};
use tokio::io::{AsyncRead, AsyncReadExt};

/// Reads messages from `R`, one a line.
///
/// Cancel-safe: a dropped future loses nothing, a partial line stays for the next call. Surfaces T06 and T07.
#[derive(Debug)]
pub struct LineReader<R> {
    input: R,
    peer: String,
    limits: Limits,
    framer: LineFramer,
    ended: bool,
    failure: Option<LinkError>,
}

/// Bytes asked for at once.
const CHUNK: usize = 8 * 1024;

impl<R: AsyncRead + Unpin + Send> LineReader<R> {
    /// A reader; `peer` is the label of the other side in errors.
    pub fn new(input: R, peer: impl Into<String>, limits: Limits) -> Self {
        let framer = LineFramer::new(limits.message_bytes);
        Self { input, peer: peer.into(), limits, framer, ended: false, failure: None }
    }

    /// The next message, or `None` at the end of the stream. Waits without limit; the caller bounds it.
    ///
    /// # Errors
    /// [`LinkError::Malformed`] for a line that is not a message, after which the stream is still usable;
    /// [`LinkError::Io`] when reading fails, after which the stream is at its end.
    pub async fn next(&mut self) -> Result<Option<Message>, LinkError> {
        loop {
            if let Some(framed) = self.framer.next_line() {
                return self.message(framed).map(Some);
            }
            if !self.fill().await {
                let rest = self.framer.rest().map(|framed| self.message(framed)).transpose();
                return self.failure.take().map_or(rest, Err);
            }
        }
    }

    /// Reads once from the stream; `false` at its end. Cancel-safe. A failure is kept for [`LineReader::next`].
    pub(crate) async fn fill(&mut self) -> bool {
        if self.ended {
            return false;
        }
        let buffer = self.framer.buffer();
        buffer.reserve(CHUNK);
        match self.input.read_buf(buffer).await {
            Ok(0) => self.ended = true,
            Ok(_) => {}
            Err(error) => {
                let what = format!("reading failed: {error}");
                self.failure = Some(LinkError::Io { peer: self.peer.clone(), what });
                self.ended = true;
            }
        }
        !self.ended
    }

    /// Whether more may be read ahead while nobody asks for messages.
    pub(crate) fn has_room(&self) -> bool {
        !self.ended && self.framer.waiting() <= self.limits.message_bytes
    }

    fn message(&self, framed: Framed) -> Result<Message, LinkError> {
        let (bytes, read) = match framed {
            Framed::Line(line) => {
                let read = Message::parse_bytes(&line, &self.limits);
                (line, read)
            }
            Framed::TooLong(beginning) => {
                (beginning, Err(MessageError::TooLarge { limit: self.limits.message_bytes }))
            }
        };
        read.map_err(|source| LinkError::malformed(&self.peer, &bytes, source))
    }
}

impl LinkError {
    /// What stands for bytes that are not a message.
    pub(crate) fn malformed(peer: &str, bytes: &[u8], source: MessageError) -> Self {
        let shown: Vec<u8> = bytes.iter().take(1024).copied().collect();
        Self::Malformed { peer: peer.to_owned(), excerpt: excerpt(&String::from_utf8_lossy(&shown)), source }
    }
}
