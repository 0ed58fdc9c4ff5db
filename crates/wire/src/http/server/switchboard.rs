//! One link, many HTTP exchanges: which message of the service goes where.
//!
//! Surfaces T08 (an answer reaches the exchange whose id it bears, once), T11 (what nobody asked for is held in
//! bounded queues) and T12 (a reader that stalls is cut off and holds up nobody else).

use super::labels::{About, Original, token_in};
use super::names::Names;
use crate::{Id, Kind, Limits, Link, LinkError, METHOD_LISTEN, Message};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use tokio::sync::mpsc;
use tokio::time::timeout;

/// What an exchange wants of the link.
#[derive(Debug)]
pub(super) enum Order {
    /// Send a request; what belongs to it goes to `out`, its answer last.
    Ask { message: Message, out: mpsc::Sender<Message> },
    /// Send what has no answer.
    Tell(Message),
    /// From now on what belongs to no request goes here.
    Listen(mpsc::Sender<Message>),
}

/// Messages that wait for one slow reader. A reader further behind is cut off, so that it holds up nobody else.
pub(super) const WAITING: usize = 256;

/// Requests under way on one link.
const ASKS: usize = 1_024;

/// Failures of the service that a link survives.
const FAILURES: usize = 1_000;

/// Owns the link and carries out orders until everybody who may give one is gone or the link ends.
pub(super) struct Switchboard {
    link: Box<dyn Link>,
    limits: Limits,
    orders: mpsc::Receiver<Order>,
    asks: BTreeMap<Id, Ask>,
    listener: Option<mpsc::Sender<Message>>,
    backlog: VecDeque<Message>,
    /// Whether several clients share the link, so that ids may collide.
    shared: bool,
    names: Names,
    asked: u64,
    failures: usize,
}

struct Ask {
    serial: u64,
    out: mpsc::Sender<Message>,
    /// The progress token that the service knows, on a shared link.
    token: Option<Id>,
    /// What a label stands for, if the request bears one.
    original: Option<Original>,
    /// Whether it is a subscription, which the service has to hear the end of.
    subscribes: bool,
}

impl Switchboard {
    pub(super) fn new(
        link: Box<dyn Link>,
        shared: bool,
        limits: Limits,
        orders: mpsc::Receiver<Order>,
    ) -> Self {
        let (asks, backlog, names) = (BTreeMap::new(), VecDeque::new(), Names::default());
        Self { link, limits, orders, asks, listener: None, backlog, shared, names, asked: 0, failures: 0 }
    }

    /// Runs to the end and closes the link.
    pub(super) async fn run(mut self) {
        loop {
            tokio::select! {
                order = self.orders.recv() => match order {
                    Some(order) => self.carry_out(order).await,
                    None => break,
                },
                received = self.link.recv() => match received {
                    Ok(Some(message)) => self.route(message),
                    Ok(None) => break,
                    Err(error) if self.survives(&error) => {}
                    Err(_) => break,
                },
            }
        }
        // Nobody is left to hear about a failure to close.
        let _failed = self.link.close().await;
    }

    fn survives(&mut self, error: &LinkError) -> bool {
        self.failures += 1;
        let ended =
            matches!(error, LinkError::Closed { .. } | LinkError::Exited { .. } | LinkError::Io { .. });
        !ended && self.failures < FAILURES
    }

    async fn carry_out(&mut self, order: Order) {
        match order {
            Order::Ask { message, out } => self.ask(message, out).await,
            Order::Tell(message) => {
                // Cancellation names the id of another message, and ids are not unique on a shared link; in the
                // stateless era a client cancels by ending its exchange.
                let ambiguous = self.shared && message.method().as_deref() == Some("notifications/cancelled");
                if !ambiguous {
                    let _failed = self.send(message).await;
                }
            }
            Order::Listen(out) => {
                let waiting = std::mem::take(&mut self.backlog);
                self.listener = Some(out);
                waiting.into_iter().for_each(|message| self.unasked(message));
            }
        }
    }

