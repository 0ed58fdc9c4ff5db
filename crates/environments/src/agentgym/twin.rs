//! Our own world behind a server of ours.

use super::protocol::Protocol;
use super::settings::Settings;
use crate::{Environment, FAMILIES, Family, Step};
use serde_json::Value;

/// The world that a server of ours plays, played here as well. It knows what the protocol does not carry.
pub(super) struct Twin(pub(super) Box<dyn Environment>);

/// What a server of ours says that it plays: a family in its own settings, the seed, and the version of the program.
pub(super) fn claim(family: &str, seed: u64) -> String {
    format!("{family}/{seed}/{}", env!("CARGO_PKG_VERSION"))
}

/// Our family of this name, AgentGym's name or ours.
pub(super) fn own(environment: &str) -> Option<&'static dyn Family> {
    let id = Protocol::known(environment).map_or(environment, |protocol| protocol.family);
    FAMILIES.iter().copied().find(|family| family.id() == id)
}

/// The index that a server plays when it is asked for `index`.
pub(super) fn wrapped(protocol: &Protocol, index: usize, tasks: usize) -> usize {
    if protocol.wraps() { index.checked_rem(tasks).unwrap_or(index) } else { index }
}

impl Twin {
    /// The twin of task `index`, if the server says that it plays a world of ours as this program knows it.
    pub(super) fn of(settings: &Settings, said: &str, index: usize) -> Option<Self> {
        let family = own(&settings.environment)?;
        let seed = said.split('/').nth(1)?.parse().ok()?;
        if said != claim(family.id(), seed) {
            return None;
        }
        let tasks = family.tasks(&Value::Null).ok()?;
        let index = wrapped(&settings.protocol, index, tasks);
        family.open(index, seed, &Value::Null).ok().map(Self)
    }

    /// Whether this world would show the same at the start.
    pub(super) fn starts_with(&self, observation: &str) -> bool {
        self.0.observation().trim_end() == observation.trim_end()
    }

    /// Plays an action here as well; whether this world shows the same.
    pub(super) fn agrees(&mut self, action: &str, step: &Step) -> bool {
        let own = self.0.step(action);
        own.observation == step.observation && own.done == step.done
    }
}
