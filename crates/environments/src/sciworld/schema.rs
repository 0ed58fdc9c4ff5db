//! The schemas of the native tools.

use serde_json::{Map, Value, json};

/// What every answer to an action has.
pub(super) fn status() -> Vec<(&'static str, Value)> {
    vec![
        ("observation", text("What you see.")),
        ("room", text("The room in which you are.")),
        (
            "score",
            json!({"type": "integer", "description": "Points, of 100; -100 for a task that has failed."}),
        ),
        ("moves_left", json!({"type": "integer", "minimum": 0})),
        ("done", json!({"type": "boolean", "description": "Whether the task is over."})),
    ]
}

/// What every answer to a look at something has.
pub(super) fn view() -> Vec<(&'static str, Value)> {
    let mut members = status();
    members.push(("contents", json!({"type": "array", "items": thing()})));
    members
}

/// What a look around has besides.
pub(super) fn exits() -> (&'static str, Value) {
    let exit = object(vec![("room", json!({"type": "string"})), ("open", json!({"type": "boolean"}))]);
    ("exits", json!({"type": "array", "items": exit}))
}

/// One thing in a list.
fn thing() -> Value {
    object(vec![
        ("object", text("Name that stands for this thing alone.")),
        ("name", json!({"type": "string"})),
        ("open", json!({"type": ["boolean", "null"]})),
        ("on", json!({"type": ["boolean", "null"]})),
        ("phase", json!({"type": ["string", "null"], "enum": ["solid", "liquid", "gas", null]})),
    ])
}

/// A text with its meaning.
pub(super) fn text(description: &str) -> Value {
    json!({"type": "string", "description": description})
}

/// The schema of an object all of whose members are required.
pub(super) fn object(members: Vec<(&'static str, Value)>) -> Value {
    let names: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    let properties: Map<String, Value> =
        members.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    json!({"type": "object", "properties": properties, "required": names, "additionalProperties": false})
}
