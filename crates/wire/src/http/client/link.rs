//! The link to a server at an address.

use super::connection::Connection;
use super::read::Asked;
use super::target::HttpTarget;
use crate::http::Copied;
use crate::http::mirror::at;
use crate::{Id, Kind, Limits, Link, LinkError, METHOD_LISTEN, Message};
use async_trait::async_trait;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::timeout;

/// A server reached by Streamable HTTP, in either era.
///
/// - A request is POSTed by a task of its own, so several may be under way; `recv` answers whatever came first.
/// - A status that is no success is [`LinkError::Http`], from `recv` for a request and from `send` for anything
///   else. A JSON-RPC error in its body is the message it is.
/// - In the initialize era the session id and the version go with every message, and a GET stream is opened after
///   `notifications/initialized`. In the stateless era the headers mirror each message.
/// - A subscription is an exchange that stays open. It ends with the link, or when a cancellation is sent for it, which
///   closes its stream and goes no further. No request waits for it, so that its failure is a broken rule and no more.
#[derive(Debug)]
pub struct HttpClient {
    connection: Arc<Connection>,
    inbox: mpsc::Receiver<Result<Message, LinkError>>,
    tasks: JoinSet<()>,
    /// Exchanges that are subscriptions.
    subscriptions: BTreeMap<Id, AbortHandle>,
    closed: bool,
}

/// Exchanges under way at once. One more waits for the first of them to end.
const EXCHANGES: usize = 64;

/// Messages that wait to be received; while so many wait, no more are read from the network.
const WAITING: usize = 64;

impl HttpClient {
    /// A link to `target`. Nothing is sent yet. Must be used inside a Tokio runtime.
    ///
    /// # Errors
    /// [`LinkError::Http`] when the address or a header cannot be used.
    pub fn new(target: &HttpTarget, limits: Limits) -> Result<Self, LinkError> {
        let (sender, inbox) = mpsc::channel(WAITING);
        let connection = Arc::new(Connection::new(target, limits, sender)?);
        let (tasks, subscriptions) = (JoinSet::new(), BTreeMap::new());
        Ok(Self { connection, inbox, tasks, subscriptions, closed: false })
    }

    /// Waits until one more exchange may start.
    async fn slot(&mut self) -> Result<(), LinkError> {
        while self.tasks.try_join_next().is_some() {}
        if self.tasks.len() < EXCHANGES {
            return Ok(());
        }
        let limit = self.connection.limits.request();
        match timeout(limit, self.tasks.join_next()).await {
            Ok(_) => Ok(()),
            Err(_) => {
                let waiting = format!("any of {EXCHANGES} requests");
                Err(LinkError::Timeout { peer: self.connection.peer.clone(), waiting, limit })
            }
        }
    }

    /// Ends the subscription that a cancellation is for, if it is for one: in this transport by hanging up.
    fn hangs_up(&mut self, message: &Message) -> bool {
        let cancels = message.method().is_some_and(|method| method == "notifications/cancelled");
        if self.subscriptions.is_empty() || !cancels {
            return false;
        }
        let tape = message.tape();
        let node = at(message, &["params", "requestId"]).and_then(|id| tape.node(id));
        let id = node.map(|node| Id::raw(node.span.of(message.as_str())));
        let exchange = id.and_then(|id| self.subscriptions.remove(&id));
        exchange.map(|exchange| exchange.abort()).is_some()
    }

    /// Sends what has no answer and waits until the server has accepted it, so that order is kept.
    async fn tell(&mut self, message: &Message) -> Result<(), LinkError> {
        let response = self.connection.post(message).await?;
        let asked = Asked::by(message);
        let connection = Arc::clone(&self.connection);
        if !response.status().is_success() {
            return connection.take(response, &asked).await;
        }
        self.tasks.spawn(async move {
            if let Err(error) = connection.take(response, &asked).await {
                connection.deliver(Err(error)).await;
            }
        });
        if message.method().as_deref() == Some("notifications/initialized") {
            let connection = Arc::clone(&self.connection);
            self.tasks.spawn(async move { connection.unasked().await });
        }
        Ok(())
    }
}

#[async_trait]
impl Link for HttpClient {
    fn peer(&self) -> &str {
        &self.connection.peer
    }

    async fn send(&mut self, message: Message) -> Result<(), LinkError> {
        if self.closed {
            let waiting = "a message was sent over the closed link".to_owned();
            return Err(LinkError::Closed { peer: self.connection.peer.clone(), waiting });
        }
        if self.hangs_up(&message) {
            return Ok(());
        }
        self.slot().await?;
        if message.kind() != Kind::Request {
            return self.tell(&message).await;
        }
        let subscribes = message.method().is_some_and(|method| method == METHOD_LISTEN);
        let id = message.id().filter(|_| subscribes);
        let connection = Arc::clone(&self.connection);
        let exchange = self.tasks.spawn(async move { connection.exchange(&message).await });
        if let Some(id) = id {
            self.subscriptions.retain(|_, exchange| !exchange.is_finished());
            self.subscriptions.insert(id, exchange);
        }
        Ok(())
    }

    async fn recv(&mut self) -> Result<Option<Message>, LinkError> {
        if self.closed {
            return Ok(None);
        }
        self.inbox.recv().await.transpose()
    }

    fn copies_arguments(&self) -> bool {
        true
    }

    fn copy_arguments(&mut self, copied: &Copied) {
        self.connection.copy(copied);
    }

    async fn close(&mut self) -> Result<(), LinkError> {
        if !std::mem::replace(&mut self.closed, true) {
            self.tasks.shutdown().await;
            self.connection.end().await;
        }
        Ok(())
    }
}
