//! One end of a connection.

use crate::http::Copied;
use crate::{LinkError, Message};
use async_trait::async_trait;

/// One end of a connection that carries whole messages in order.
///
/// 1. `send` answers once the message is handed over, not once it is answered.
/// 2. `recv` answers the next message, or `None` once the peer has closed in good order.
/// 3. `recv` is cancel-safe: dropping its future loses no message.
/// 4. `close` ends the connection and whatever stands behind it (a child process is gone afterwards).
/// 5. Every wait inside is bounded by the link's [`crate::Limits`] or by the caller.
#[async_trait]
pub trait Link: Send {
    /// The host's label for the other side, for errors.
    fn peer(&self) -> &str;
    /// Hands a message over.
    async fn send(&mut self, message: Message) -> Result<(), LinkError>;
    /// Waits for the next message.
    async fn recv(&mut self) -> Result<Option<Message>, LinkError>;
    /// Ends the connection.
    async fn close(&mut self) -> Result<(), LinkError>;
    /// Starts again what stands behind a connection that broke. By default nothing can be.
    async fn restart(&mut self) -> Result<(), LinkError> {
        Err(LinkError::Io { peer: self.peer().to_owned(), what: "it cannot be started again".into() })
    }
    /// What the other side wrote beside its messages (standard error, surface P06) since the last call: at most its
    /// last 8 KiB, hostile, as it stood. By default nothing.
    fn aside(&mut self) -> String {
        String::new()
    }
    /// Whether messages have headers, into which arguments can be copied. By default they have none.
    fn copies_arguments(&self) -> bool {
        false
    }
    /// Says which arguments of calls go into headers as well from now on, where there are headers.
    fn copy_arguments(&mut self, _copied: &Copied) {}
}

#[async_trait]
impl<L: Link + ?Sized> Link for Box<L> {
    fn peer(&self) -> &str {
        (**self).peer()
    }

    async fn send(&mut self, message: Message) -> Result<(), LinkError> {
        (**self).send(message).await
    }

    async fn recv(&mut self) -> Result<Option<Message>, LinkError> {
        (**self).recv().await
    }

    async fn close(&mut self) -> Result<(), LinkError> {
        (**self).close().await
    }

    async fn restart(&mut self) -> Result<(), LinkError> {
        (**self).restart().await
    }

    fn aside(&mut self) -> String {
        (**self).aside()
    }

    fn copies_arguments(&self) -> bool {
        (**self).copies_arguments()
    }

    fn copy_arguments(&mut self, copied: &Copied) {
        (**self).copy_arguments(copied);
    }
}
