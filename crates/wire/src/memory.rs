//! Two ends joined in memory.

use crate::{Link, LinkError, Message};
use async_trait::async_trait;
use tokio::sync::mpsc;

/// One end of a pair made by [`memory_pair`].
#[derive(Debug)]
pub struct MemoryLink {
    peer: String,
    out: Option<mpsc::Sender<Message>>,
    inbox: mpsc::Receiver<Message>,
}

/// Joins two ends by bounded queues of 64 messages. `names` are the labels that each end has for the other.
pub fn memory_pair(names: [&str; 2]) -> (MemoryLink, MemoryLink) {
    let [first, second] = names.map(str::to_owned);
    let (to_second, from_first) = mpsc::channel(64);
    let (to_first, from_second) = mpsc::channel(64);
    (
        MemoryLink { peer: first, out: Some(to_second), inbox: from_second },
        MemoryLink { peer: second, out: Some(to_first), inbox: from_first },
    )
}

#[async_trait]
impl Link for MemoryLink {
    fn peer(&self) -> &str {
        &self.peer
    }

    async fn send(&mut self, message: Message) -> Result<(), LinkError> {
        let closed =
            || LinkError::Closed { peer: self.peer.clone(), waiting: "a message was sent to it".into() };
        let out = self.out.as_ref().ok_or_else(closed)?;
        out.send(message).await.map_err(|_| closed())
    }

    async fn recv(&mut self) -> Result<Option<Message>, LinkError> {
        Ok(self.inbox.recv().await)
    }

    async fn close(&mut self) -> Result<(), LinkError> {
        self.out = None;
        self.inbox.close();
        Ok(())
    }
}
