//! An environment by JSON lines: `{"reset":{"index":0,"seed":0}}` and `{"action":"..."}` in,
//! `{"observation":"...","reward":0.0,"done":false}` or `{"error":"..."}` out.

use crate::{Environment, EnvironmentError, Family, Step};
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
        Self { family, settings, world: None }
    }

    /// The answer to one line, without line breaks.
    pub fn line(&mut self, line: &str) -> String {
        match serde_json::from_str(line) {
            Ok(Request::Reset(reset)) => {
                self.reset(&reset).unwrap_or_else(|error| refusal(&error.to_string()))
            }
            Ok(Request::Action(action)) => match &mut self.world {
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

fn refusal(what: &str) -> String {
    json!({"error": what}).to_string()
}
