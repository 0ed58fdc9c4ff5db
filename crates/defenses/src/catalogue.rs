//! Every defense, in one explicit list.

use crate::nearest::nearest;
use crate::{
    Defense, DefenseError, Entry, budget, cache, capabilities, detector, dlp, flow, limit, namespace,
    normalize, parity, pin, policy, quarantine, redescribe, reminder, sandwich, schema, spotlight, state,
    tool_filter, verification, whitelist,
};
use serde_json::Value;

/// The catalogue, in the order in which it is shown.
pub const DEFENSES: &[Entry] = &[
    whitelist::ENTRY,
    detector::ENTRY,
    reminder::ENTRY,
    verification::ENTRY,
    normalize::ENTRY,
    schema::ENTRY,
    pin::ENTRY,
    namespace::ENTRY,
    parity::ENTRY,
    state::ENTRY,
    capabilities::ENTRY,
    budget::ENTRY,
    cache::ENTRY,
    limit::ENTRY,
    policy::ENTRY,
    dlp::ENTRY,
    tool_filter::ENTRY,
    spotlight::ENTRY,
    sandwich::ENTRY,
    redescribe::ENTRY,
    quarantine::ENTRY,
    flow::ENTRY,
];

/// What a careful host runs: ids with settings as JSON, host side first. From the service's side a message is measured, held
/// against the session, and asked what it wants of the host before anybody reads it; definitions are pinned as the
/// service wrote them, then pruned; the detector reads what the model will.
pub const CAREFUL: &[(&str, &str)] = &[
    ("detector", "{}"),
    ("namespace", r#"{"prefix": "never"}"#),
    ("parity", "{}"),
    ("normalize", r#"{"action": "strip"}"#),
    ("schema", "{}"),
    ("pin", "{}"),
    ("cache", "{}"),
    ("capabilities", "{}"),
    ("state", "{}"),
    ("limit", "{}"),
];

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
    let hint = nearest(&id, DEFENSES.iter().map(|entry| entry.id));
    let hint = hint.map(|known| format!(", did you mean `{known}`?"));
    let known = DEFENSES.iter().map(|entry| entry.id).collect::<Vec<_>>().join(", ");
    DefenseError::Unknown { hint: hint.unwrap_or_default(), known, id }
}
