//! Reading trials and traces.

use crate::folder::TRIALS;
use crate::rows::{self, PLACE, Place, TRIAL};
use crate::run::Reader;
use crate::{Key, Run, StoreError, Trial, dictionary};
use chain::Trace;
use rusqlite::{OptionalExtension, Row};
use std::collections::BTreeSet;
use std::time::Duration;

impl Run {
    /// Keys of the trials whose outcome counts: what need not be run again. The others may be put once more.
    ///
    /// # Errors
    /// As [`Run::done`].
    pub fn settled(&self) -> Result<BTreeSet<Key>, StoreError> {
        self.keys(&format!("WHERE outcome IN ({})", rows::settling()))
    }

    /// Keys of all stored trials.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] and [`StoreError::Database`], here and wherever the database is read.
    pub fn done(&self) -> Result<BTreeSet<Key>, StoreError> {
        self.keys("")
    }

    fn keys(&self, which: &str) -> Result<BTreeSet<Key>, StoreError> {
        self.sql(|reader| {
            let mut statement =
                reader.connection.prepare_cached(&format!("SELECT key FROM trial {which}"))?;
            statement.query_map([], |row| row.get(0).map(Key))?.collect()
        })
    }

    /// Number of stored trials.
    ///
    /// # Errors
    /// As [`Run::done`].
    pub fn len(&self) -> Result<u64, StoreError> {
        let count: i64 = self
            .sql(|reader| reader.connection.query_row("SELECT count(*) FROM trial", [], |row| row.get(0)))?;
        Ok(count.cast_unsigned())
    }

    /// Whether nothing is stored yet.
    ///
    /// # Errors
    /// As [`Run::done`].
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.len()? == 0)
    }

    /// One trial; `None` when it is not stored.
    ///
    /// # Errors
    /// As [`Run::done`].
    pub fn trial(&self, key: Key) -> Result<Option<Trial>, StoreError> {
        self.by_key(TRIAL, key, rows::trial)
    }

    /// All trials in the order of their keys, one at a time. The run must not be read from within `each`.
    ///
    /// # Errors
    /// As [`Run::done`].
    pub fn trials(&self, mut each: impl FnMut(Trial)) -> Result<(), StoreError> {
        self.sql(|reader| {
            let all = format!("SELECT {TRIAL} FROM trial JOIN cell ON cell.id = trial.cell ORDER BY key");
            let mut statement = reader.connection.prepare_cached(&all)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                each(rows::trial(row)?);
            }
            Ok(())
        })
    }

    /// How long a trial took; `None` when nobody noted it.
    ///
    /// # Errors
    /// As [`Run::done`].
    pub fn took(&self, key: Key) -> Result<Option<Duration>, StoreError> {
        let query = "SELECT microseconds FROM timing JOIN trial ON trial.id = timing.trial WHERE key = ?1";
        let found: Option<i64> = self.sql(|reader| {
            reader.connection.prepare_cached(query)?.query_row([key.0], |row| row.get(0)).optional()
        })?;
        Ok(found.map(|microseconds| Duration::from_micros(microseconds.cast_unsigned())))
    }

    /// The trace of a trial.
    ///
    /// # Errors
    /// As [`Run::trace_text`], and [`StoreError::Damaged`] when the text is no trace.
    pub fn trace(&self, key: Key) -> Result<Trace, StoreError> {
        let text = self.trace_text(key)?;
        Trace::from_json_lines(&text).map_err(|error| {
            self.reader().pack.damaged(&format!("the trace of trial {key} is no trace: {error}"))
        })
    }

    /// The trace of a trial as the JSON lines that were stored.
    ///
    /// # Errors
    /// [`StoreError::Unknown`] when the trial is not stored, [`StoreError::Damaged`] when its trace is not what was
    /// stored; otherwise as [`Run::done`].
    pub fn trace_text(&self, key: Key) -> Result<String, StoreError> {
        let place = self.by_key(PLACE, key, rows::place)?.ok_or(StoreError::Unknown { key })?;
        self.text_at(key, &place)
    }

    /// Reads every trace and compares it with what its row says.
    ///
    /// # Errors
    /// As [`Run::trace_text`], for the first trial that fails.
    pub fn verify(&self) -> Result<(), StoreError> {
        self.done()?.into_iter().try_for_each(|key| self.trace_text(key).map(drop))
    }

    fn text_at(&self, key: Key, place: &Place) -> Result<String, StoreError> {
        let frame = self.reader().pack.frame(place.offset, place.length)?;
        let damaged = |what: &str| self.reader().pack.damaged(&format!("the trace of trial {key} {what}"));
        let text = self.unpressed(&frame, place.raw_length, place.dictionary)?;
        let text = text.map_err(|what| damaged(&format!("cannot be read: {what}")))?;
        if *blake3::hash(text.as_bytes()).as_bytes() != place.digest {
            return Err(damaged("is not the one that was stored"));
        }
        Ok(text)
    }

    /// The text of a frame, or why it is none.
    pub(crate) fn unpressed(
        &self,
        frame: &[u8],
        raw_length: usize,
        dictionary: u32,
    ) -> Result<Result<String, String>, StoreError> {
        let load = || Ok(dictionary::read(&self.folder)?.unwrap_or_default());
        self.reader().unpress.text(frame, raw_length, dictionary, load)
    }

    fn by_key<T>(
        &self,
        columns: &str,
        key: Key,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, StoreError> {
        let query = format!("SELECT {columns} FROM trial JOIN cell ON cell.id = trial.cell WHERE key = ?1");
        self.sql(|reader| reader.connection.prepare_cached(&query)?.query_row([key.0], read).optional())
    }

    /// Asks the database. A value of the wrong kind is damage: nothing but this crate writes it.
    pub(crate) fn sql<T>(&self, ask: impl FnOnce(&Reader) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType};
        let path = self.folder.file(TRIALS);
        ask(&self.reader()).map_err(|error| match error {
            FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..) => {
                StoreError::damaged(&path, &error)
            }
            other => StoreError::sql(&path)(other),
        })
    }
}
