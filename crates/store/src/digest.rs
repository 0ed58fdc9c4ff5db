//! The logical content of a run, in one number.

use crate::folder::TRIALS;
use crate::rows::{self, PLACE, TRIAL};
use crate::{Run, StoreError};

impl Run {
    /// Digest over all trials with their traces, in the order of their keys. The same plan gives the same digest for
    /// any number of workers, any order of completion, interrupted or not. Durations are no part of it, nor is the
    /// way in which traces are packed. Traces enter as the digests that were taken when they were stored;
    /// [`Run::verify`] tells whether they still are what they were.
    ///
    /// # Errors
    /// As [`Run::done`].
    pub fn logical_digest(&self) -> Result<blake3::Hash, StoreError> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"safemcp.run/1");
        let mut unwritable = None;
        self.sql(|reader| {
            let all =
                format!("SELECT {TRIAL}, {PLACE} FROM trial JOIN cell ON cell.id = trial.cell ORDER BY key");
            let mut statement = reader.connection.prepare_cached(&all)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                match serde_json::to_vec(&rows::trial(row)?) {
                    Ok(trial) => hasher.update(&(trial.len() as u64).to_le_bytes()).update(&trial),
                    Err(error) => {
                        unwritable = Some(error.to_string());
                        return Ok(());
                    }
                };
                hasher.update(&rows::place(row)?.digest);
            }
            Ok(())
        })?;
        match unwritable {
            None => Ok(hasher.finalize()),
            Some(what) => Err(StoreError::damaged(&self.folder.file(TRIALS), &what)),
        }
    }
}
