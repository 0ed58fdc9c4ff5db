//! What a model is shown of a tool's answer.

use crate::{Profile, Structured};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use wire::Message;

/// A result in the words that the model will read.
pub(crate) struct Shown {
    /// The words.
    pub(crate) text: String,
    /// Whether the call failed.
    pub(crate) failed: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CallResult<'m> {
    #[serde(default)]
    content: Value,
    #[serde(borrow, default)]
    structured_content: Option<&'m RawValue>,
    #[serde(default)]
    is_error: bool,
}

/// Turns the answer to `tools/call` into text, as the profile has it.
pub(crate) fn show(answer: &Message, profile: &Profile) -> Shown {
    if let Some(error) = answer.error_json() {
        return Shown { text: show_error(error, profile), failed: true };
    }
    let Some(result) = answer.result_json().and_then(|json| serde_json::from_str::<CallResult<'_>>(json).ok()) else {
        return Shown { text: "The tool's answer cannot be read.".into(), failed: true };
    };
    let structured = result.structured_content.map(RawValue::get);
    let content = show_content(&result.content);
    let text = match (profile.structured, structured) {
        (Structured::Instead, Some(json)) => json.to_owned(),
        (Structured::Also, Some(json)) => format!("{content}\n{json}"),
        _ => content,
    };
    Shown { text, failed: result.is_error }
}

fn show_error(error: &str, profile: &Profile) -> String {
    let error: Value = serde_json::from_str(error).unwrap_or_default();
    let mut text = "The call failed.".to_owned();
    if let Some(message) = error.get("message").and_then(Value::as_str).filter(|_| profile.error_message) {
        text = format!("Error: {message}");
    }
    if let Some(data) = error.get("data").filter(|_| profile.error_data) {
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
        "image" | "audio" => format!("[{} {}, {} base64 characters]", word("type"), word("mimeType"), word("data").len()),
        "resource_link" => [word("name"), word("title"), word("description"), word("uri")].join(" ").trim().to_owned(),
        "resource" => {
            let text = block.get("resource").and_then(|resource| resource.get("text")).and_then(Value::as_str);
            text.unwrap_or("[binary resource]").to_owned()
        }
        _ => block.to_string(),
    }
}
