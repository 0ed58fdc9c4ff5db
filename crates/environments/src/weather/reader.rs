//! The original's task file: JSON lines.

use super::world::Question;
use crate::EnvironmentError;
use crate::agentboard::Call;
use crate::agentboard::calendar::day;
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;

/// The task file, read.
pub(super) struct File {
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    goal: String,
    #[serde(default)]
    subgoals: Vec<Value>,
    additional_info: Info,
}

#[derive(Deserialize)]
struct Info {
    #[serde(default)]
    answer: Value,
    init_config: Start,
}

#[derive(Deserialize)]
struct Start {
    current_date: String,
    #[serde(default)]
    current_location: String,
}

impl File {
    /// Reads the file.
    ///
    /// # Errors
    /// The file, the line and what is wrong there.
    pub(super) fn read(path: &str) -> Result<Self, EnvironmentError> {
        let text = fs::read_to_string(path).map_err(|error| unusable(path, &error.to_string()))?;
        let mut lines = Vec::new();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let wrong = |what: &str| unusable(path, &format!("line {}: {what}", number + 1));
            let line: Line = serde_json::from_str(line).map_err(|error| wrong(&error.to_string()))?;
            if day(&line.additional_info.init_config.current_date).is_none() {
                return Err(wrong("`current_date` is no date of the form YYYY-MM-DD"));
            }
            lines.push(line);
        }
        if lines.is_empty() {
            return Err(unusable(path, "it has no tasks"));
        }
        Ok(Self { lines })
    }

    /// How many tasks there are.
    pub(super) fn tasks(&self) -> usize {
        self.lines.len()
    }

    /// A task with the user's day and town, or `None` past the last.
    pub(super) fn open(&self, index: usize) -> Option<(i64, String, Question)> {
        let line = self.lines.get(index)?;
        let start = &line.additional_info.init_config;
        let subgoals = if line.subgoals.is_empty() {
            vec![line.additional_info.answer.clone()]
        } else {
            line.subgoals.clone()
        };
        let looks: Vec<Call> = ["get_user_current_date", "get_user_current_location"]
            .map(|name| (name.to_owned(), json!({})))
            .into();
        let question = Question { text: line.goal.clone(), subgoals, looks };
        Some((day(&start.current_date)?, start.current_location.clone(), question))
    }
}

fn unusable(path: &str, what: &str) -> EnvironmentError {
    EnvironmentError::Data { family: "weather", path: path.to_owned(), what: what.to_owned() }
}
