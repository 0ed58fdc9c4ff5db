//! Argument schemas without the keywords that a host does not forward.

use crate::{Field, Profile};
use serde_json::Value;
use wire::json::Below;

/// Fields of a schema that a profile may leave out.
const OPTIONAL: [Field; 7] = [
    Field::SchemaTitle,
    Field::SchemaComment,
    Field::SchemaDescription,
    Field::SchemaChoice,
    Field::SchemaDefault,
    Field::SchemaBound,
    Field::SchemaUnknown,
];

/// The schema as the profile forwards it: byte for byte where it forwards all of it.
pub(crate) fn strip(schema: &str, profile: &Profile) -> String {
    if OPTIONAL.into_iter().all(|field| profile.forwards(field)) {
        return schema.to_owned();
    }
    let Ok(mut value) = serde_json::from_str(schema) else { return r#"{"type":"object"}"#.to_owned() };
    prune(&mut value, profile);
    value.to_string()
}

fn prune(schema: &mut Value, profile: &Profile) {
    let Value::Object(keywords) = schema else { return };
    keywords.retain(|keyword, _| optional(keyword).is_none_or(|field| profile.forwards(field)));
    for (keyword, value) in keywords {
        match (Below::of(keyword), value) {
            (Below::Schemas, value @ Value::Object(_)) => prune(value, profile),
            (Below::Schemas, Value::Array(schemas)) => {
                schemas.iter_mut().for_each(|below| prune(below, profile));
            }
            (Below::Named, Value::Object(schemas)) => {
                schemas.values_mut().for_each(|below| prune(below, profile));
            }
            _ => {}
        }
    }
}

/// The field that a keyword is; `None` for those that every host forwards.
fn optional(keyword: &str) -> Option<Field> {
    match keyword {
        "title" => Some(Field::SchemaTitle),
        "$comment" => Some(Field::SchemaComment),
        "description" => Some(Field::SchemaDescription),
        "enum" | "const" => Some(Field::SchemaChoice),
        "default" | "examples" => Some(Field::SchemaDefault),
        "pattern" | "format" | "multipleOf" | "uniqueItems" => Some(Field::SchemaBound),
        _ if keyword.starts_with("min") || keyword.starts_with("max") => Some(Field::SchemaBound),
        _ if keyword.starts_with("exclusiveM") => Some(Field::SchemaBound),
        "type" | "required" | "$schema" | "$id" | "$ref" | "$anchor" | "$dynamicRef" | "$dynamicAnchor"
        | "dependentRequired" => None,
        _ => (Below::of(keyword) == Below::Data).then_some(Field::SchemaUnknown),
    }
}
