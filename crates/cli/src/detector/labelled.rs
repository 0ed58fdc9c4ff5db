//! Labelled texts, read from JSON lines.

use super::error::DetectorError;
use serde::Deserialize;
use std::path::Path;

/// A labelled text.
#[derive(Clone, Debug)]
pub(crate) struct Labelled {
    pub(crate) text: String,
    pub(crate) malicious: bool,
    /// The field that it stood in.
    pub(crate) surface: String,
    /// Where it comes from.
    pub(crate) dataset: String,
    /// Texts that share an author, a template or a tool.
    pub(crate) group: String,
}

/// A line as it stands. What is not named here is ignored.
#[derive(Deserialize)]
struct Row {
    text: String,
    label: Label,
    #[serde(default = "unknown")]
    surface: String,
    #[serde(default = "unknown")]
    dataset: String,
    category: Option<String>,
    attacker_tools: Option<Vec<String>>,
    server: Option<String>,
    tool: Option<String>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Label {
    Malicious,
    Benign,
}

fn unknown() -> String {
    "unknown".to_owned()
}

/// Reads a file of labelled texts; empty lines are skipped.
pub(crate) fn read(path: &Path) -> Result<Vec<Labelled>, DetectorError> {
    let file = || path.display().to_string();
    let text = std::fs::read_to_string(path)
        .map_err(|source| DetectorError::Unreadable { file: file(), what: source.to_string() })?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let rows = lines.map(|(at, line)| {
        serde_json::from_str::<Row>(line).map(Labelled::from).map_err(|error| DetectorError::Line {
            file: file(),
            line: at + 1,
            column: error.column(),
            what: without_place(&error.to_string()),
        })
    });
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    if rows.is_empty() {
        return Err(DetectorError::Empty { file: file() });
    }
    Ok(rows)
}

/// What is wrong, without the place that it names in the line alone.
fn without_place(what: &str) -> String {
    what.rsplit_once(" at line ").map_or(what, |(what, _)| what).to_owned()
}

impl From<Row> for Labelled {
    fn from(row: Row) -> Self {
        let attacker = row.attacker_tools.map(|tools| tools.join(" "));
        let group = attacker.or(row.server).or(row.tool).or(row.category).unwrap_or_default();
        let malicious = row.label == Label::Malicious;
        Self { text: row.text, malicious, surface: row.surface, dataset: row.dataset, group }
    }
}
