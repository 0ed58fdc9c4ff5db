//! The catalogue entry.

use super::generate::{self, TASKS};
use super::reader::Files;
use super::world;
use crate::agentboard::two_files;
use crate::{About, Environment, EnvironmentError, Family};
use serde_json::Value;

/// The family of to-do lists. Settings: `{"tasks": "FILE.jsonl", "projects": "FILE.json"}`, both or none, for the
/// original's tasks.
#[derive(Clone, Copy, Debug)]
pub struct TodoList;

/// The catalogue's entry.
const ABOUT: About = About {
    id: "todolist",
    summary: "Answer questions about a user's to-do list and change it as asked.",
    original: "Actions, texts and the reward over the whole state.",
    ours: "Projects, tasks and questions, the native tools, and invitations by mail.",
    source: "TODOList of AgentBoard (Ma et al. 2024, code Apache-2.0) as served by AgentGym (MIT)",
};

impl Family for TodoList {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError> {
        Ok(self.files(settings)?.map_or(TASKS, |files| files.tasks()))
    }

    fn open(
        &self,
        index: usize,
        seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
        let files = self.files(settings)?;
        let count = files.as_ref().map_or(TASKS, Files::tasks);
        let opened = match files {
            Some(files) => files.open(index),
            None => (index < TASKS).then(|| generate::open(index, seed)),
        };
        let (account, goal) = opened.ok_or(EnvironmentError::Index {
            family: self.id(),
            index,
            last: count.saturating_sub(1),
        })?;
        Ok(world::open(index, account, goal))
    }
}

impl TodoList {
    fn files(self, settings: &Value) -> Result<Option<Files>, EnvironmentError> {
        let files = two_files(self.id(), "projects", settings)?;
        files.map(|(tasks, projects)| Files::read(&tasks, &projects)).transpose()
    }
}
