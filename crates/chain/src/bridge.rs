//! A chain between two real links.

use crate::{Chain, Direction, LayerError};
use std::collections::BTreeSet;
use std::time::Duration;
use tokio::time::{Instant, sleep_until, timeout, timeout_at};
use wire::{Id, Kind, Link, LinkError, METHOD_LISTEN, Message};

/// How long a side may take to accept one message. A peer that writes and never reads would hold both sides.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a service may still answer once the host has closed.
const LAST_ANSWERS: Duration = Duration::from_secs(2);

/// How a bridge ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bridged {
    /// The host's side closed.
    HostClosed,
    /// The service's side closed.
    ServerClosed,
}

/// Carries messages between a host and a service until one of them closes, then closes both. What a side sent before
/// it closed is still delivered, and a host that only closed its own direction still gets its answers.
///
/// A broken rule that the link survives ends neither side: it is passed to `strange`.
///
/// # Errors
/// [`LinkError`] of the side that failed, or that took no message for a minute.
pub async fn bridge(
    chain: Chain,
    host: &mut dyn Link,
    server: &mut dyn Link,
    strange: impl FnMut(&LinkError),
) -> Result<Bridged, LinkError> {
    let mut crossing = Crossing { chain, host, server, waiting: BTreeSet::new() };
    let ended = crossing.run(strange).await;
    let (first, second) = (crossing.host.close().await, crossing.server.close().await);
    let ended = ended?;
    first.and(second).map(|()| ended)
}

/// A bridge with traffic on it.
struct Crossing<'l> {
    chain: Chain,
    host: &'l mut dyn Link,
    server: &'l mut dyn Link,
    /// Requests that reached the service and are not answered yet.
    waiting: BTreeSet<Id>,
}

impl Crossing<'_> {
    async fn run(&mut self, mut strange: impl FnMut(&LinkError)) -> Result<Bridged, LinkError> {
        loop {
            let deadline = self.chain.deadline();
            let (direction, received) = tokio::select! {
                received = self.host.recv() => (Direction::ToServer, received),
                received = self.server.recv() => (Direction::ToHost, received),
                () = sleep_until(deadline.unwrap_or_else(Instant::now)), if deadline.is_some() => {
                    self.tick().await?;
                    continue;
                }
            };
            match (received, direction) {
                (Ok(Some(message)), _) => self.carry(direction, message).await?,
                (Ok(None), Direction::ToServer) => {
                    self.last_answers().await;
                    return Ok(Bridged::HostClosed);
                }
                (Ok(None), Direction::ToHost) => return Ok(Bridged::ServerClosed),
                (Err(error), _) if error.is_survivable() => strange(&error),
                (Err(error), _) => return Err(error),
            }
        }
    }

    /// Delivers what is still answered. The session is over, so that nothing that fails here matters any more.
    async fn last_answers(&mut self) {
        let until = Instant::now() + LAST_ANSWERS;
        while !self.waiting.is_empty() {
            let Ok(Ok(Some(message))) = timeout_at(until, self.server.recv()).await else { return };
            let Ok(Ok(())) = timeout_at(until, self.carry(Direction::ToHost, message)).await else { return };
        }
    }

    async fn carry(&mut self, direction: Direction, message: Message) -> Result<(), LinkError> {
        let out = self.chain.carry(direction, message).await.map_err(|error| failed(&error))?;
        self.hand_out(out).await
    }

    /// Nothing came until a layer's deadline.
    async fn tick(&mut self) -> Result<(), LinkError> {
        let out = self.chain.tick(Instant::now()).await.map_err(|error| failed(&error))?;
        self.hand_out(out).await
    }

    async fn hand_out(&mut self, out: Vec<(Direction, Message)>) -> Result<(), LinkError> {
        for (way, message) in out {
            match (way, message.kind(), message.id()) {
                // A subscription is open as long as the session: nobody waits for its answer.
                (Direction::ToServer, Kind::Request, Some(id))
                    if message.method().is_none_or(|method| method != METHOD_LISTEN) =>
                {
                    self.waiting.insert(id);
                }
                (Direction::ToHost, Kind::Response, Some(id)) => {
                    self.waiting.remove(&id);
                }
                _ => {}
            }
            let link = if way == Direction::ToServer { &mut *self.server } else { &mut *self.host };
            hand(link, message).await?;
        }
        Ok(())
    }
}

fn failed(error: &LayerError) -> LinkError {
    LinkError::Io { peer: "the chain".into(), what: error.to_string() }
}

async fn hand(link: &mut dyn Link, message: Message) -> Result<(), LinkError> {
    timeout(PATIENCE, link.send(message)).await.unwrap_or_else(|_| {
        let waiting = "a message by taking it".to_owned();
        Err(LinkError::Timeout { peer: link.peer().to_owned(), waiting, limit: PATIENCE })
    })
}
