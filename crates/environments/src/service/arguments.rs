//! Arguments held against a tool's schema, with words that say how to mend them.

use serde_json::{Map, Value};
use wire::excerpt;

/// Checks `arguments` against `schema`: `type`, `required`, `properties`, `items`, `enum`, `minimum`, and no names that
/// the schema does not have. Other keywords are not looked at: the tools of an environment use no others.
pub(super) fn check(schema: &Value, arguments: &Value) -> Result<(), String> {
    value(schema, arguments, "")
}

fn value(schema: &Value, found: &Value, path: &str) -> Result<(), String> {
    let wanted = types(schema);
    if !wanted.is_empty() && !wanted.iter().any(|name| is(found, name)) {
        return Err(format!("{} must be {}, not {}", place(path), one_of(&wanted), shown(found)));
    }
    if let Some(choices) = schema.get("enum").and_then(Value::as_array)
        && !choices.contains(found)
    {
        let choices = choices.iter().map(Value::to_string).collect::<Vec<_>>().join(", ");
        return Err(format!("{} must be one of {choices}, not {}", place(path), shown(found)));
    }
    if let (Some(least), Some(number)) = (schema.get("minimum").and_then(Value::as_f64), found.as_f64())
        && number < least
    {
        return Err(format!("{} must be at least {least}, not {}", place(path), shown(found)));
    }
    match found {
        Value::Object(members) => object(schema, members, path),
        Value::Array(items) => array(schema, items, path),
        _ => Ok(()),
    }
}

fn object(schema: &Value, members: &Map<String, Value>, path: &str) -> Result<(), String> {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return Ok(()) };
    let required =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    for name in required {
        if !members.contains_key(name) {
            let wanted = one_of(&properties.get(name).map(types).unwrap_or_default());
            return Err(format!("{} is missing; give {wanted}", place(&join(path, name))));
        }
    }
    for (name, member) in members {
        let Some(property) = properties.get(name) else {
            let known = properties.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            let known = if known.is_empty() { "none" } else { &known };
            return Err(format!(
                "there is no argument {}; the names are: {known}",
                place(&join(path, &excerpt(name)))
            ));
        };
        value(property, member, &join(path, name))?;
    }
    Ok(())
}

fn array(schema: &Value, items: &[Value], path: &str) -> Result<(), String> {
    let Some(schema) = schema.get("items") else { return Ok(()) };
    for (index, item) in items.iter().enumerate() {
        value(schema, item, &format!("{path}[{index}]"))?;
    }
    Ok(())
}

/// The types that a schema allows; empty when it does not say.
fn types(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        _ => true,
    }
}

fn one_of(names: &[&str]) -> String {
    names.iter().map(|name| article(name)).collect::<Vec<_>>().join(" or ")
}

fn article(name: &str) -> String {
    match name {
        "object" | "array" | "integer" => format!("an {name}"),
        "null" => "null".to_owned(),
        _ => format!("a {name}"),
    }
}

fn place(path: &str) -> String {
    if path.is_empty() { "the arguments".to_owned() } else { format!("`{path}`") }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

fn shown(value: &Value) -> String {
    excerpt(&value.to_string())
}
