//! Messages written to a byte stream, one a line.

use crate::fault::{Fault, Flaw};
use crate::{LinkError, Message};
use bytes::{Buf, Bytes};
use std::borrow::Cow;
use tokio::io::{AsyncWrite, AsyncWriteExt};

/// One message as the line that carries it, newline included.
///
/// A raw newline or carriage return can stand in JSON only as white space between values (inside a string it is
/// always an escape), so each one becomes a space: no value changes, and a reader that takes a lone carriage
/// return for the end of a line sees one line too. All other bytes stay. Surface T07.
///
/// ```
/// use wire::{Limits, Message, stdio::frame};
/// let message = Message::parse("{\"id\":1,\n\"method\":\"a\\nb\"}", &Limits::default())?;
/// assert_eq!(frame(&message), b"{\"id\":1, \"method\":\"a\\nb\"}\n");
/// # Ok::<(), wire::MessageError>(())
/// ```
pub fn frame(message: &Message) -> Vec<u8> {
    let text = message.as_str();
    let line =
        if text.contains(['\n', '\r']) { Cow::Owned(text.replace(['\n', '\r'], " ")) } else { text.into() };
    let mut bytes = Vec::with_capacity(line.len() + 1);
    bytes.extend_from_slice(line.as_bytes());
    bytes.push(b'\n');
    bytes
}

/// Writes messages to `W`, one a line.
///
/// A dropped `send` never leaves half a line behind: what was not written yet is written before the next message.
#[derive(Debug)]
pub struct LineWriter<W> {
    output: W,
    peer: String,
    pending: Bytes,
    fault: Option<Fault>,
}

impl<W: AsyncWrite + Unpin + Send> LineWriter<W> {
    /// A writer; `peer` is the label of the other side in errors.
    pub fn new(output: W, peer: impl Into<String>) -> Self {
        Self { output, peer: peer.into(), pending: Bytes::new(), fault: None }
    }

    /// The same writer with a fault, which spoils its lines if it is one of framing.
    #[must_use]
    pub fn faulty(self, fault: Fault) -> Self {
        Self { fault: Some(fault), ..self }
    }

    /// Writes one message and flushes. Waits without limit; the caller bounds it.
    ///
    /// # Errors
    /// [`LinkError::Closed`] when nobody reads any more, [`LinkError::Io`] when writing fails otherwise.
    pub async fn send(&mut self, message: &Message) -> Result<(), LinkError> {
        self.drain().await?;
        self.pending = self.line(message).into();
        self.drain().await
    }

    fn line(&self, message: &Message) -> Vec<u8> {
        match self.fault.as_ref().and_then(|fault| Some((fault.now()?, &fault.text))) {
            Some((Flaw::Framing(framing), text)) => framing.line(message, text),
            _ => frame(message),
        }
    }

    /// Writes what is left and tells the reader that no more comes.
    ///
    /// # Errors
    /// As [`LineWriter::send`].
    pub async fn shutdown(&mut self) -> Result<(), LinkError> {
        self.drain().await?;
        self.output.shutdown().await.map_err(|error| self.failed(&error))
    }

    async fn drain(&mut self) -> Result<(), LinkError> {
        while self.pending.has_remaining() {
            match self.output.write_buf(&mut self.pending).await {
                Ok(1..) => {}
                Ok(0) => return Err(self.failed(&std::io::ErrorKind::WriteZero.into())),
                Err(error) => return Err(self.failed(&error)),
            }
        }
        self.output.flush().await.map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &std::io::Error) -> LinkError {
        let peer = self.peer.clone();
        match error.kind() {
            std::io::ErrorKind::BrokenPipe | std::io::ErrorKind::ConnectionReset => {
                LinkError::Closed { peer, waiting: "a message was sent to it".to_owned() }
            }
            _ => LinkError::Io { peer, what: format!("writing failed: {error}") },
        }
    }
}
