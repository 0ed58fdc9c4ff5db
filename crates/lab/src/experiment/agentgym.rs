//! Servers that speak AgentGym's protocol.

use super::{Named, Tasks};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The connector that leads there.
const CONNECTOR: &str = "agentgym";

/// A server of AgentGym's: the environment `agentgym` by its address. The entry begins with `agentgym`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgentGymService {
    /// Address of the server: `http://127.0.0.1:36001`.
    pub agentgym: String,
    /// The host's label for it. Default: `agentgym`.
    #[serde(default)]
    pub name: Option<String>,
    /// What it plays, by AgentGym's name or ours, which decides dialect, parameters and rewards.
    #[serde(default)]
    pub environment: Option<String>,
    /// `a` or `b`: how it speaks, for an environment that AgentGym does not have.
    #[serde(default)]
    pub dialect: Option<String>,
    /// A number of tasks, evenly spaced, or a list of indices. Default: 1.
    #[serde(default)]
    pub tasks: Tasks,
    /// Seconds that one answer may take.
    #[serde(default)]
    pub timeout: Option<u64>,
}

impl AgentGymService {
    /// The host's label for it.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(CONNECTOR)
    }

    /// The same as an entry of `environments`.
    pub fn entry(&self) -> Named {
        let written = [
            ("url", Some(self.agentgym.clone().into())),
            ("environment", self.environment.clone().map(Value::from)),
            ("dialect", self.dialect.clone().map(Value::from)),
            ("timeout", self.timeout.map(Value::from)),
            ("tasks", serde_json::to_value(&self.tasks).ok()),
        ];
        let written = written.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Named { id: CONNECTOR.to_owned(), settings: written.collect::<Map<_, _>>().into() }
    }
}
