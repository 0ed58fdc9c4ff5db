//! A link over any pair of byte streams.

use super::{LineReader, LineWriter};
use crate::fault::Fault;
use crate::{Limits, Link, LinkError, Message};
use async_trait::async_trait;
use std::future::Future;
use tokio::io::{AsyncRead, AsyncWrite, Stdin, Stdout};
use tokio::time::timeout;

/// A link over a stream to read from and one to write to. Surfaces T06, T07 and, while sending, T12.
///
/// While it waits to write it reads ahead (up to one message's limit), so two peers that both write first do not
/// hold each other up.
#[derive(Debug)]
pub struct StreamLink<R, W> {
    peer: String,
    limits: Limits,
    reader: LineReader<R>,
    writer: Option<LineWriter<W>>,
}

/// This process's own standard input and output: the client that started us is the peer.
///
/// Reading standard input occupies a thread that cannot be interrupted; a program that ends before its client
/// closes the pipe should leave by `std::process::exit` or `Runtime::shutdown_background`.
pub type StdioServer = StreamLink<Stdin, Stdout>;

impl StdioServer {
    /// The link to the client that started this process. Nothing else may write to standard output.
    pub fn stdio(limits: Limits) -> Self {
        Self::new(tokio::io::stdin(), tokio::io::stdout(), "the client on standard input", limits)
    }
}

impl<R: AsyncRead + Unpin + Send, W: AsyncWrite + Unpin + Send> StreamLink<R, W> {
    /// Joins two streams to a link; `peer` is the label of the other side in errors.
    pub fn new(input: R, output: W, peer: impl Into<String>, limits: Limits) -> Self {
        let peer = peer.into();
        let reader = LineReader::new(input, peer.clone(), limits);
        let writer = Some(LineWriter::new(output, peer.clone()));
        Self { peer, limits, reader, writer }
    }

    /// The same link with a fault, which spoils what it sends if it is one of framing.
    #[must_use]
    pub fn faulty(self, fault: Fault) -> Self {
        Self { writer: self.writer.map(|writer| writer.faulty(fault)), ..self }
    }
}

#[async_trait]
impl<R: AsyncRead + Unpin + Send, W: AsyncWrite + Unpin + Send> Link for StreamLink<R, W> {
    fn peer(&self) -> &str {
        &self.peer
    }

    async fn send(&mut self, message: Message) -> Result<(), LinkError> {
        let limit = self.limits.request();
        let Some(writer) = &mut self.writer else {
            let waiting = "a message was sent over the closed link".to_owned();
            return Err(LinkError::Closed { peer: self.peer.clone(), waiting });
        };
        let written = read_ahead(writer.send(&message), &mut self.reader);
        timeout(limit, written).await.unwrap_or_else(|_| {
            let waiting = "by reading the message that was sent to it".to_owned();
            Err(LinkError::Timeout { peer: self.peer.clone(), waiting, limit })
        })
    }

    async fn recv(&mut self) -> Result<Option<Message>, LinkError> {
        self.reader.next().await
    }

    async fn close(&mut self) -> Result<(), LinkError> {
        let Some(mut writer) = self.writer.take() else { return Ok(()) };
        match timeout(self.limits.stop(), read_ahead(writer.shutdown(), &mut self.reader)).await {
            Ok(Ok(()) | Err(LinkError::Closed { .. })) | Err(_) => Ok(()),
            Ok(Err(error)) => Err(error),
        }
    }
}

/// Finishes `work`, taking in meanwhile what the peer writes. A failure to read is left for the reader to tell.
async fn read_ahead<R: AsyncRead + Unpin + Send, T>(
    work: impl Future<Output = T>,
    reader: &mut LineReader<R>,
) -> T {
    tokio::pin!(work);
    loop {
        let room = reader.has_room();
        tokio::select! {
            biased;
            done = &mut work => return done,
            _ = reader.fill(), if room => {}
        }
    }
}
