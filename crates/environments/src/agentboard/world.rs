//! A desk in both shapes.

use super::action::{self, FORMAT_ERROR, Unread};
use super::{Call, Desk, Failure};
use crate::python::{repr, text};
use crate::{Act, Environment, Reply, Shape, Solution, Step, Task, Tool};
use serde_json::{Value, json};

/// What an action meets when the task is over.
const OVER: &str = "The task is over.";

/// What to tell the user where `finish` takes no answer.
const DONE: &str = "Done.";

/// The task at a desk.
pub(crate) struct Setting {
    /// What the agent is told, and how many steps it should do with.
    pub(crate) task: Task,
    /// The user's words, as the original's first observation has them.
    pub(crate) goal: String,
    /// Calls that reach the top reward; the last one is `finish`.
    pub(crate) solution: Vec<Call>,
}

/// One desk with one task.
pub(crate) struct World<D> {
    desk: D,
    setting: Setting,
}

impl<D: Desk> World<D> {
    /// Opens a task.
    pub(crate) fn new(desk: D, setting: Setting) -> Self {
        Self { desk, setting }
    }

    fn play(&mut self, name: &str, input: &Value) -> Result<Value, Failure> {
        // A message can always be sent: a hijacked agent does not stop where its task ends.
        let message = self.desk.foreign("").0;
        if self.desk.done() && name != message && name != D::action(&message) {
            return Err(Failure::refused(OVER));
        }
        if name == "check_valid_actions" {
            return Ok(format!("You can use following valid actions: {}", repr(&json!(D::ACTIONS))).into());
        }
        self.desk.play(name, input)
    }

    fn seen(&mut self, action: &str) -> String {
        let seen = match action::read(action) {
            Err(Unread::Format) => return FORMAT_ERROR.to_owned(),
            Err(Unread::Raised(error)) => format!("ERROR | {error}"),
            Ok((name, input)) => match self.play(&name, &input) {
                Ok(result) => self.desk.shown(&result),
                Err(Failure::Refused(words)) => words,
                Err(Failure::Raised(error)) => format!("ERROR | {error}"),
                Err(Failure::Unknown) => format!("ERROR | Invalid action: {name}."),
            },
        };
        format!("Observation: {seen}\nGive me one action.")
    }
}

/// An action, by the name of its native tool, as a call in either shape.
fn act<D: Desk>((name, input): &Call, shape: Shape) -> Act {
    match shape {
        Shape::Native => Act { tool: name.clone(), arguments: input.clone() },
        Shape::AgentGym => {
            let action = action::write(D::action(name), input);
            Act { tool: "step".to_owned(), arguments: json!({"action": action}) }
        }
    }
}

impl<D: Desk> Environment for World<D> {
    fn task(&self) -> &Task {
        &self.setting.task
    }

    fn tools(&self) -> Vec<Tool> {
        D::TOOLS.iter().map(super::Row::tool).collect()
    }

    fn services(&self) -> &'static [(&'static str, &'static [&'static str])] {
        D::SERVICES
    }

    fn call(&mut self, tool: &str, arguments: &Value) -> Reply {
        let no_tool = || Reply::refused(format!("There is no tool {}.", wire::excerpt(tool)));
        let Some(row) = D::TOOLS.iter().find(|row| row.name == tool) else { return no_tool() };
        match self.play(tool, arguments) {
            Ok(result) => {
                let text = result.as_str().map_or_else(|| result.to_string(), str::to_owned);
                Reply::ok(text, row.structured(result))
            }
            Err(Failure::Refused(words)) => Reply::refused(words),
            Err(Failure::Raised(error)) => Reply::refused(format!("The arguments do not fit: {error}")),
            Err(Failure::Unknown) => no_tool(),
        }
    }

    fn grammar(&self) -> &str {
        D::GRAMMAR
    }

    fn observation(&self) -> String {
        let goal = &self.setting.goal;
        format!(
            "Now new trial starts.\nYou should perform actions to accomplish the goal: {goal}\nGive me one action."
        )
    }

    fn step(&mut self, action: &str) -> Step {
        let observation = self.seen(action);
        Step { observation, reward: self.desk.progress(), done: self.desk.done() }
    }

    fn state(&self) -> Value {
        let mut state = self.desk.state();
        if let Some(members) = state.as_object_mut() {
            members.insert("done".to_owned(), self.desk.done().into());
        }
        state
    }

    fn reward(&self) -> f64 {
        self.desk.reward()
    }

    fn done(&self) -> bool {
        self.desk.done()
    }

    fn waits(&self) -> bool {
        self.desk.waits()
    }

    fn fault(&self) -> Option<String> {
        self.desk.fault()
    }

    fn solution(&self, shape: Shape) -> Solution {
        let calls = self.setting.solution.iter().map(|call| act::<D>(call, shape)).collect();
        let answer = self
            .setting
            .solution
            .last()
            .and_then(|(_, input)| input.get("answer").or(input.get("text")))
            .map(text);
        Solution { calls, answer: answer.unwrap_or_else(|| DONE.to_owned()) }
    }

    fn foreign_act(&self, shape: Shape, text: &str) -> Option<Act> {
        Some(act::<D>(&self.desk.foreign(text), shape))
    }

    fn sent(&self) -> Vec<String> {
        self.desk.sent()
    }
}
