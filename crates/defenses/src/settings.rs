//! Settings from JSON.

use crate::{DefenseError, Entry};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Reads settings; none at all are the defaults.
pub(crate) fn read<T: DeserializeOwned>(entry: &Entry, settings: &Value) -> Result<T, DefenseError> {
    let settings = match settings {
        Value::Null => Value::Object(Map::new()),
        Value::Object(_) => settings.clone(),
        _ => return Err(wrong(entry, &"they must be an object")),
    };
    serde_json::from_value(settings).map_err(|error| wrong(entry, &error))
}

/// An error about the settings of a defense.
pub(crate) fn wrong(entry: &Entry, what: &impl ToString) -> DefenseError {
    DefenseError::Settings { defense: entry.id, what: what.to_string(), example: entry.settings }
}
