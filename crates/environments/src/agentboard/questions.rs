//! The original's files of questions: JSON lines.

use super::{Question, read_lines};
use crate::EnvironmentError;
use serde::Deserialize;
use serde_json::Value;

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

/// The questions that a family asks: those of a file, or as many of its own.
pub(crate) struct Questions {
    family: &'static str,
    read: Option<Vec<Question>>,
    own: usize,
}

impl Questions {
    /// Reads the questions of a file, where one is named, one a line:
    /// `{"goal": "...", "subgoals": [ANSWER], "additional_info": {"answer": ANSWER}}`; other members are not looked at.
    /// Without subgoals the answer is the only one.
    ///
    /// # Errors
    /// The file, the line and what is wrong there.
    pub(crate) fn of(family: &'static str, path: Option<&str>, own: usize) -> Result<Self, EnvironmentError> {
        let read = path.map(|path| read_lines(family, path, question)).transpose()?;
        Ok(Self { family, read, own })
    }

    /// How many there are.
    pub(crate) fn count(&self) -> usize {
        self.read.as_ref().map_or(self.own, Vec::len)
    }

    /// The question at an index, if it is to be one of the family's own by `own`.
    ///
    /// # Errors
    /// Past the last.
    pub(crate) fn get(
        &self,
        index: usize,
        own: impl FnOnce() -> Option<Question>,
    ) -> Result<Question, EnvironmentError> {
        let question = match &self.read {
            Some(questions) => questions.get(index).cloned(),
            None => own(),
        };
        let last = self.count().saturating_sub(1);
        question.ok_or(EnvironmentError::Index { family: self.family, index, last })
    }
}

fn question(line: &str) -> Result<Question, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| error.to_string())?;
    match (line.subgoals.is_empty(), line.additional_info.answer) {
        (true, Value::Null) => Err("it has neither `subgoals` nor `additional_info.answer`".to_owned()),
        (true, answer) => Ok(Question::new(line.goal, &answer, Vec::new())),
        (false, _) => Ok(Question { text: line.goal, subgoals: line.subgoals, looks: Vec::new() }),
    }
}
