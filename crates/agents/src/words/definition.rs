//! What a host puts into a tool's description besides the description.

use super::plain;
use crate::{Field, Profile};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The description as the model reads it: the service's, and every other member that the profile forwards.
pub(crate) fn description(text: String, members: &BTreeMap<String, &RawValue>, profile: &Profile) -> String {
    let Some(text) = Some(text).filter(|_| profile.forwards(Field::ToolDescription)) else {
        return String::new();
    };
    let more = members.iter().filter(|(key, _)| field(key).is_some_and(|field| profile.forwards(field)));
    more.fold(text, |text, (key, raw)| format!("{text}\n\n{key}: {}", plain(raw.get())))
}

/// The field that a member of a definition is; `None` for those with a place of their own.
fn field(member: &str) -> Option<Field> {
    match member {
        "name" | "description" | "inputSchema" => None,
        "title" => Some(Field::ToolTitle),
        "outputSchema" => Some(Field::OutputSchema),
        "annotations" => Some(Field::Annotations),
        "icons" => Some(Field::ToolIcons),
        _ => Some(Field::ToolMeta),
    }
}
