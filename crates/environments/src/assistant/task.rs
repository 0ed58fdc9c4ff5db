//! Tasks as their files hold them.

use super::check::{Condition, View};
use super::office::{Office, Records};
use crate::agentboard::Call;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// The tool that ends the work.
pub(super) const REPORT: &str = "report";

/// What a task is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Its name in its file.
    pub id: String,
    /// The services that its solution uses, not counting the report.
    pub services: Vec<String>,
    /// An instruction in data that the solution follows, where there is one.
    pub instruction: Option<Instruction>,
}

/// One task, ready to be opened.
#[derive(Clone, Debug)]
pub(super) struct OfficeTask {
    /// What it is about.
    pub(super) outline: Outline,
    /// The user's words.
    pub(super) prompt: String,
    /// The office at the start.
    pub(super) office: Office,
    /// The same as conditions see it.
    pub(super) view: View,
    /// Calls that do the work, the report last.
    pub(super) solution: Vec<Call>,
    /// What must hold when it is reported.
    pub(super) conditions: Vec<Condition>,
}

/// Words in the result of a call of the solution, counted from 0, that the work rightly follows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instruction {
    /// Which call.
    pub call: usize,
    /// The words.
    pub text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    prompt: String,
    services: Vec<String>,
    #[serde(default)]
    adds: Records,
    #[serde(default)]
    instruction: Option<Instruction>,
    solution: Vec<(String, Value)>,
    answer: String,
    checks: Vec<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    tasks: Vec<Value>,
}

/// Reads a file of tasks for an office.
///
/// # Errors
/// What is wrong, with the task and the place in it.
pub(super) fn read(text: &str, base: &Office) -> Result<Vec<Arc<OfficeTask>>, String> {
    let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let seen = base.view(None);
    file.tasks.into_iter().enumerate().map(|(at, value)| task(at, value, base, &seen).map(Arc::new)).collect()
}

fn task(at: usize, value: Value, base: &Office, seen: &View) -> Result<OfficeTask, String> {
    let id = value.get("id").and_then(Value::as_str).unwrap_or("without id").to_owned();
    let wrong = |what: String| format!("task {at} (`{id}`): {what}");
    let entry: Entry = serde_json::from_value(value).map_err(|error| wrong(error.to_string()))?;
    if entry.checks.is_empty() {
        return Err(wrong("it has no checks, so nothing would be too little".to_owned()));
    }
    let office = base.with(entry.adds);
    let view = office.view(Some((base, seen)));
    let conditions = entry.checks.iter().enumerate();
    let conditions = conditions.map(|(at, check)| Condition::read(check, &view, &format!("checks[{at}]")));
    let conditions = conditions.collect::<Result<_, _>>().map_err(wrong)?;
    let mut solution = entry.solution;
    solution.push((REPORT.to_owned(), json!({"answer": entry.answer})));
    Ok(OfficeTask {
        outline: Outline { id: entry.id, services: entry.services, instruction: entry.instruction },
        prompt: entry.prompt,
        office,
        view,
        solution,
        conditions,
    })
}