    async fn ask(&mut self, message: Message, out: mpsc::Sender<Message>) {
        let Some(id) = message.id() else { return };
        self.forget().await;
        let refuse = |code, what| {
            let _gone = out.try_send(Message::error(&id, code, what));
        };
        if self.asks.len() >= ASKS {
            return refuse(-32603, "too many requests are under way");
        }
        if self.asks.contains_key(&id) && !self.shared {
            return refuse(-32600, "the id is in use by a request under way");
        }
        self.asked += 1;
        let token = if self.shared { token_in(&message) } else { None };
        let subscribes = message.method().is_some_and(|method| method == METHOD_LISTEN);
        let (label, token, message, original) = if self.shared && !self.names.take(&id, token.as_ref()) {
            let label = self.names.label();
            let Some((message, original)) = Original::replace(&message, &label) else { return };
            (label.clone(), token.map(|_| label), message, Some(original))
        } else {
            (id.clone(), token, message, None)
        };
        if self.send(message).await.is_err() {
            return refuse(-32603, "the service cannot be reached");
        }
        self.asks.insert(label, Ask { serial: self.asked, out, token, original, subscribes });
    }

    /// Forgets the requests of clients that hung up. A subscription would go on: the service is told that it is over.
    async fn forget(&mut self) {
        let gone = |ask: &Ask| ask.out.is_closed();
        let over = self.asks.iter().filter(|(_, ask)| gone(ask) && ask.subscribes);
        let over: Vec<Id> = over.map(|(label, _)| label.clone()).collect();
        self.asks.retain(|_, ask| !gone(ask));
        for label in over {
            let id: Value = serde_json::from_str(label.as_json()).unwrap_or_default();
            let _failed =
                self.send(Message::notification("notifications/cancelled", &json!({"requestId": id}))).await;
        }
    }

    async fn send(&mut self, message: Message) -> Result<(), LinkError> {
        let limit = self.limits.request();
        timeout(limit, self.link.send(message)).await.unwrap_or_else(|_| {
            let waiting = "by taking a message".to_owned();
            Err(LinkError::Timeout { peer: self.link.peer().to_owned(), waiting, limit })
        })
    }

    fn route(&mut self, message: Message) {
        let Some((label, ask)) = self.meant(&message) else {
            // On a shared link the client of an answered request is gone; its id means nothing to another.
            if !(self.shared && message.kind() == Kind::Response) {
                self.unasked(message);
            }
            return;
        };
        let answer = message.kind() == Kind::Response;
        let restored = match &ask.original {
            Some(original) => original.restore(&message, &label),
            None => message,
        };
        let cut_off = ask.out.try_send(restored).is_err();
        // A subscription whose reader is gone stays until the service was told.
        if answer || (cut_off && !ask.out.is_closed()) || (cut_off && !ask.subscribes) {
            self.asks.remove(&label);
        }
    }

    /// The request that a message belongs to.
    fn meant(&self, message: &Message) -> Option<(Id, &Ask)> {
        if !self.shared && message.kind() != Kind::Response {
            return None;
        }
        let found = match About::of(message)? {
            About::Request(id) => self.asks.get_key_value(&id),
            About::Progress(token) => self.asks.iter().find(|(_, ask)| ask.token.as_ref() == Some(&token)),
        };
        found.map(|(label, ask)| (label.clone(), ask))
    }

    /// A message that names no request goes with the newest one under way, else to the listener, else it waits.
    fn unasked(&mut self, message: Message) {
        let newest = self.asks.values().filter(|ask| !ask.out.is_closed()).max_by_key(|ask| ask.serial);
        let out = newest.map(|ask| &ask.out).or(self.listener.as_ref());
        let message = match out.map(|out| out.try_send(message.clone())) {
            Some(Ok(())) => return,
            _ => message,
        };
        if self.backlog.len() == WAITING {
            self.backlog.pop_front();
        }
        self.backlog.push_back(message);
    }
}
