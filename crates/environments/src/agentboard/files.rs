//! The originals' files, as settings name them and as they are read.

use crate::EnvironmentError;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use wire::excerpt;

/// The settings of a family whose tasks start from a second file: `tasks` and the one named `start`, both or none.
///
/// # Errors
/// For other settings, and for one file without the other.
pub(crate) fn two_files(
    family: &'static str,
    start: &str,
    settings: &Value,
) -> Result<Option<(String, String)>, EnvironmentError> {
    let unfit = |what: String| EnvironmentError::Settings { family, what };
    let help = format!("the settings are `tasks` and `{start}`, two files");
    let named = Option::<BTreeMap<String, Option<String>>>::deserialize(settings)
        .map_err(|error| unfit(format!("{error}; {help}")))?;
    let mut named = named.unwrap_or_default();
    let files = (named.remove("tasks").flatten(), named.remove(start).flatten());
    if let Some(other) = named.keys().next() {
        return Err(unfit(format!("unknown field `{}`; {help}", excerpt(other))));
    }
    let alone =
        |one: &str, other: &str| unfit(format!("`{one}` is named but `{other}` is not; name both files"));
    match files {
        (None, None) => Ok(None),
        (Some(tasks), Some(start)) => Ok(Some((tasks, start))),
        (None, Some(_)) => Err(alone(start, "tasks")),
        (Some(_), None) => Err(alone("tasks", start)),
    }
}

/// Reads a file of JSON lines, at least one; blank lines do not count.
///
/// # Errors
/// The file, the line and what is wrong there.
pub(crate) fn read_lines<T>(
    family: &'static str,
    path: &str,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<Vec<T>, EnvironmentError> {
    let unusable = |what: String| EnvironmentError::Data { family, path: path.to_owned(), what };
    let text = fs::read_to_string(path).map_err(|error| unusable(error.to_string()))?;
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let lines =
        lines.map(|(number, line)| read(line).map_err(|what| unusable(format!("line {number}: {what}"))));
    let lines = lines.collect::<Result<Vec<T>, _>>()?;
    if lines.is_empty() { Err(unusable("it has no tasks".to_owned())) } else { Ok(lines) }
}
