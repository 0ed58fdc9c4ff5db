//! Texts of the definitions of real servers, as they were recorded: one JSON file a server.

use super::error::DetectorError;
use super::labelled::Labelled;
use serde_json::Value;
use std::path::Path;

/// Shorter strings are names and values of enumerations.
const SHORTEST: usize = 12;

/// Every sentence that such a file offers a model.
pub(crate) fn read(path: &Path) -> Result<Vec<Labelled>, DetectorError> {
    let file = || path.display().to_string();
    let unreadable = |what: String| DetectorError::Unreadable { file: file(), what };
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    let server: Value = serde_json::from_str(&text).map_err(|error| unreadable(error.to_string()))?;
    let group = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut texts = Vec::new();
    let mut add = |surface: &str, text: &str| {
        if text.len() >= SHORTEST {
            texts.push(Labelled {
                text: text.to_owned(),
                malicious: false,
                surface: surface.to_owned(),
                dataset: "real_servers".to_owned(),
                group: group.clone(),
            });
        }
    };
    if let Some(instructions) = server.pointer("/initialize/instructions").and_then(Value::as_str) {
        add("instructions", instructions);
    }
    for tool in server.get("tools").and_then(Value::as_array).into_iter().flatten() {
        add("tool_description", tool.get("description").and_then(Value::as_str).unwrap_or_default());
        add("tool_definition", &tool.to_string());
        let mut inner = Vec::new();
        descriptions(tool.get("inputSchema").unwrap_or(&Value::Null), &mut inner);
        inner.iter().for_each(|text| add("parameter_description", text));
    }
    Ok(texts)
}

/// The descriptions within a schema.
fn descriptions<'v>(schema: &'v Value, found: &mut Vec<&'v str>) {
    match schema {
        Value::Array(items) => items.iter().for_each(|item| descriptions(item, found)),
        Value::Object(members) => {
            for (key, value) in members {
                match value.as_str() {
                    Some(text) if key == "description" => found.push(text),
                    _ => descriptions(value, found),
                }
            }
        }
        _ => {}
    }
}
