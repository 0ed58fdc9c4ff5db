//! What answers say.

use super::protocol::{Kind, Protocol};
use crate::Step;
use serde_json::Value;
use wire::excerpt;

/// Most that is quoted of an error, in characters.
const QUOTED: usize = 2000;

/// What a reset or a step shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Seen {
    pub(super) step: Step,
    /// What is possible now, where the server lists it.
    pub(super) offered: Option<Vec<String>>,
}

/// Why there is nothing to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unseen {
    /// The server says so, in words of its own.
    Refused(String),
    /// The answer has not the shape that it should have.
    Odd(String),
}

/// The id of a created environment.
pub(super) fn created(protocol: &Protocol, answer: &Value) -> Result<i64, Unseen> {
    refused(answer)?;
    let id = match answer {
        Value::Object(members) => members.get(protocol.id()).and_then(Value::as_i64),
        answer => answer.as_i64(),
    };
    id.ok_or_else(|| odd("the number of an environment", answer))
}

/// What a reset shows.
pub(super) fn reset(protocol: &Protocol, answer: &Value) -> Result<Seen, Unseen> {
    refused(answer)?;
    let mut observation = text(answer).ok_or_else(|| odd("an observation", answer))?.to_owned();
    match protocol.kind {
        Kind::SciWorld => {
            let task = answer.get("task_description").and_then(Value::as_str);
            let task = task.ok_or_else(|| odd("a task_description", answer))?;
            observation = format!("{task}\n{observation}");
        }
        // The browser behind it did not start.
        Kind::WebArena if observation == "TimeoutError" => return Err(Unseen::Refused(observation)),
        _ => {}
    }
    let reward = number(answer, protocol).unwrap_or_default();
    let done = answer.get("done").and_then(Value::as_bool).unwrap_or_default();
    Ok(Seen { step: Step { observation, reward, done }, offered: offered(answer) })
}

/// What a step shows.
pub(super) fn step(protocol: &Protocol, answer: &Value) -> Result<Seen, Unseen> {
    refused(answer)?;
    let observation = text(answer).ok_or_else(|| odd("an observation", answer))?.to_owned();
    let ended = if protocol.kind == Kind::WebArena { "terminated" } else { "done" };
    let done = answer.get(ended).and_then(Value::as_bool);
    let done = done.ok_or_else(|| odd("whether the episode is over", answer))?;
    let mut reward = number(answer, protocol).ok_or_else(|| odd("a reward", answer))?;
    if protocol.kind == Kind::WebArena && !done {
        reward = 0.0;
    }
    Ok(Seen { step: Step { observation, reward, done }, offered: offered(answer) })
}

/// The text of an answer, bare or in one of the members that hold it.
pub(super) fn text(answer: &Value) -> Option<&str> {
    match answer {
        Value::String(text) => Some(text),
        Value::Array(parts) => parts.first()?.as_str(),
        Value::Object(members) => members.get("observation").or_else(|| members.get("state"))?.as_str(),
        _ => None,
    }
}

/// An error that came with status 200.
pub(super) fn refused(answer: &Value) -> Result<(), Unseen> {
    match answer.get("error") {
        None => Ok(()),
        Some(Value::String(said)) => Err(Unseen::Refused(said.chars().take(QUOTED).collect())),
        Some(said) => Err(Unseen::Refused(excerpt(&said.to_string()).to_string())),
    }
}

/// Whether the server says that the environment itself is gone.
pub(super) fn gone(said: &str) -> bool {
    (said.starts_with("The id ") && said.ends_with(" is not valid."))
        || (said.starts_with("The task with environment ") && said.ends_with(" has been deleted."))
}

/// What counts, in the original's scale. Some servers write a reward as true or false.
fn number(answer: &Value, protocol: &Protocol) -> Option<f64> {
    let score = answer.get("score").filter(|_| protocol.scores());
    match score.or_else(|| answer.get("reward"))? {
        Value::Bool(won) => Some(f64::from(u8::from(*won))),
        value => value.as_f64().filter(|value| value.is_finite()),
    }
}

fn offered(answer: &Value) -> Option<Vec<String>> {
    let actions = answer.get("available_actions")?.as_array()?;
    actions.iter().map(|action| action.as_str().map(str::to_owned)).collect()
}

fn odd(wanted: &str, answer: &Value) -> Unseen {
    Unseen::Odd(format!("the answer does not say {wanted}: {}", excerpt(&answer.to_string())))
}
