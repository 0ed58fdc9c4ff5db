//! A JSON-RPC error.

use super::words;
use crate::{Field, Profile};
use serde_json::Value;

/// What the model is told of an error (surfaces E02, E03).
pub(crate) fn show_error(error: &str, profile: &Profile) -> String {
    let error: Value = serde_json::from_str(error).unwrap_or_default();
    let mut text = "The call failed.".to_owned();
    if let Some(message) =
        error.get("message").and_then(Value::as_str).filter(|_| profile.forwards(Field::ErrorMessage))
    {
        text = format!("Error: {message}");
    }
    if let Some(data) = error.get("data").filter(|_| profile.forwards(Field::ErrorData)) {
        text = format!("{text}\n{}", words(data));
    }
    text
}
