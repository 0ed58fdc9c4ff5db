//! The catalogue entry.

use super::kinds::{self, TASKS};
use super::world::World;
use crate::{About, Environment, EnvironmentError, Family};
use serde::Deserialize;
use serde_json::Value;

/// The family of science labs. It has no settings.
#[derive(Clone, Copy, Debug)]
pub struct SciWorld;

/// The family's settings.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {}

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
        self.check(settings)?;
        Ok(TASKS)
    }

    fn open(
        &self,
        index: usize,
        seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
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
    fn check(self, settings: &Value) -> Result<Settings, EnvironmentError> {
        let settings = Option::<Settings>::deserialize(settings).map_err(|error| {
            let what = format!("{error}; this environment has no settings, leave them out");
            EnvironmentError::Settings { family: self.id(), what }
        })?;
        Ok(settings.unwrap_or_default())
    }
}
