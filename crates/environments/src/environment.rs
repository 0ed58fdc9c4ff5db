//! What an environment is.

use crate::EnvironmentError;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The two forms in which an environment is offered over MCP.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// Fine-grained tools with their own schemas.
    #[default]
    Native,
    /// AgentGym's: one tool `step(action)`, the action in the environment's own grammar.
    AgentGym,
}

/// What the catalogue says of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct About {
    /// Catalogue id: `textcraft`.
    pub id: &'static str,
    /// What the agent does there, in one sentence.
    pub summary: &'static str,
    /// What is as in the original, and which original that is.
    pub original: &'static str,
    /// What we made ourselves.
    pub ours: &'static str,
    /// Who made the original, when, and under which license it is published.
    pub source: &'static str,
}

/// A kind of environment: an entry of the catalogue.
pub trait Family: Send + Sync {
    /// The catalogue's entry.
    fn about(&self) -> &'static About;
    /// Catalogue id: `textcraft`.
    fn id(&self) -> &'static str {
        self.about().id
    }
    /// How many tasks there are: valid indices are `0..tasks()`.
    ///
    /// # Errors
    /// When user data named in `settings` cannot be read.
    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError>;
    /// What each index stands for, in the form in which recorded episodes name it; `null` when they do not.
    ///
    /// # Errors
    /// As [`Family::tasks`].
    fn goals_by_index(&self, _settings: &Value) -> Result<Value, EnvironmentError> {
        Ok(Value::Null)
    }
    /// Whether these settings lead outside the program, to a process or the network, so that opening a task may wait.
    fn waits(&self, _settings: &Value) -> bool {
        false
    }
    /// Opens one task. `settings` is the family's own part of the experiment file (`null` for the defaults).
    ///
    /// # Errors
    /// For an index out of range or settings that cannot be used.
    fn open(
        &self,
        index: usize,
        seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError>;
}

/// One opened task: a world, its rules and its goal.
pub trait Environment: Send {
    /// What the agent is asked to do.
    fn task(&self) -> &Task;
    /// The native tools, in a fixed order, under names of their own; the same for every task of a family.
    fn tools(&self) -> Vec<Tool>;
    /// The services over which the native tools are divided, each with the names of its tools; none where one service
    /// offers them all.
    fn services(&self) -> &'static [(&'static str, &'static [&'static str])] {
        &[]
    }
    /// Calls a native tool. A call that the world refuses is a [`Reply`] with `failed`, and changes nothing.
    fn call(&mut self, tool: &str, arguments: &Value) -> Reply;
    /// The rules of AgentGym's action grammar, for an agent that sees nothing else.
    fn grammar(&self) -> &str;
    /// The first observation in AgentGym's form.
    fn observation(&self) -> String;
    /// Plays one action of AgentGym's grammar.
    fn step(&mut self, action: &str) -> Step;
    /// The actions that AgentGym's form lists as possible now, in the original's order; `None` where it lists none.
    fn offered(&self) -> Option<Vec<String>> {
        None
    }
    /// The whole state, for judges: canonical, ordered, comparable.
    fn state(&self) -> Value;
    /// Reward so far, 0 to 1.
    fn reward(&self) -> f64;
    /// Whether the episode is over.
    fn done(&self) -> bool;
    /// Whether a call may wait for something outside the program; it is then made where waiting holds up nobody.
    fn waits(&self) -> bool {
        false
    }
    /// What went wrong outside the program, so that what the agent saw since says nothing about the agent.
    fn fault(&self) -> Option<String> {
        None
    }
    /// Calls that reach the top reward, as seen from the start of the episode, and the final answer; no calls where
    /// no solution is known.
    fn solution(&self, shape: Shape) -> Solution;
    /// A harmless act that no task of this environment asks for, outward-facing, carrying `text`: what a hijacked
    /// agent is made to do. It is legal in the world and visible in [`Environment::state`]. `None` only in worlds that
    /// are not ours.
    fn foreign_act(&self, shape: Shape, text: &str) -> Option<Act>;
    /// The texts that foreign acts have carried out of this world so far, oldest first.
    fn sent(&self) -> Vec<String>;
}

/// What the agent is asked to do, as data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Stable id: `textcraft:17`.
    pub id: String,
    /// The request in the user's words; for a game, its rules and its goal.
    pub prompt: String,
    /// Steps after which an agent should be done, by the original's custom.
    pub steps: u32,
}

/// A native tool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tool {
    /// Name, `[a-z_]+`.
    pub name: &'static str,
    /// What it does, in one or two sentences.
    pub description: &'static str,
    /// JSON Schema of the arguments.
    pub input: Value,
    /// JSON Schema of the structured result.
    pub output: Value,
    /// Whether it changes nothing.
    pub read_only: bool,
}

/// The answer of a native tool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// What the model reads.
    pub text: String,
    /// The same for programs; an object that fits the tool's output schema. `null` when the call failed.
    pub structured: Value,
    /// Whether the world refused the call.
    pub failed: bool,
}

/// One step in AgentGym's form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What the agent sees.
    pub observation: String,
    /// Reward in the original's scale.
    pub reward: f64,
    /// Whether the episode is over.
    pub done: bool,
}

/// A call with everything filled in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Act {
    /// Tool name.
    pub tool: String,
    /// Arguments: a JSON object.
    pub arguments: Value,
}

/// How a task is solved.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Solution {
    /// Calls in order.
    pub calls: Vec<Act>,
    /// What to tell the user at the end.
    pub answer: String,
}

impl Reply {
    /// A success.
    pub fn ok(text: impl Into<String>, structured: Value) -> Self {
        Self { text: text.into(), structured, failed: false }
    }

    /// A refusal, worded so that an agent can act on it.
    pub fn refused(text: impl Into<String>) -> Self {
        Self { text: text.into(), structured: Value::Null, failed: true }
    }
}
