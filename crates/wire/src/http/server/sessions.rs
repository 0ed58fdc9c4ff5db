//! The links that stand behind a server: one a session, and one for the stateless era.
//!
//! Surface T03: a session is named by a keyed hash that no client can guess, but where that is the fault asked for. Their
//! number is bounded.

use super::reply::Refusal;
use super::switchboard::{Order, Switchboard};
use crate::fault::{Fault, Flaw, Stream};
use crate::{Limits, Link, LinkError};
use axum::http::StatusCode;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

/// Opens a fresh link to the service. Called inside a Tokio runtime.
pub trait Factory: Send + Sync + 'static {
    /// A link that nobody else uses.
    ///
    /// # Errors
    /// [`LinkError`] when the service cannot be reached; the client is told so.
    fn open(&self) -> Result<Box<dyn Link>, LinkError>;
}

impl<F: Fn() -> Result<Box<dyn Link>, LinkError> + Send + Sync + 'static> Factory for F {
    fn open(&self) -> Result<Box<dyn Link>, LinkError> {
        self()
    }
}

/// Sessions open at once.
const SESSIONS: usize = 1_024;

/// Orders that wait for one link.
const ORDERS: usize = 64;

/// All links of one server.
pub(super) struct Sessions {
    factory: Box<dyn Factory>,
    limits: Limits,
    fault: Option<Fault>,
    key: [u8; 32],
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    opened: u64,
    sessions: BTreeMap<String, mpsc::Sender<Order>>,
    shared: Option<mpsc::Sender<Order>>,
    tasks: JoinSet<()>,
    closed: bool,
}

impl Sessions {
    pub(super) fn new(factory: Box<dyn Factory>, limits: Limits, fault: Option<Fault>) -> Self {
        Self { factory, limits, fault, key: secret(), table: Mutex::default() }
    }

    /// Opens a session; answers its token.
    pub(super) fn open(&self) -> Result<(String, mpsc::Sender<Order>), Refusal> {
        // A service may be slow to open; the other sessions do not wait for it.
        let link = self.link()?;
        let mut table = self.table();
        table.sessions.retain(|_, orders| !orders.is_closed());
        if table.sessions.len() >= SESSIONS {
            return Err(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, -32603, "too many sessions are open"));
        }
        let orders = self.start(&mut table, link, false)?;
        table.opened += 1;
        let token = self.token(table.opened);
        table.sessions.insert(token.clone(), orders.clone());
        Ok((token, orders))
    }

    fn token(&self, number: u64) -> String {
        match self.fault.as_ref().and_then(|fault| Some((fault.now()?, &fault.text))) {
            Some((Flaw::Session(session), text)) => session.id(number, text),
            _ => blake3::keyed_hash(&self.key, &number.to_le_bytes()).to_hex().to_string(),
        }
    }

    /// How streams are spoiled now, and with which words.
    pub(super) fn stream(&self) -> Option<(Stream, &str)> {
        let fault = self.fault.as_ref()?;
        match fault.now()? {
            Flaw::Stream(stream) => Some((stream, &fault.text)),
            _ => None,
        }
    }

    /// The link of an open session.
    pub(super) fn find(&self, token: &str) -> Option<mpsc::Sender<Order>> {
        self.table().sessions.get(token).filter(|orders| !orders.is_closed()).cloned()
    }

    /// Ends a session; answers whether there was one. Its link is closed once its last order is carried out.
    pub(super) fn end(&self, token: &str) -> bool {
        self.table().sessions.remove(token).is_some()
    }

    /// The link that all clients of the stateless era share; opened again if it has ended.
    pub(super) fn shared(&self) -> Result<mpsc::Sender<Order>, Refusal> {
        let mut table = self.table();
        if let Some(orders) = table.shared.as_ref().filter(|orders| !orders.is_closed()) {
            return Ok(orders.clone());
        }
        let link = self.link()?;
        let orders = self.start(&mut table, link, true)?;
        table.shared = Some(orders.clone());
        Ok(orders)
    }

    /// Ends everything; answers the tasks that close the links.
    pub(super) fn close(&self) -> JoinSet<()> {
        let Table { tasks, .. } =
            std::mem::replace(&mut *self.table(), Table { closed: true, ..Table::default() });
        tasks
    }

    fn link(&self) -> Result<Box<dyn Link>, Refusal> {
        self.factory.open().map_err(|error| Refusal::new(StatusCode::BAD_GATEWAY, -32603, error.to_string()))
    }

    fn start(
        &self,
        table: &mut Table,
        link: Box<dyn Link>,
        shared: bool,
    ) -> Result<mpsc::Sender<Order>, Refusal> {
        if table.closed {
            return Err(Refusal::new(StatusCode::BAD_GATEWAY, -32603, "the server is closing"));
        }
        let (sender, orders) = mpsc::channel(ORDERS);
        while table.tasks.try_join_next().is_some() {}
        table.tasks.spawn(Switchboard::new(link, shared, self.limits, orders).run());
        Ok(sender)
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A key that no client can guess (surface T03). It names sessions only and never enters a trial.
fn secret() -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for round in 0_u64..4 {
        hasher.update(&RandomState::new().hash_one(round).to_le_bytes());
    }
    *hasher.finalize().as_bytes()
}
