//! Every defense, in one explicit list.

use crate::{Defense, DefenseError, Entry, detector, flow, reminder, spotlight, whitelist};
use serde_json::Value;

/// The catalogue, in the order in which it is shown.
pub const DEFENSES: &[Entry] =
    &[whitelist::ENTRY, detector::ENTRY, flow::ENTRY, reminder::ENTRY, spotlight::ENTRY];

/// How alike two ids must be for one to be offered for the other: 0 (not at all) to 1 (the same).
const ALIKE: f64 = 0.6;

/// Opens the defense with this id; `null` settings are the defaults.
///
/// ```
/// use defenses::open;
/// assert!(open("reminder", &serde_json::json!({"place": "within"})).is_ok());
/// let error = open("spotlite", &serde_json::Value::Null).err().unwrap();
/// assert!(error.to_string().contains("did you mean `spotlight`?"));
/// ```
///
/// # Errors
/// [`DefenseError::Unknown`], with the nearest id, and [`DefenseError::Settings`].
pub fn open(id: &str, settings: &Value) -> Result<Box<dyn Defense>, DefenseError> {
    let entry = DEFENSES.iter().find(|entry| entry.id == id).ok_or_else(|| unknown(id))?;
    (entry.open)(settings)
}

fn unknown(id: &str) -> DefenseError {
    let id = wire::excerpt(id);
    let alike = |entry: &Entry| strsim::jaro_winkler(entry.id, &id);
    let nearest = DEFENSES.iter().max_by(|one, other| alike(one).total_cmp(&alike(other)));
    let hint =
        nearest.filter(|entry| alike(entry) >= ALIKE).map(|entry| format!(", did you mean `{}`?", entry.id));
    let known = DEFENSES.iter().map(|entry| entry.id).collect::<Vec<_>>().join(", ");
    DefenseError::Unknown { hint: hint.unwrap_or_default(), known, id }
}
