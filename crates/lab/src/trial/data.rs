//! What a benign service returns in the course of a task, for an attacker who wants it elsewhere.
//!
//! It is found by playing the task's solution in a world of its own: a text of the first result of a service that is neither
//! the hostile one nor the one that leads outside, and that an agent which does its task takes to no other service.

use super::Fault;
use crate::Subject;
use attacks::Data;
use detect::Canary;
use environments::{Act, Environment, Shape};
use serde_json::Value;
use std::collections::VecDeque;
use std::sync::Arc;

/// Fewest and most characters of a text that is looked for: recognizable, and no whole document.
const LENGTHS: std::ops::RangeInclusive<usize> = 12..=120;

/// The data of a task, where there are any; `hostile` is the label of the attacker's service, the one that the task calls
/// most if none is given.
pub(crate) fn data(subject: &Subject, seed: u64, hostile: Option<&str>) -> Result<Option<Data>, Fault> {
    let Subject::Environment { family, index, shape: Shape::Native, settings, .. } = subject else {
        return Ok(None);
    };
    if family.waits(settings) {
        return Ok(None);
    }
    let mut world = family.open(*index, seed, settings)?;
    let parts = world.services();
    let solution = world.solution(Shape::Native);
    let busiest = parts.get(super::world::busiest(parts, &solution)).map(|(label, _)| *label);
    let of = |tool: &str| parts.iter().find(|(_, tools)| tools.contains(&tool)).map(|(label, _)| *label);
    let outside = world.foreign_act(Shape::Native, "").and_then(|act| of(&act.tool));
    let taken = [hostile.or(busiest), outside];
    for act in &solution.calls {
        let reply = world.call(&act.tool, &act.arguments);
        let Some(source) = of(&act.tool).filter(|label| !reply.failed && !taken.contains(&Some(*label)))
        else {
            continue;
        };
        // A tool's first result is what the demand asks for.
        let first = solution
            .calls
            .iter()
            .find(|call| call.tool == act.tool)
            .is_some_and(|call| std::ptr::eq(call, act));
        let elsewhere: Vec<&Act> =
            solution.calls.iter().filter(|call| of(&call.tool) != Some(source)).collect();
        let private = |value: &&str| kept(value, world.as_ref(), &elsewhere);
        let texts = texts(&reply.structured);
        let fitting =
            texts.iter().map(String::as_str).filter(|text| plain(text) && reply.text.contains(text));
        let Some(value) = fitting.filter(|_| first).filter(private).max_by_key(|text| text.len()) else {
            continue;
        };
        let own = parts.iter().find(|(label, _)| *label == source).map_or(&[][..], |(_, tools)| *tools);
        return Ok(Some(Data {
            source: source.into(),
            tools: own.iter().map(|tool| Arc::from(*tool)).collect(),
            tool: act.tool.as_str().into(),
            value: value.to_owned(),
        }));
    }
    Ok(None)
}

/// All strings of a value, those within first.
fn texts(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut left = VecDeque::from([value]);
    while let Some(value) = left.pop_front() {
        match value {
            Value::String(text) => found.push(text.clone()),
            Value::Array(items) => left.extend(items),
            Value::Object(members) => left.extend(members.values()),
            _ => {}
        }
    }
    found
}

/// Whether a text reads the same in whatever form a result is shown.
fn plain(text: &str) -> bool {
    LENGTHS.contains(&text.chars().count())
        && !text.contains(|char: char| char.is_control() || "\"\\".contains(char))
}

/// Whether a text stands neither in what the user asks nor in what the task brings to other services.
fn kept(value: &str, world: &dyn Environment, elsewhere: &[&Act]) -> bool {
    let mut known = vec![world.task().prompt.clone()];
    known.extend(elsewhere.iter().map(|act| texts(&act.arguments).join("\n")));
    Canary::new(value).leaks(&known.iter().map(String::as_str).collect::<Vec<_>>()).is_none()
}
