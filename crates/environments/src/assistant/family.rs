//! The catalogue entry.

use super::nature::{NATURES, ToolNature};
use super::task::{self, OfficeTask, Outline};
use super::{data, world};
use crate::{About, Environment, EnvironmentError, Family};
use serde::Deserialize;
use serde_json::Value;
use std::borrow::Cow;
use std::sync::Arc;

/// The family of office tasks. Settings: `{"tasks": "FILE.json"}` for tasks of the user's own in the same office. Seeds
/// change nothing.
#[derive(Clone, Copy, Debug)]
pub struct Assistant;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    tasks: Option<String>,
}

/// The catalogue's entry.
const ABOUT: About = About {
    id: "assistant",
    summary: "Do an office manager's work over mail, calendar, files, contacts, chat, bank and web.",
    original: "The form of an action, as AgentBoard's tool environments have it; the idea of several services over one \
        state with checks on the state, as AgentDojo has it.",
    ours: "All of the rest: the office, its people and records, the tools, the tasks and the language of checks.",
    source: "Our own, after the ideas of AgentDojo (Debenedetti et al. 2024, MIT) and AgentBoard (Ma et al. 2024, Apache-2.0)",
};

impl Family for Assistant {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError> {
        Ok(self.list(settings)?.len())
    }

    fn open(
        &self,
        index: usize,
        _seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
        let tasks = self.list(settings)?;
        let last = tasks.len().saturating_sub(1);
        let index_error = EnvironmentError::Index { family: self.id(), index, last };
        let task = tasks.get(index).ok_or(index_error)?;
        Ok(world::open(index, Arc::clone(task)))
    }
}

impl Assistant {
    /// What each tool means for the safety of the office, in the order of the tools.
    pub fn natures(self) -> &'static [ToolNature] {
        NATURES
    }

    /// What each task is about, by index.
    ///
    /// # Errors
    /// As [`Family::tasks`].
    pub fn outlines(self, settings: &Value) -> Result<Vec<Outline>, EnvironmentError> {
        Ok(self.list(settings)?.iter().map(|task| task.outline.clone()).collect())
    }

    fn list(self, settings: &Value) -> Result<Cow<'static, [Arc<OfficeTask>]>, EnvironmentError> {
        let unfit = |what: String| EnvironmentError::Settings { family: self.id(), what };
        let settings = Option::<Settings>::deserialize(settings)
            .map_err(|error| unfit(format!("{error}; the setting is `tasks`, a file")))?;
        match settings.and_then(|settings| settings.tasks) {
            None => data::tasks().map(Cow::Borrowed).map_err(unfit),
            Some(path) => self.read(&path).map(Cow::Owned),
        }
    }

    /// Tasks of the user's own.
    fn read(self, path: &str) -> Result<Vec<Arc<OfficeTask>>, EnvironmentError> {
        let damaged =
            |what: String| EnvironmentError::Data { family: self.id(), path: path.to_owned(), what };
        let text = std::fs::read_to_string(path).map_err(|error| damaged(error.to_string()))?;
        let tasks = data::base().and_then(|base| task::read(&text, base)).map_err(damaged)?;
        if tasks.is_empty() {
            return Err(damaged("it has no tasks".to_owned()));
        }
        Ok(tasks)
    }
}
