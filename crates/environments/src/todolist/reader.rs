//! The original's files: tasks as JSON lines, and the projects from which each of them starts.

use super::goal::Goal;
use super::play::Account;
use super::store::{Entry, Project, Store};
use crate::EnvironmentError;
use crate::agentboard::read_lines;
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;

/// Both files, read.
pub(super) struct Files {
    lines: Vec<Line>,
    projects: Vec<Project>,
}

#[derive(Deserialize)]
struct Line {
    goal: String,
    #[serde(default)]
    subgoals: Vec<Value>,
    #[serde(default)]
    additional_info: Info,
}

#[derive(Default, Deserialize)]
struct Info {
    #[serde(default)]
    answer: Value,
    #[serde(default)]
    init_config: Start,
}

#[derive(Default, Deserialize)]
struct Start {
    #[serde(default)]
    current_date: Value,
    #[serde(default)]
    current_location: Value,
}

#[derive(Deserialize)]
struct ProjectRow {
    name: String,
    #[serde(default)]
    tasks: Vec<EntryRow>,
}

#[derive(Deserialize)]
struct EntryRow {
    content: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    due_date: String,
    #[serde(default)]
    duration: u64,
    #[serde(default)]
    duration_unit: Option<String>,
    #[serde(default)]
    priority: Option<u64>,
}

impl Files {
    /// Reads the files.
    ///
    /// # Errors
    /// The file, the line and what is wrong there.
    pub(super) fn read(tasks: &str, projects: &str) -> Result<Self, EnvironmentError> {
        let text = fs::read_to_string(projects).map_err(|error| unusable(projects, &error.to_string()))?;
        let rows: Vec<ProjectRow> =
            serde_json::from_str(&text).map_err(|error| unusable(projects, &error.to_string()))?;
        let line = |text: &str| serde_json::from_str(text).map_err(|error| error.to_string());
        let lines = read_lines("todolist", tasks, line)?;
        Ok(Self { lines, projects: rows.into_iter().map(ProjectRow::project).collect() })
    }

    /// How many tasks there are.
    pub(super) fn tasks(&self) -> usize {
        self.lines.len()
    }

    /// One task, or `None` past the last.
    pub(super) fn open(&self, index: usize) -> Option<(Account, Goal)> {
        let line = self.lines.get(index)?;
        let store = Store::new(self.projects.clone());
        // A question changes nothing, so its ground truth may be left out.
        let truth =
            Some(line.additional_info.answer.clone()).filter(|answer| answer.get("projects").is_some());
        let mut looks = vec![("get_projects".to_owned(), json!({}))];
        looks.extend(
            store.projects().first().map(|first| ("get_tasks".to_owned(), json!({"project_id": first.id}))),
        );
        let goal = Goal {
            text: line.goal.clone(),
            subgoals: line.subgoals.clone(),
            truth: truth.unwrap_or_else(|| store.state()),
            looks,
        };
        let start = &line.additional_info.init_config;
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (date, location) = (word(&start.current_date), word(&start.current_location));
        Some((Account { store, date, location, shared: Vec::new() }, goal))
    }
}

impl ProjectRow {
    fn project(self) -> Project {
        let entries = self.tasks.into_iter().map(EntryRow::entry).collect();
        Project { id: String::new(), name: self.name, favorite: false, entries }
    }
}

impl EntryRow {
    fn entry(self) -> Entry {
        Entry {
            id: String::new(),
            order: 0,
            content: self.content,
            description: self.description,
            due_date: self.due_date,
            duration: self.duration,
            duration_unit: self.duration_unit.unwrap_or_else(|| "minute".to_owned()),
            priority: self.priority.unwrap_or(1),
        }
    }
}

fn unusable(path: &str, what: &str) -> EnvironmentError {
    EnvironmentError::Data { family: "todolist", path: path.to_owned(), what: what.to_owned() }
}
