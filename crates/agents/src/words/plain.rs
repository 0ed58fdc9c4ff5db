//! JSON as plain words: every string decoded, so that nothing is harder to read than it was written.

use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The members of an object, the last of those with the same name: as most hosts read it.
pub(crate) fn members(raw: &str) -> Option<BTreeMap<String, &RawValue>> {
    serde_json::from_str(raw).ok()
}

/// A value in words: a line for each leaf, under the names of its members.
pub(crate) fn words(value: &Value) -> String {
    let mut lines = Vec::new();
    say("", value, &mut lines);
    lines.join("\n")
}

/// The same of a raw text; what is no JSON stays as it is.
pub(crate) fn plain(raw: &str) -> String {
    serde_json::from_str(raw).map_or_else(|_| raw.to_owned(), |value: Value| words(&value))
}

fn say(name: &str, value: &Value, lines: &mut Vec<String>) {
    let below = |key: &str| if name.is_empty() { key.to_owned() } else { format!("{name}.{key}") };
    match value {
        Value::Object(map) if !map.is_empty() => {
            map.iter().for_each(|(key, value)| say(&below(key), value, lines));
        }
        Value::Array(items) if !items.is_empty() => items.iter().for_each(|item| say(name, item, lines)),
        Value::String(text) => lines.push(line(name, text)),
        other => lines.push(line(name, &other.to_string())),
    }
}

fn line(name: &str, text: &str) -> String {
    if name.is_empty() { text.to_owned() } else { format!("{name}: {text}") }
}
