//! The catalogue entry.

use super::generate::{self, TASKS};
use super::reader::Files;
use super::world;
use crate::agentboard::two_files;
use crate::{About, Environment, EnvironmentError, Family};
use serde_json::Value;

/// The family of workbooks. Settings: `{"tasks": "FILE.jsonl", "workbook": "FILE.xlsx"}`, both or none, for the original's
/// tasks.
#[derive(Clone, Copy, Debug)]
pub struct Sheet;

/// The catalogue's entry.
const ABOUT: About = About {
    id: "sheet",
    summary: "Change a table in a workbook as asked: update, sort, filter, sum, merge.",
    original: "Actions, texts, number formats, and the progress over equal cells.",
    ours: "Workbooks and requests, the native tools, sharing by mail; no sheet of the workbook holds the answer.",
    source: "Sheet of AgentBoard (Ma et al. 2024, code Apache-2.0) as served by AgentGym (MIT)",
};

impl Family for Sheet {
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
        let (book, goal) = opened.ok_or(EnvironmentError::Index {
            family: self.id(),
            index,
            last: count.saturating_sub(1),
        })?;
        Ok(world::open(index, book, goal))
    }
}

impl Sheet {
    fn files(self, settings: &Value) -> Result<Option<Files>, EnvironmentError> {
        let files = two_files(self.id(), "workbook", settings)?;
        files.map(|(tasks, workbook)| Files::read(&tasks, &workbook)).transpose()
    }
}
