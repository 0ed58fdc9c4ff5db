//! What a model is shown of a tool's answer, and what a user's screen shows of it.

use super::{members, plain, show_error, words};
use crate::{Field, Profile};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use wire::Message;

/// A result in the words that the model will read.
pub(crate) struct Shown {
    /// The words.
    pub(crate) text: String,
    /// Whether the call failed.
    pub(crate) failed: bool,
}

impl Shown {
    /// A failure in the host's own words.
    pub(crate) fn failure(text: impl Into<String>) -> Self {
        Self { text: text.into(), failed: true }
    }
}

/// Turns the answer to `tools/call` into text, as the profile has it.
pub(crate) fn show(answer: &Message, profile: &Profile) -> Shown {
    if let Some(error) = answer.error_json() {
        return Shown::failure(show_error(error, profile));
    }
    read(answer, profile).unwrap_or_else(|| Shown::failure("The tool's answer cannot be read."))
}

fn read(answer: &Message, profile: &Profile) -> Option<Shown> {
    let result = members(answer.result_json()?)?;
    let member = |key: &str| result.get(key).map_or("null", |raw| raw.get());
    let failed = serde_json::from_str::<Option<bool>>(member("isError")).ok()?.unwrap_or_default();
    let structured = Some(member("structuredContent")).filter(|json| *json != "null");
    let beside = structured.is_some();
    let shown = |block: &Value| Field::of_block(block, beside).is_none_or(|field| profile.forwards(field));
    let mut parts = match serde_json::from_str(member("content")).ok()? {
        Value::Array(blocks) => {
            blocks.iter().filter(|block| shown(block)).filter_map(|b| show_block(b, profile)).collect()
        }
        Value::Null => vec![],
        other => vec![other.to_string()],
    };
    parts.extend(structured.filter(|_| profile.forwards(Field::Structured)).map(|json| {
        // A host that shows it in place of the text shows the JSON.
        if profile.forwards(Field::TextBeside) { plain(json) } else { json.to_owned() }
    }));
    if profile.forwards(Field::ResultMeta) {
        parts.extend(rest(&result));
    }
    Some(Shown { text: parts.join("\n"), failed })
}

impl Field {
    /// The field that decides whether a block is shown at all; `None` for one that always is.
    fn of_block(block: &Value, beside_structured: bool) -> Option<Self> {
        let text = block.get("type").and_then(Value::as_str) == Some("text");
        beside_structured.then_some(if text { Self::TextBeside } else { Self::BlocksBeside })
    }
}

/// Members of a result that have no place of their own.
fn rest(result: &BTreeMap<String, &RawValue>) -> Vec<String> {
    let known = ["content", "isError", "structuredContent"];
    let usual = |key: &str, raw: &str| known.contains(&key) || (key == "resultType" && raw == "\"complete\"");
    let others = result.iter().filter(|(key, raw)| !usual(key, raw.get()));
    others.map(|(key, raw)| format!("{key}: {}", plain(raw.get()))).collect()
}

/// A block of content as the model reads it; `None` where nothing of it is forwarded.
pub(crate) fn show_block(block: &Value, profile: &Profile) -> Option<String> {
    if !profile.forwards(Field::ForUser) && !meant_for(block, "assistant") {
        return None;
    }
    let mut text = content(block, profile)?;
    if let Some(annotations) = block.get("annotations").filter(|_| profile.forwards(Field::BlockAnnotations))
    {
        text = format!("{text}\n{}", words(annotations));
    }
    if profile.forwards(Field::ResultMeta) {
        let known = [
            "type",
            "text",
            "annotations",
            "mimeType",
            "data",
            "uri",
            "name",
            "title",
            "description",
            "resource",
        ];
        let others =
            block.as_object().into_iter().flatten().filter(|(key, _)| !known.contains(&key.as_str()));
        let others: Map<String, Value> = others.map(|(key, value)| (key.clone(), value.clone())).collect();
        if !others.is_empty() {
            text = format!("{text}\n{}", words(&others.into()));
        }
    }
    Some(text)
}

fn content(block: &Value, profile: &Profile) -> Option<String> {
    let word = |key: &str| block.get(key).and_then(Value::as_str).unwrap_or_default();
    match word("type") {
        "text" => Some(word("text").to_owned()),
        kind @ ("image" | "audio") => {
            let field = if kind == "image" { Field::Image } else { Field::Audio };
            let (mime, data) = (word("mimeType"), word("data"));
            Some(if profile.forwards(field) {
                format!("[{kind} data:{mime};base64,{data}]")
            } else {
                format!("[{kind} {mime}, {} base64 characters]", data.len())
            })
        }
        "resource_link" => {
            let part = |field, key| if profile.forwards(field) { word(key) } else { "" };
            let parts = [
                part(Field::LinkName, "name"),
                part(Field::LinkTitle, "title"),
                part(Field::LinkDescription, "description"),
                part(Field::LinkUri, "uri"),
            ];
            let any = parts.iter().any(|part| !part.is_empty()) || profile.forwards(Field::LinkUri);
            any.then(|| parts.join(" ").trim().to_owned())
        }
        "resource" => {
            block.get("resource").map_or_else(|| Some(BINARY.into()), |inner| Some(resource(inner, profile)))
        }
        _ => Some(block.to_string()),
    }
}

const BINARY: &str = "[binary resource]";

/// The contents of a resource, embedded or read.
pub(crate) fn resource(resource: &Value, profile: &Profile) -> String {
    let member = |key: &str| resource.get(key).and_then(Value::as_str);
    let text = member("text").filter(|_| profile.forwards(Field::Embedded)).unwrap_or(BINARY);
    if !profile.forwards(Field::EmbeddedUri) {
        return text.to_owned();
    }
    let others = ["uri", "mimeType", "blob"].into_iter().filter_map(member);
    others.fold(text.to_owned(), |text, other| format!("{text}\n{other}"))
}

/// Whether a block says nothing of its audience, or names this one.
pub(crate) fn meant_for(block: &Value, audience: &str) -> bool {
    let named = block
        .get("annotations")
        .and_then(|annotations| annotations.get("audience"))
        .and_then(Value::as_array);
    named.is_none_or(|named| named.iter().any(|one| one == audience))
}
