//! An environment by JSON lines: `{"reset":{"index":0,"seed":0}}` and `{"action":"..."}` in,
//! `{"observation":"...","reward":0.0,"done":false}` or `{"error":"..."}` out; if so wished with what each action changed
//! in the state, `"changes":[{"path":"/inventory/0","before":null,"after":{...}}]`.

use crate::{Environment, EnvironmentError, Family, Step, changes};
use serde::Deserialize;
use serde_json::{Value, json};
use wire::excerpt;

/// Answers line by line. A line that cannot be played is answered with an error and changes nothing.
///
/// ```
/// let mut stepper = environments::Stepper::new(&environments::TextCraft, serde_json::Value::Null);
/// assert!(stepper.line(r#"{"reset":{"index":0}}"#).starts_with(r#"{"observation":"#));
/// assert!(stepper.line("what?").starts_with(r#"{"error":"#));
/// ```
pub struct Stepper<'f> {
    family: &'f dyn Family,
    settings: Value,
    world: Option<Box<dyn Environment>>,
    tells_changes: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Request {
    Reset(Reset),
    Action(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reset {
    #[serde(default)]
    index: usize,
    #[serde(default)]
    seed: u64,
}

impl<'f> Stepper<'f> {
    /// A stepper over this family, before the first reset.
    pub fn new(family: &'f dyn Family, settings: Value) -> Self {
        Self { family, settings, world: None, tells_changes: false }
    }

    /// The same, telling with each action what it changed in the state.
    #[must_use]
    pub fn telling_changes(self) -> Self {
        Self { tells_changes: true, ..self }
    }

    /// The answer to one line, without line breaks.
    pub fn line(&mut self, line: &str) -> String {
        match serde_json::from_str(line) {
            Ok(Request::Reset(reset)) => {
                self.reset(&reset).unwrap_or_else(|error| refusal(&error.to_string()))
            }
            Ok(Request::Action(action)) => match &mut self.world {
                Some(world) if self.tells_changes => step_and_changes(world.as_mut(), &action).to_string(),
                Some(world) => json!(world.step(&action)).to_string(),
                None => refusal(r#"nothing is open; send {"reset":{"index":0,"seed":0}} first"#),
            },
            Err(error) => refusal(&format!(
                r#"expected {{"reset":{{"index":0,"seed":0}}}} or {{"action":"..."}}: {}"#,
                excerpt(&error.to_string())
            )),
        }
    }

    fn reset(&mut self, reset: &Reset) -> Result<String, EnvironmentError> {
        let world = self.family.open(reset.index, reset.seed, &self.settings)?;
        let step = Step { observation: world.observation(), reward: world.reward(), done: world.done() };
        self.world = Some(world);
        Ok(json!(step).to_string())
    }
}

fn step_and_changes(world: &mut dyn Environment, action: &str) -> Value {
    let before = world.state();
    let mut step = json!(world.step(action));
    if let Some(members) = step.as_object_mut() {
        members.insert("changes".to_owned(), json!(changes(&before, &world.state())));
    }
    step
}

fn refusal(what: &str) -> String {
    json!({"error": what}).to_string()
}
