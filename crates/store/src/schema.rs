//! The database: its tables, how it is opened, and the check of its format.

use crate::StoreError;
use crate::folder::{Folder, TRIALS};
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::path::Path;
use std::time::Duration;

/// Version of the tables below. A change to them is a new version.
pub(crate) const FORMAT: u32 = 4;
/// How long another process may hold the database before we give up.
const PATIENCE: Duration = Duration::from_secs(10);

/// The axes of a cell stand once in a table of their own: rows stay small, and grouping compares numbers, not texts.
/// The view `trials` puts everything back together for whoever reads the database with other tools. Durations stand
/// apart, because they are all that two runs of one plan may differ in. The last two tables are the journal of searches
/// that are not over; a search that is recorded as a trial has no row in them.
const TABLES: &str = "
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE cell (
    id INTEGER PRIMARY KEY,
    environment TEXT NOT NULL, surface TEXT NOT NULL, strategy TEXT NOT NULL, objective TEXT NOT NULL,
    placement TEXT NOT NULL, \"trigger\" TEXT NOT NULL, attack TEXT NOT NULL, defense TEXT NOT NULL,
    model TEXT NOT NULL, profile TEXT NOT NULL,
    UNIQUE (environment, surface, strategy, objective, placement, \"trigger\", attack, defense, model, profile)
) STRICT;
CREATE TABLE trial (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    cell INTEGER NOT NULL REFERENCES cell (id),
    task TEXT NOT NULL,
    seed INTEGER NOT NULL, -- 64 bits without a sign, kept as the same bits with one
    outcome TEXT NOT NULL,
    planted INTEGER, delivered INTEGER, exposed INTEGER, attempted INTEGER, executed INTEGER, harmed INTEGER,
    queries INTEGER, -- of a search; null for a trial of one attack or none
    score INTEGER CHECK (score BETWEEN 1 AND 5), -- of a judge; null where none was asked or none answered
    utility REAL NOT NULL CHECK (utility BETWEEN 0 AND 1),
    model_calls INTEGER NOT NULL, tool_calls INTEGER NOT NULL,
    input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL,
    bytes_to_service INTEGER NOT NULL, bytes_to_host INTEGER NOT NULL,
    note TEXT NOT NULL,
    trace_offset INTEGER NOT NULL, trace_length INTEGER NOT NULL, trace_raw_length INTEGER NOT NULL,
    trace_dictionary INTEGER NOT NULL, -- id of the zstd dictionary, 0 for none
    trace_digest BLOB NOT NULL -- blake3 of the raw text
) STRICT;
CREATE TABLE timing (trial INTEGER PRIMARY KEY REFERENCES trial (id), microseconds INTEGER NOT NULL) STRICT;
CREATE TABLE query (
    key BLOB NOT NULL CHECK (length(key) = 16), -- of the search
    number INTEGER NOT NULL, -- from 1
    attack TEXT NOT NULL,
    trial TEXT NOT NULL, -- what became of it, as JSON
    microseconds INTEGER,
    PRIMARY KEY (key, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE query_trace ( -- of the query that a search keeps so far
    key BLOB PRIMARY KEY CHECK (length(key) = 16),
    number INTEGER NOT NULL,
    frame BLOB NOT NULL, raw_length INTEGER NOT NULL,
    dictionary INTEGER NOT NULL -- id of the zstd dictionary, 0 for none
) STRICT;
CREATE VIEW trials AS
    SELECT lower(hex(key)) AS key, environment, task, attack, surface, strategy, objective, placement, \"trigger\",
        defense, model, profile, seed, outcome, planted, delivered, exposed, attempted, executed, harmed, queries, score, utility,
        model_calls, tool_calls, input_tokens, output_tokens, bytes_to_service, bytes_to_host, note,
        trace_offset, trace_length, trace_raw_length, trace_dictionary, microseconds
    FROM trial JOIN cell ON cell.id = trial.cell LEFT JOIN timing ON timing.trial = trial.id;
";

/// Opens the database to write, and makes its tables when it is new.
pub(crate) fn open(folder: &Folder) -> Result<Connection, StoreError> {
    let path = folder.file(TRIALS);
    let fail = StoreError::sql(&path);
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(&path, flags).map_err(&fail)?;
    settle(&connection).map_err(&fail)?;
    if !has_tables(&connection).map_err(&fail)? {
        create(&mut connection).map_err(&fail)?;
    }
    check_format(&connection, &path)?;
    Ok(connection)
}

/// Opens the database to read, whether or not a writer is at work.
pub(crate) fn open_read_only(folder: &Folder) -> Result<Connection, StoreError> {
    let path = folder.file(TRIALS);
    let fail = StoreError::sql(&path);
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(&path, flags).map_err(&fail)?;
    connection.busy_timeout(PATIENCE).map_err(&fail)?;
    if !has_tables(&connection).map_err(&fail)? {
        return Err(StoreError::damaged(&path, "it has no tables"));
    }
    check_format(&connection, &path)?;
    Ok(connection)
}

/// A value of the meta table.
pub(crate) fn meta(connection: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    connection.query_row("SELECT value FROM meta WHERE name = ?1", [name], |row| row.get(0)).optional()
}

/// Sets a value of the meta table that is not set yet.
pub(crate) fn set_meta(connection: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    connection.execute("INSERT INTO meta (name, value) VALUES (?1, ?2)", [name, value]).map(drop)
}

fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    // A commit is a write to the log that outlives this process; only a power cut can undo the last few.
    connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "normal")
}

fn has_tables(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'meta'", [], |row| row.get(0))
}

fn create(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    transaction.execute_batch(TABLES)?;
    set_meta(&transaction, "format", &FORMAT.to_string())?;
    transaction.commit()
}

fn check_format(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let found = meta(connection, "format").map_err(StoreError::sql(path))?.unwrap_or_default();
    if found == FORMAT.to_string() {
        return Ok(());
    }
    let found = found.chars().take(20).flat_map(char::escape_debug).collect();
    Err(StoreError::Format { path: path.to_owned(), found, supported: FORMAT })
}
