//! The plan beside the results: what a run was made from.

use crate::StoreError;
use crate::folder::{Folder, PLAN};
use serde_json::Value;

/// Reads the plan of a run.
pub(crate) fn read(folder: &Folder) -> Result<Value, StoreError> {
    let bytes = folder.read(PLAN)?;
    serde_json::from_slice(&bytes).map_err(|error| StoreError::damaged(&folder.file(PLAN), &error))
}

/// Writes the plan of a new run, once.
pub(crate) fn write(folder: &Folder, plan: &Value) -> Result<(), StoreError> {
    folder.write_whole(PLAN, format!("{plan:#}\n").as_bytes())
}

/// The first place where two plans differ, in words; `None` when they are the same. Order of members is no difference.
pub(crate) fn difference(old: &Value, new: &Value) -> Option<String> {
    walk("", Some(old), Some(new))
}

fn walk(place: &str, old: Option<&Value>, new: Option<&Value>) -> Option<String> {
    match (old, new) {
        (old, new) if old == new => None,
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            let names = old.keys().chain(new.keys().filter(|name| !old.contains_key(*name)));
            names.into_iter().find_map(|name| walk(&join(place, name), old.get(name), new.get(name)))
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) => (0..old.len().max(new.len()))
            .find_map(|index| walk(&format!("{place}[{index}]"), old.get(index), new.get(index))),
        _ => {
            let place = if place.is_empty() { "the plan".into() } else { format!("`{}`", shown(place)) };
            Some(format!("{place} was {} and is now {}", worded(old), worded(new)))
        }
    }
}

fn join(place: &str, name: &str) -> String {
    if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") }
}

fn worded(value: Option<&Value>) -> String {
    const MOST: usize = 80;
    let Some(value) = value else { return "not there".into() };
    let text = shown(&value.to_string());
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("`{}...`", text.get(..end).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}

/// A plan may quote a third party, so nothing of it is printed raw.
fn shown(text: &str) -> String {
    text.chars()
        .map(|c| if matches!(c, '"' | '\'' | '\\') { c.to_string() } else { c.escape_debug().to_string() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_the_first_difference() {
        let old = json!({"seeds": 3, "models": ["a", "b"], "limits": {"steps": 10}});
        let check = |new: Value, expected: Option<&str>| {
            assert_eq!(difference(&old, &new).as_deref(), expected, "{new}");
        };
        check(json!({"models": ["a", "b"], "limits": {"steps": 10}, "seeds": 3}), None);
        check(
            json!({"seeds": 5, "models": ["a", "b"], "limits": {"steps": 10}}),
            Some("`seeds` was `3` and is now `5`"),
        );
        check(
            json!({"seeds": 3, "models": ["a"], "limits": {"steps": 10}}),
            Some("`models[1]` was `\"b\"` and is now not there"),
        );
        check(
            json!({"seeds": 3, "models": ["a", "b"], "limits": {"steps": "\u{202e}x"}}),
            Some("`limits.steps` was `10` and is now `\"\\u{202e}x\"`"),
        );
        check(
            json!({"seeds": 3, "models": ["a", "b"], "limits": {"steps": 10}, "note": 1}),
            Some("`note` was not there and is now `1`"),
        );
        check(
            json!(7),
            Some(r#"the plan was `{"seeds":3,"models":["a","b"],"limits":{"steps":10}}` and is now `7`"#),
        );
    }
}
