//! The catalogue entry.

use super::kinds::{self, TASKS};
use super::world::World;
use crate::{About, Environment, EnvironmentError, Family, SciWorldOriginal};
use serde_json::Value;

/// The family of science labs. Settings: `{"original": "auto"}` plays the original simulator instead of ours, with the
/// settings of [`SciWorldOriginal`].
#[derive(Clone, Copy, Debug)]
pub struct SciWorld;

/// The catalogue's entry.
const ABOUT: About = About {
    id: "sciworld",
    summary: "Do small science experiments in a house: heat, measure, mix, wire, grow, find.",
    original: "The shape of actions, sentences and scores of ScienceWorld, and the names of 23 of its kinds of task. The \
               simulator itself is not the original.",
    ours: "The simulator, the house, all tasks and their points, the kind `grow-plant`, the native tools, and notes to \
           the office.",
    source: "after ScienceWorld (Wang et al. 2022, Apache-2.0) as served by AgentGym (MIT)",
};

impl Family for SciWorld {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError> {
        if original(settings) {
            return SciWorldOriginal.tasks(settings);
        }
        self.check(settings)?;
        Ok(TASKS)
    }

    fn goals_by_index(&self, settings: &Value) -> Result<Value, EnvironmentError> {
        if original(settings) { SciWorldOriginal.goals_by_index(settings) } else { Ok(Value::Null) }
    }

    fn waits(&self, settings: &Value) -> bool {
        original(settings)
    }

    fn open(
        &self,
        index: usize,
        seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
        if original(settings) {
            return SciWorldOriginal.open(index, seed, settings);
        }
        self.check(settings)?;
        let unknown = EnvironmentError::Index { family: self.id(), index, last: TASKS.saturating_sub(1) };
        if index >= TASKS {
            return Err(unknown);
        }
        let opened = kinds::open(index, seed).ok_or(unknown)?;
        Ok(Box::new(World::new(index, opened)))
    }
}

impl SciWorld {
    fn check(self, settings: &Value) -> Result<(), EnvironmentError> {
        if settings.is_null() || settings.as_object().is_some_and(serde_json::Map::is_empty) {
            return Ok(());
        }
        let what =
            "the one setting is `original`, for the original simulator; leave settings out to play ours";
        Err(EnvironmentError::Settings { family: self.id(), what: what.to_owned() })
    }
}

/// Whether these settings ask for the original.
fn original(settings: &Value) -> bool {
    settings.get("original").is_some()
}
