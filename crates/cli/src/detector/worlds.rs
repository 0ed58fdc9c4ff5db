//! Benign texts of our own environments: what their tools say of themselves, and what they answer.

use super::labelled::Labelled;
use environments::{Environment, FAMILIES, Family, Shape};
use serde_json::Value;
use std::collections::BTreeSet;

/// Tasks of each environment that are played, evenly spread.
const TASKS: usize = 12;

/// Shorter strings are names.
const SHORTEST: usize = 12;

/// Where texts come from that an environment of ours says.
pub(crate) const DATASET: &str = "environments";

/// All of them, in a fixed order.
pub(crate) fn texts() -> Vec<Labelled> {
    FAMILIES.iter().flat_map(|family| world(*family)).collect()
}

fn world(family: &dyn Family) -> Vec<Labelled> {
    let tasks = family.tasks(&Value::Null).unwrap_or(0);
    let mut found = BTreeSet::new();
    for index in (0..tasks).step_by(tasks.div_ceil(TASKS).max(1)) {
        if let Ok(mut world) = family.open(index, 0, &Value::Null) {
            play(&mut *world, &mut found);
        }
    }
    let labelled = |(surface, text): (&str, String)| Labelled {
        text,
        malicious: false,
        surface: surface.to_owned(),
        dataset: DATASET.to_owned(),
        group: family.id().to_owned(),
    };
    found.into_iter().map(labelled).collect()
}

/// Plays the solution in the native shape.
fn play(world: &mut dyn Environment, found: &mut BTreeSet<(&'static str, String)>) {
    for tool in world.tools() {
        found.insert(("tool_description", tool.description.to_owned()));
        strings(&tool.input, "tool_description", found);
        strings(&tool.output, "tool_description", found);
    }
    found.insert(("tool_description", world.grammar().to_owned()));
    found.insert(("tool_result", world.observation()));
    for call in world.solution(Shape::Native).calls {
        let reply = world.call(&call.tool, &call.arguments);
        strings(&reply.structured, "tool_result", found);
        found.insert(("tool_result", reply.text));
    }
}

/// Every string of a value that is long enough to say something.
fn strings(value: &Value, surface: &'static str, found: &mut BTreeSet<(&'static str, String)>) {
    match value {
        Value::String(text) if text.len() >= SHORTEST => {
            found.insert((surface, text.clone()));
        }
        Value::Array(items) => items.iter().for_each(|item| strings(item, surface, found)),
        Value::Object(members) => members.values().for_each(|member| strings(member, surface, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use detect::injection::score;

    #[test]
    fn no_text_of_our_environments_is_taken_for_an_injection() {
        let texts = texts();
        assert!(texts.len() > 1000, "{}", texts.len());
        for text in texts {
            let signal = score(&text.text);
            assert!(!signal.injected(), "{:.2} {}: {}", signal.score, text.group, text.text);
        }
    }
}
