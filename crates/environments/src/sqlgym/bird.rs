//! BIRD's files: questions as JSON, and a database file for each.

use super::database::{Database, Most};
use super::world::Question;
use crate::EnvironmentError;
use rusqlite::{Connection, OpenFlags};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a query may take: the databases are large.
const MOST: Most = Most { steps: 500_000, rows: 400_000 };

/// One split, read.
pub(super) struct Bird {
    entries: Vec<Entry>,
    databases: PathBuf,
}

#[derive(Deserialize)]
struct Entry {
    db_id: String,
    question: String,
    #[serde(default)]
    evidence: String,
    #[serde(rename = "SQL")]
    sql: String,
}

impl Bird {
    /// Reads a split: `SPLIT.json` in the folder itself or in a folder `SPLIT` of it, with `SPLIT_databases` beside it.
    ///
    /// # Errors
    /// The file and what is wrong with it.
    pub(super) fn read(folder: &str, split: &str) -> Result<Self, EnvironmentError> {
        let folder = Path::new(folder);
        let inner = folder.join(split);
        let file = format!("{split}.json");
        let root = if inner.join(&file).is_file() { inner } else { folder.to_owned() };
        let path = root.join(file);
        let text = fs::read_to_string(&path).map_err(|error| unusable(&path, &error.to_string()))?;
        let entries: Vec<Entry> =
            serde_json::from_str(&text).map_err(|error| unusable(&path, &error.to_string()))?;
        if entries.is_empty() {
            return Err(unusable(&path, "it has no questions"));
        }
        Ok(Self { entries, databases: root.join(format!("{split}_databases")) })
    }

    /// How many questions there are.
    pub(super) fn tasks(&self) -> usize {
        self.entries.len()
    }

    /// One question with its database, or nothing past the last.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub(super) fn open(&self, index: usize) -> Result<Option<(Arc<Database>, Question)>, EnvironmentError> {
        let Some(entry) = self.entries.get(index) else { return Ok(None) };
        let id = entry.db_id.as_str();
        let path = self.databases.join(id).join(format!("{id}.sqlite"));
        if id.contains(['/', '\\']) || id.starts_with('.') {
            return Err(unusable(&path, "the name of a database is no path"));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&path, flags);
        let database = connection.and_then(|connection| Database::new(id, connection, MOST));
        let database = database.map_err(|error| unusable(&path, &error.to_string()))?;
        let question =
            Question { text: entry.question.clone(), hint: entry.evidence.clone(), gold: entry.sql.clone() };
        Ok(Some((Arc::new(database), question)))
    }
}

fn unusable(path: &Path, what: &str) -> EnvironmentError {
    EnvironmentError::Data { family: "sqlgym", path: path.display().to_string(), what: what.to_owned() }
}
