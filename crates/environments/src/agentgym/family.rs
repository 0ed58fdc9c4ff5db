//! The catalogue entry.

use super::settings::{ID, Settings};
use super::world::World;
use crate::{About, Environment, EnvironmentError, Family};
use serde_json::Value;

/// Environments on a server that speaks AgentGym's protocol. Settings: `{"url": "http://127.0.0.1:36001",
/// "environment": "textcraft"}` says where and what; `"dialect": "b"` how, for an environment that AgentGym does not
/// have; `"tasks": 20` how many tasks there are; `"timeout": 300` how many seconds one answer may take.
#[derive(Clone, Copy, Debug)]
pub struct AgentGym;

/// The catalogue's entry.
const ABOUT: About = About {
    id: ID,
    summary: "Play any environment that an AgentGym server offers over HTTP.",
    original: "Everything: the world is the server's.",
    ours: "Nothing but the way there.",
    source: "AgentGym's protocol (Xi et al. 2024, MIT)",
};

impl Family for AgentGym {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError> {
        Ok(Settings::read(settings)?.tasks)
    }

    fn waits(&self, _settings: &Value) -> bool {
        true
    }

    /// The server decides what a seed would; `seed` is not used.
    fn open(
        &self,
        index: usize,
        _seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
        let settings = Settings::read(settings)?;
        if index >= settings.tasks {
            return Err(EnvironmentError::Index {
                family: ID,
                index,
                last: settings.tasks.saturating_sub(1),
            });
        }
        Ok(Box::new(World::open(settings, index)?))
    }
}
