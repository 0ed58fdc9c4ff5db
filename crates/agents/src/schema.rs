//! Whether a result matches the schema that its tool declared (surface TR12).
//!
//! What is checked is what a service and a host can disagree on in earnest: presence, types, required members, fixed
//! choices. A schema that says more is taken at its word. Depth and work are bounded by the size of the value.

use serde_json::Value;

/// Whether `value` matches `schema`, in as far as it is checked.
pub(crate) fn matches(value: &Value, schema: &Value) -> bool {
    let Value::Object(keywords) = schema else { return schema != &Value::Bool(false) };
    keywords.iter().all(|(keyword, rule)| match (keyword.as_str(), rule, value) {
        ("type", Value::String(name), _) => is(value, name),
        ("type", Value::Array(names), _) => {
            names.iter().filter_map(Value::as_str).any(|name| is(value, name))
        }
        ("const", rule, _) => value == rule,
        ("enum", Value::Array(choices), _) => choices.contains(value),
        ("required", Value::Array(names), Value::Object(map)) => {
            names.iter().filter_map(Value::as_str).all(|name| map.contains_key(name))
        }
        ("properties", Value::Object(rules), Value::Object(map)) => {
            map.iter().all(|(name, member)| rules.get(name).is_none_or(|rule| matches(member, rule)))
        }
        ("items", rule, Value::Array(items)) => items.iter().all(|item| matches(item, rule)),
        _ => true,
    })
}

fn is(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => {
            value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        _ => true,
    }
}
