//! The original's files of questions: JSON lines.

use super::Question;
use crate::EnvironmentError;
use serde::Deserialize;
use serde_json::Value;
use std::fs;

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
}

/// Reads the questions of a file, one a line:
/// `{"goal": "...", "subgoals": [ANSWER], "additional_info": {"answer": ANSWER}}`; other members are not looked at.
/// Without subgoals the answer is the only one.
///
/// # Errors
/// The file, the line and what is wrong there.
pub(crate) fn read_questions(family: &'static str, path: &str) -> Result<Vec<Question>, EnvironmentError> {
    let unusable = |what: String| EnvironmentError::Data { family, path: path.to_owned(), what };
    let text = fs::read_to_string(path).map_err(|error| unusable(error.to_string()))?;
    let mut questions = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let question = question(line).map_err(|what| unusable(format!("line {}: {what}", number + 1)))?;
        questions.push(question);
    }
    if questions.is_empty() { Err(unusable("it has no tasks".to_owned())) } else { Ok(questions) }
}

fn question(line: &str) -> Result<Question, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    match (line.subgoals.is_empty(), line.additional_info.answer) {
        (true, Value::Null) => Err("it has neither `subgoals` nor `additional_info.answer`".to_owned()),
        (true, answer) => Ok(Question::new(line.goal, &answer, Vec::new())),
        (false, _) => Ok(Question { text: line.goal, subgoals: line.subgoals, looks: Vec::new() }),
    }
}
