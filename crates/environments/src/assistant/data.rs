//! The office and the tasks that come with the program.

use super::office::{Office, Records};
use super::task::{self, OfficeTask};
use std::sync::{Arc, LazyLock};

/// A data file by name with its text.
type DataFile = (&'static str, &'static str);

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../data/assistant/", $name)))),*]
    };
}

/// The records that every task starts from, one file a service.
const OFFICE: &[DataFile] = embedded![
    "office/mail.json",
    "office/calendar.json",
    "office/files.json",
    "office/contacts.json",
    "office/chat.json",
    "office/bank.json",
    "office/web.json",
];

/// The tasks, by theme.
const TASKS: &[DataFile] = embedded![
    "tasks/correspondence.json",
    "tasks/meetings.json",
    "tasks/documents.json",
    "tasks/money.json",
    "tasks/people.json",
    "tasks/errands.json",
];

static BASE: LazyLock<Result<Office, String>> = LazyLock::new(|| {
    OFFICE.iter().try_fold(Office::default(), |office, (name, text)| {
        let records: Records = serde_json::from_str(text).map_err(|error| format!("{name}: {error}"))?;
        Ok(office.with(records))
    })
});

static OURS: LazyLock<Result<Vec<Arc<OfficeTask>>, String>> = LazyLock::new(|| {
    let base = BASE.as_ref().map_err(String::clone)?;
    let files =
        TASKS.iter().map(|(name, text)| task::read(text, base).map_err(|what| format!("{name}: {what}")));
    Ok(files.collect::<Result<Vec<_>, _>>()?.concat())
});

/// The office at the start.
///
/// # Errors
/// When a file of the program is damaged, which a test rules out.
pub(super) fn base() -> Result<&'static Office, String> {
    BASE.as_ref().map_err(String::clone)
}

/// The tasks that come with the program.
///
/// # Errors
/// As [`base`].
pub(super) fn tasks() -> Result<&'static [Arc<OfficeTask>], String> {
    OURS.as_deref().map_err(String::clone)
}
