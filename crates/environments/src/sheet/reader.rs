//! The original's files: tasks as JSON lines, and the workbook from which each of them starts.

use super::book::Book;
use super::goal::Goal;
use super::grid::Grid;
use super::play::play;
use super::workbook;
use crate::EnvironmentError;
use crate::agentboard::{Call, read_lines};
use crate::python::parse;
use serde::Deserialize;
use serde_json::{Value, json};
use std::fs;

/// Both files, read.
pub(super) struct Files {
    lines: Vec<Line>,
    sheets: Vec<Grid>,
}

#[derive(Deserialize)]
struct Line {
    goal: String,
    /// The reference path, as text.
    #[serde(default)]
    subgoals: Value,
    additional_info: Info,
}

#[derive(Deserialize)]
struct Info {
    /// What the sheet must show, rows of texts: as such or as JSON text.
    answer: Value,
}

impl Files {
    /// Reads the files. Sheets whose name begins with `Answer` are left out: they hold the solutions.
    ///
    /// # Errors
    /// The file, the line and what is wrong there.
    pub(super) fn read(tasks: &str, book: &str) -> Result<Self, EnvironmentError> {
        let bytes = fs::read(book).map_err(|error| unusable(book, &error.to_string()))?;
        let sheets = workbook::read(&bytes, |name| !name.starts_with("Answer"));
        let sheets = sheets.map_err(|error| unusable(book, &error))?;
        let line = |text: &str| {
            let line: Line = serde_json::from_str(text).map_err(|error| error.to_string())?;
            line.answer().ok_or("the answer is no table")?;
            Ok(line)
        };
        Ok(Self { lines: read_lines("sheet", tasks, line)?, sheets })
    }

    /// How many tasks there are.
    pub(super) fn tasks(&self) -> usize {
        self.lines.len()
    }

    /// One task, or `None` past the last. Where the recorded path does not lead to the answer, no solution is known.
    pub(super) fn open(&self, index: usize) -> Option<(Book, Goal)> {
        let line = self.lines.get(index)?;
        let sheet = sheet_name(&line.goal);
        let mut goal = Goal {
            text: line.goal.clone(),
            answer: line.answer().unwrap_or_default(),
            solution: solution(sheet.as_deref(), &line.subgoals),
            sheet,
        };
        let book = Book::new(self.sheets.clone());
        if !is_solved(book.clone(), &goal) {
            goal.solution.clear();
        }
        Some((book, goal))
    }
}

impl Line {
    fn answer(&self) -> Option<Vec<Vec<String>>> {
        match &self.additional_info.answer {
            Value::String(text) => serde_json::from_str(text).ok(),
            table => serde_json::from_value(table.clone()).ok(),
        }
    }
}

/// The sheet that a goal names: `Sheet` and a number, in double quotes.
fn sheet_name(goal: &str) -> Option<String> {
    let mut quoted = goal.split('"').skip(1).step_by(2);
    let is_sheet = |name: &&str| {
        let number = name.strip_prefix("Sheet").unwrap_or_default();
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    quoted.find(is_sheet).map(str::to_owned)
}

/// The reference path as calls: lines such as `Action 1: update_cell with Action Input: {...}`.
fn solution(sheet: Option<&str>, path: &Value) -> Vec<Call> {
    let mut calls = Vec::from_iter(sheet.map(|name| ("open_sheet".to_owned(), json!({"name": name}))));
    for line in path.as_str().unwrap_or_default().lines() {
        let action = line.split_once(": ").and_then(|(_, action)| action.split_once(" with Action Input: "));
        if let Some((name, input)) = action.and_then(|(name, input)| Some((name, parse(input)?))) {
            calls.push((name.trim().to_owned(), unpacked(input)));
        }
    }
    calls.push(("finish".to_owned(), json!({})));
    calls
}

/// The recorded inputs have their lists and numbers as text.
fn unpacked(mut input: Value) -> Value {
    for (name, member) in input.as_object_mut().into_iter().flatten() {
        let packed =
            matches!(name.as_str(), "values_list" | "index_list" | "position_list" | "col_num" | "num")
                || matches!(name.as_str(), "row" | "col" | "row_idx" | "col_idx" | "in_row" | "in_column");
        if let Some(value) = member.as_str().filter(|_| packed).and_then(parse) {
            *member = value;
        }
    }
    input
}

/// Whether the recorded path leads to the answer: not every one does.
fn is_solved(mut book: Book, goal: &Goal) -> bool {
    for (name, input) in &goal.solution {
        // A step that fails changes nothing; what counts is where the path ends.
        let _result = play(&mut book, name, input);
    }
    let sheet = book.opened().ok();
    sheet.is_some_and(|sheet| goal.share(sheet) >= 1.0)
}

fn unusable(path: &str, what: &str) -> EnvironmentError {
    EnvironmentError::Data { family: "sheet", path: path.to_owned(), what: what.to_owned() }
}
