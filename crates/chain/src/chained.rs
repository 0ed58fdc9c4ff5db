//! A link with a chain in front of it.

use crate::{Chain, Direction, LayerError};
use async_trait::async_trait;
use std::collections::VecDeque;
use tokio::time::{Instant, timeout_at};
use wire::http::Copied;
use wire::{Link, LinkError, Message};

/// What a host holds in the lab: the service's link, seen through a chain. Needs no task of its own.
///
/// `recv` is as cancel-safe as the layers are: a layer that waits inside `pass` may lose the message at hand when
/// the wait is given up.
pub struct Chained {
    chain: Chain,
    link: Box<dyn Link>,
    inbox: VecDeque<Message>,
    outbox: VecDeque<Message>,
}

impl Chained {
    /// Puts a chain in front of a link.
    pub fn new(chain: Chain, link: Box<dyn Link>) -> Self {
        Self { chain, link, inbox: VecDeque::new(), outbox: VecDeque::new() }
    }

    /// Carries a message. What leaves the chain is kept before anything waits, so that giving up the wait loses
    /// nothing that is bound for the host.
    async fn carry(&mut self, direction: Direction, message: Message) -> Result<(), LinkError> {
        let out = self.chain.carry(direction, message).await.map_err(|error| self.failed(&error))?;
        self.hand_out(out).await
    }

    async fn hand_out(&mut self, out: Vec<(Direction, Message)>) -> Result<(), LinkError> {
        for (way, message) in out {
            match way {
                Direction::ToServer => self.outbox.push_back(message),
                Direction::ToHost => self.inbox.push_back(message),
            }
        }
        self.flush().await
    }

    /// Nothing came until a layer's deadline.
    async fn tick(&mut self) -> Result<(), LinkError> {
        let out = self.chain.tick(Instant::now()).await.map_err(|error| self.failed(&error))?;
        self.hand_out(out).await
    }

    /// Sends what waits for the service. Each message is tried once: a call made twice does more harm than one lost.
    async fn flush(&mut self) -> Result<(), LinkError> {
        while let Some(message) = self.outbox.pop_front() {
            self.link.send(message).await?;
        }
        Ok(())
    }

    fn failed(&self, error: &LayerError) -> LinkError {
        LinkError::Io { peer: self.link.peer().to_owned(), what: error.to_string() }
    }
}

#[async_trait]
impl Link for Chained {
    fn peer(&self) -> &str {
        self.link.peer()
    }

    async fn send(&mut self, message: Message) -> Result<(), LinkError> {
        self.carry(Direction::ToServer, message).await
    }

    async fn recv(&mut self) -> Result<Option<Message>, LinkError> {
        loop {
            if let Some(message) = self.inbox.pop_front() {
                return Ok(Some(message));
            }
            self.flush().await?;
            let received = match self.chain.deadline() {
                None => self.link.recv().await,
                Some(until) => match timeout_at(until, self.link.recv()).await {
                    Ok(received) => received,
                    Err(_) => {
                        self.tick().await?;
                        continue;
                    }
                },
            };
            let Some(message) = received? else { return Ok(None) };
            self.carry(Direction::ToHost, message).await?;
        }
    }

    async fn close(&mut self) -> Result<(), LinkError> {
        self.link.close().await
    }

    /// The layers stay: to them it is the same session of the host.
    async fn restart(&mut self) -> Result<(), LinkError> {
        self.outbox.clear();
        self.link.restart().await
    }

    fn aside(&mut self) -> String {
        self.link.aside()
    }

    fn copies_arguments(&self) -> bool {
        self.link.copies_arguments()
    }

    fn copy_arguments(&mut self, copied: &Copied) {
        self.link.copy_arguments(copied);
    }
}
