//! What is played.

use environments::{Act, Environment, Family, Shape};
use serde_json::Value;

/// One task and what is done in it.
pub(crate) struct Episode {
    pub(crate) index: usize,
    pub(crate) settings: Value,
    pub(crate) script: Script,
}

/// Actions in AgentGym's shape, or calls of native tools.
pub(crate) enum Script {
    Actions(Vec<String>),
    Calls(Vec<Act>),
}

impl Script {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Actions(actions) => actions.len(),
            Self::Calls(calls) => calls.len(),
        }
    }
}

impl Episode {
    /// Every task of our own with its solution.
    pub(crate) fn solved(family: &dyn Family, shape: Shape) -> Vec<Self> {
        let tasks = family.tasks(&Value::Null).expect("tasks of our own");
        let solved = |index| {
            let mut episode = Self { index, settings: Value::Null, script: Script::Calls(Vec::new()) };
            let calls = episode.open(family).solution(shape).calls;
            let action = |act: &Act| act.arguments.get("action").and_then(Value::as_str).map(str::to_owned);
            episode.script = match shape {
                Shape::Native => Script::Calls(calls),
                Shape::AgentGym => Script::Actions(calls.iter().filter_map(action).collect()),
            };
            episode
        };
        (0..tasks).map(solved).collect()
    }

    pub(crate) fn open(&self, family: &dyn Family) -> Box<dyn Environment> {
        family.open(self.index, 0, &self.settings).expect("a task that there is")
    }
}
