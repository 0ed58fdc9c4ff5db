//! AgentGym over HTTP: our client, our server, and the originals where they are.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may fail")]

mod client;
mod originals;
mod server;

use environments::{AgentGym, AgentGymLimits, AgentGymOffer, AgentGymServer, Environment, Family};
use serde_json::{Value, json};

/// A server of ours with the runtime that it runs on.
pub(crate) struct Ours {
    pub(crate) url: String,
    server: AgentGymServer,
    runtime: tokio::runtime::Runtime,
}

impl Ours {
    pub(crate) fn start(offer: &AgentGymOffer, limits: AgentGymLimits) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let server =
            runtime.block_on(AgentGymServer::bind(([127, 0, 0, 1], 0).into(), offer, limits)).unwrap();
        Self { url: server.url(), server, runtime }
    }

    /// A server with one family at the root.
    pub(crate) fn of(family: &str) -> Self {
        let offer = AgentGymOffer { environment: Some(family.to_owned()), ..AgentGymOffer::default() };
        Self::start(&offer, AgentGymLimits::default())
    }

    pub(crate) fn close(mut self) {
        self.runtime.block_on(self.server.close());
    }
}

/// Opens a task through the protocol. Our families have as many tasks as they have, not as many as the originals.
pub(crate) fn open(url: &str, environment: &str, index: usize) -> Box<dyn Environment> {
    try_open(&json!({"url": url, "environment": environment, "timeout": 20, "tasks": 1_000_000}), index)
        .unwrap()
}

pub(crate) fn try_open(settings: &Value, index: usize) -> Result<Box<dyn Environment>, String> {
    AgentGym.open(index, 0, settings).map_err(|error| error.to_string())
}
