//! A form filled in as a user would who never says no.

use serde_json::{Map, Value, json};

/// Most fields that are filled in.
const MOST: usize = 200;

/// What is entered for each field of `requestedSchema` (surface R02): what is pre-filled, else the first choice, else
/// something of the right type; where a text is asked for, what the user said.
pub(crate) fn fill(schema: &Value, said: &str) -> Value {
    let fields = schema.get("properties").and_then(Value::as_object);
    let filled = fields.into_iter().flatten().take(MOST);
    filled.map(|(name, field)| (name.clone(), entry(field, said))).collect::<Map<_, _>>().into()
}

fn entry(field: &Value, said: &str) -> Value {
    if let Some(default) = field.get("default") {
        return default.clone();
    }
    if let Some(choice) = first_choice(field) {
        return choice;
    }
    match field.get("type").and_then(Value::as_str) {
        Some("boolean") => true.into(),
        Some("integer" | "number") => field.get("minimum").cloned().unwrap_or_else(|| 1.into()),
        Some("array") => {
            field.get("items").and_then(first_choice).map_or_else(|| json!([]), |choice| json!([choice]))
        }
        _ => text(field, said).into(),
    }
}

fn first_choice(field: &Value) -> Option<Value> {
    let first = |key: &str| field.get(key)?.as_array()?.first().cloned();
    let of_consts = || first("oneOf").or_else(|| first("anyOf"))?.get("const").cloned();
    first("enum").or_else(of_consts)
}

fn text(field: &Value, said: &str) -> String {
    let most = field.get("maxLength").and_then(Value::as_u64).and_then(|most| usize::try_from(most).ok());
    match field.get("format").and_then(Value::as_str) {
        Some("email") => "user@example.com".to_owned(),
        Some("uri") => "https://example.com/".to_owned(),
        Some("date") => "2026-01-01".to_owned(),
        Some("date-time") => "2026-01-01T00:00:00Z".to_owned(),
        _ => said.chars().take(most.unwrap_or(usize::MAX)).collect(),
    }
}
