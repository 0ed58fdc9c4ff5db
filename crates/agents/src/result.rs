//! What a model is shown of a tool's answer.

use crate::toolbox::members;
use crate::{Profile, Structured};
use serde_json::Value;
use wire::Message;

/// A result in the words that the model will read.
pub(crate) struct Shown {
    /// The words.
    pub(crate) text: String,
    /// Whether the call failed.
    pub(crate) failed: bool,
}

/// Turns the answer to `tools/call` into text, as the profile has it.
pub(crate) fn show(answer: &Message, profile: &Profile) -> Shown {
    if let Some(error) = answer.error_json() {
        return Shown { text: show_error(error, profile), failed: true };
    }
    read(answer, profile)
        .unwrap_or_else(|| Shown { text: "The tool's answer cannot be read.".into(), failed: true })
}

fn read(answer: &Message, profile: &Profile) -> Option<Shown> {
    let result = members(answer.result_json()?)?;
    let member = |key: &str| result.get(key).map_or("null", |raw| raw.get());
    let failed = serde_json::from_str::<Option<bool>>(member("isError")).ok()?.unwrap_or_default();
    let content = show_content(&serde_json::from_str(member("content")).ok()?);
    let text = match (profile.structured, member("structuredContent")) {
        (Structured::Never, _) | (_, "null") => content,
        (Structured::Instead, json) => json.to_owned(),
        (Structured::Also, json) => format!("{content}\n{json}"),
    };
    Some(Shown { text, failed })
}

fn show_error(error: &str, profile: &Profile) -> String {
    let error: Value = serde_json::from_str(error).unwrap_or_default();
    let mut text = "The call failed.".to_owned();
    if let Some(message) = error.get("message").and_then(Value::as_str).filter(|_| profile.error_message) {
        text = format!("Error: {message}");
    }
    if let Some(data) = error.get("data").filter(|_| profile.error_data) {
        let data = data.as_str().map_or_else(|| data.to_string(), str::to_owned);
        text = format!("{text}\n{data}");
    }
    text
}

fn show_content(content: &Value) -> String {
    match content {
        Value::Array(blocks) => blocks.iter().map(show_block).collect::<Vec<_>>().join("\n"),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn show_block(block: &Value) -> String {
    let word = |key: &str| block.get(key).and_then(Value::as_str).unwrap_or_default();
    match word("type") {
        "text" => word("text").to_owned(),
        "image" | "audio" => {
            format!("[{} {}, {} base64 characters]", word("type"), word("mimeType"), word("data").len())
        }
        "resource_link" => {
            [word("name"), word("title"), word("description"), word("uri")].join(" ").trim().to_owned()
        }
        "resource" => {
            let text =
                block.get("resource").and_then(|resource| resource.get("text")).and_then(Value::as_str);
            text.unwrap_or("[binary resource]").to_owned()
        }
        _ => block.to_string(),
    }
}
