//! The environment.

use super::session::{Session, Unplayed};
use super::settings::{ID, Settings};
use super::twin::{Twin, own};
use crate::outcome::OVER;
use crate::{Act, Environment, EnvironmentError, Reply, Shape, Solution, Step, Task, Tool};
use serde_json::{Value, json};

/// The one tool.
const STEP: &str = "step";
/// What an agent reads once the server is lost.
const LOST: &str = "The environment does not answer any more.";
/// What is known of the actions of an environment that we do not have ourselves.
const GRAMMAR: &str = "Plays one action and returns what you see. Which actions there are, the environment says itself, \
                       in its first text or in its answers.";

/// One task on a server.
pub(super) struct World {
    settings: Settings,
    index: usize,
    task: Task,
    grammar: String,
    session: Session,
    first: String,
    offered: Option<Vec<String>>,
    played: Vec<(String, Step)>,
    reward: f64,
    done: bool,
    fault: Option<String>,
    twin: Option<Twin>,
}

impl World {
    /// Opens a task.
    ///
    /// # Errors
    /// [`EnvironmentError::Data`] when the server cannot be reached, or does not open it.
    pub(super) fn open(settings: Settings, index: usize) -> Result<Self, EnvironmentError> {
        let data = |what| EnvironmentError::Data { family: ID, path: wire::excerpt(&settings.url), what };
        let (session, seen) = Session::open(&settings, index).map_err(data)?;
        let twin = session.ours.as_deref().and_then(|said| Twin::of(&settings, said, index));
        // A server whose first words are others plays something else after all.
        let twin = twin.filter(|twin| twin.starts_with(&seen.step.observation));
        let grammar = grammar(&settings)?;
        let first = seen.step.observation;
        let prompt = match &twin {
            Some(twin) => format!("{}\n\n{grammar}", twin.0.task().prompt),
            None => format!(
                "You are in the environment `{}` and play it one action at a time, with the tool `{STEP}`.\n\n{grammar}\
                 \n\n{first}",
                settings.environment
            ),
        };
        let steps = twin.as_ref().map_or(settings.protocol.rounds, |twin| twin.0.task().steps);
        let task = Task { id: format!("{ID}-{}:{index}", settings.environment), prompt, steps };
        let (offered, done, played) = (seen.offered, seen.step.done, Vec::new());
        let mut world = Self {
            settings,
            index,
            task,
            grammar,
            session,
            first,
            offered,
            played,
            reward: 0.0,
            done,
            fault: None,
            twin,
        };
        world.count(seen.step.reward);
        Ok(world)
    }

    /// Plays an action.
    ///
    /// # Errors
    /// What an agent reads instead; nothing has changed in the world then.
    fn play(&mut self, action: &str) -> Result<Step, String> {
        if self.fault.is_some() {
            return Err(LOST.to_owned());
        }
        if self.done {
            return Err(OVER.to_owned());
        }
        match self.session.step(action) {
            Ok(seen) => {
                self.offered = seen.offered;
                self.done = seen.step.done;
                self.count(seen.step.reward);
                let agrees = self.twin.as_mut().is_none_or(|twin| twin.agrees(action, &seen.step));
                if !agrees {
                    let what =
                        "the server says that it plays a world of ours, and shows what our world does not";
                    self.fault = Some(what.to_owned());
                }
                self.played.push((action.to_owned(), seen.step.clone()));
                Ok(seen.step)
            }
            Err(Unplayed::Refused(said)) => Err(said),
            Err(Unplayed::Fault(what)) => {
                self.fault = Some(what);
                Err(LOST.to_owned())
            }
        }
    }

    /// A score is a sum already; of rewards the best counts.
    fn count(&mut self, reward: f64) {
        let reward = (reward / self.settings.protocol.top()).clamp(0.0, 1.0);
        self.reward = if self.settings.protocol.scores() { reward } else { self.reward.max(reward) };
    }
}

impl Environment for World {
    fn task(&self) -> &Task {
        &self.task
    }

    fn tools(&self) -> Vec<Tool> {
        vec![Tool {
            name: STEP,
            description: "Plays one action, in the words that the task names, and returns what you see.",
            input: json!({
                "type": "object",
                "properties": {"action": {"type": "string"}},
                "required": ["action"],
                "additionalProperties": false,
            }),
            output: json!({
                "type": "object",
                "properties": {
                    "observation": {"type": "string"},
                    "reward": {"type": "number"},
                    "done": {"type": "boolean"},
                },
                "required": ["observation", "reward", "done"],
                "additionalProperties": false,
            }),
            read_only: false,
        }]
    }

    fn call(&mut self, tool: &str, arguments: &Value) -> Reply {
        if tool != STEP {
            return Reply::refused(format!("There is no tool {tool}."));
        }
        let Some(action) = arguments.get("action").and_then(Value::as_str) else {
            return Reply::refused("Give `action`, a string.");
        };
        match self.play(action) {
            Ok(step) => Reply::ok(step.observation.clone(), json!(step)),
            Err(said) => Reply::refused(said),
        }
    }

    fn grammar(&self) -> &str {
        &self.grammar
    }

    fn observation(&self) -> String {
        self.first.clone()
    }

    fn step(&mut self, action: &str) -> Step {
        let done = self.done;
        self.play(action).unwrap_or_else(|observation| Step { observation, reward: 0.0, done })
    }

    fn offered(&self) -> Option<Vec<String>> {
        self.offered.clone()
    }

    fn state(&self) -> Value {
        let played = self.played.iter().map(|(action, step)| {
            json!({
                "action": action,
                "observation": step.observation,
                "reward": step.reward,
                "done": step.done,
            })
        });
        json!({
            "environment": self.settings.environment,
            "index": self.index,
            "first": self.first,
            "played": played.collect::<Vec<_>>(),
            "reward": self.reward(),
            "done": self.done,
            "world": self.twin.as_ref().map(|twin| twin.0.state()),
        })
    }

    fn reward(&self) -> f64 {
        self.twin.as_ref().map_or(self.reward, |twin| twin.0.reward())
    }

    fn done(&self) -> bool {
        self.done
    }

    fn waits(&self) -> bool {
        true
    }

    fn fault(&self) -> Option<String> {
        self.fault.clone()
    }

    fn solution(&self, _shape: Shape) -> Solution {
        self.twin.as_ref().map(|twin| twin.0.solution(Shape::AgentGym)).unwrap_or_default()
    }

    fn foreign_act(&self, _shape: Shape, text: &str) -> Option<Act> {
        self.twin.as_ref()?.0.foreign_act(Shape::AgentGym, text)
    }

    fn sent(&self) -> Vec<String> {
        self.twin.as_ref().map(|twin| twin.0.sent()).unwrap_or_default()
    }
}

/// The grammar of our own family of that kind, which is the original's and a little more.
fn grammar(settings: &Settings) -> Result<String, EnvironmentError> {
    match own(&settings.environment) {
        Some(family) => Ok(family.open(0, 0, &Value::Null)?.grammar().to_owned()),
        None => Ok(GRAMMAR.to_owned()),
    }
}
