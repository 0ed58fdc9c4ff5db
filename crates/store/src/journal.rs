//! The journal of searches that are not over: query by query, so that a search goes on where it was interrupted.
//!
//! A search ends as one trial, and until then each of its queries is noted down. Of their traces only that of the query
//! that the search keeps so far is there: a better one replaces it, and what becomes of the others needs no trace.

use crate::batch::Framed;
use crate::codec::LONGEST;
use crate::folder::TRIALS;
use crate::{Key, Run, StoreError, Trial, rows};
use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row, Transaction, named_params};
use std::time::Duration;

/// One query of a search: a trial that was played, and that is no trial of the run.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// Its number within the search, from 1. The first begins the search's journal anew.
    pub number: u64,
    /// The attack that was played.
    pub attack: String,
    /// What became of it, under the key of the search.
    pub trial: Trial,
    /// How long it took.
    pub took: Option<Duration>,
    /// Its trace, where it is the one that the search keeps so far.
    pub trace: Option<String>,
}

/// Longest trace of a query: the database holds no value of a billion bytes, and a frame may be longer than its text.
const LONGEST_KEPT: usize = LONGEST / 2;

/// Refuses what the tables cannot hold.
pub(crate) fn check(query: &Query) -> Result<(), StoreError> {
    rows::check_values(&query.trial)?;
    query.trace.as_ref().map_or(Ok(()), |trace| rows::check_length(query.trial.key, trace, LONGEST_KEPT))
}

/// Notes down a checked query; `false` when there is one with its number, or the search is over.
pub(crate) fn insert(
    transaction: &Transaction<'_>,
    query: &Query,
    framed: Option<&Framed>,
) -> rusqlite::Result<bool> {
    const INSERT: &str = "INSERT OR IGNORE INTO query (key, number, attack, trial, microseconds) \
        VALUES (:key, :number, :attack, :trial, :microseconds)";
    const KEEP: &str = "INSERT OR REPLACE INTO query_trace (key, number, frame, raw_length, dictionary) \
        VALUES (:key, :number, :frame, :raw_length, :dictionary)";
    let key = query.trial.key;
    if rows::is_settled(transaction, key)? {
        return Ok(false);
    }
    if query.number == 1 {
        forget(transaction, key)?;
    }
    let trial = serde_json::to_string(&query.trial)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let inserted = transaction.prepare_cached(INSERT)?.execute(named_params! {
        ":key": key.0,
        ":number": query.number.cast_signed(),
        ":attack": query.attack,
        ":trial": trial,
        ":microseconds": query.took.map(rows::microseconds),
    })?;
    if let Some(Framed { frame, place }) = framed.filter(|_| inserted > 0) {
        transaction.prepare_cached(KEEP)?.execute(named_params! {
            ":key": key.0,
            ":number": query.number.cast_signed(),
            ":frame": frame,
            ":raw_length": place.raw_length.cast_signed() as i64,
            ":dictionary": place.dictionary,
        })?;
    }
    Ok(inserted > 0)
}

/// Removes the journal of a search, which is over or begins anew.
pub(crate) fn forget(transaction: &Transaction<'_>, key: Key) -> rusqlite::Result<()> {
    transaction.prepare_cached("DELETE FROM query WHERE key = ?1")?.execute([key.0])?;
    transaction.prepare_cached("DELETE FROM query_trace WHERE key = ?1")?.execute([key.0]).map(drop)
}

/// The trace that a search keeps, as it stands in the database.
struct Kept {
    number: u64,
    frame: Vec<u8>,
    raw_length: usize,
    dictionary: u32,
}

impl Run {
    /// The queries of a search that is not over, in their order; only the one that is kept so far has a trace. Empty
    /// for a search that is recorded as a trial, or has no query yet.
    ///
    /// # Errors
    /// As [`Run::done`].
    pub fn journal(&self, key: Key) -> Result<Vec<Query>, StoreError> {
        const QUERIES: &str =
            "SELECT number, attack, trial, microseconds FROM query WHERE key = ?1 ORDER BY number";
        const KEPT: &str = "SELECT number, frame, raw_length, dictionary FROM query_trace WHERE key = ?1";
        let (mut queries, found): (Vec<Query>, _) = self.sql(|reader| {
            // One transaction: the writer may be at work on this very search.
            let both = reader.connection.unchecked_transaction()?;
            let queries =
                both.prepare_cached(QUERIES)?.query_map([key.0], query)?.collect::<Result<_, _>>()?;
            Ok((queries, both.prepare_cached(KEPT)?.query_row([key.0], kept).optional()?))
        })?;
        let damaged = |what: &str| {
            let what = format!("the journal of search {key} {what}");
            StoreError::damaged(&self.folder.file(TRIALS), &what)
        };
        if (1..).zip(&queries).any(|(number, query)| query.number != number || query.trial.key != key) {
            return Err(damaged("lacks a query"));
        }
        if let Some(Kept { number, frame, raw_length, dictionary }) = found {
            let query = queries.iter_mut().find(|query| query.number == number);
            let query = query.ok_or_else(|| damaged("has a trace of a query that it lacks"))?;
            let text = self.unpressed(&frame, raw_length, dictionary)?;
            query.trace =
                Some(text.map_err(|what| damaged(&format!("has a trace that cannot be read: {what}")))?);
        }
        Ok(queries)
    }

    /// Number of queries of all searches that are not over.
    ///
    /// # Errors
    /// As [`Run::done`].
    pub fn journaled(&self) -> Result<u64, StoreError> {
        let count = |row: &Row<'_>| row.get::<_, i64>(0).map(i64::cast_unsigned);
        self.sql(|reader| reader.connection.query_row("SELECT count(*) FROM query", [], count))
    }
}

fn query(row: &Row<'_>) -> rusqlite::Result<Query> {
    let trial = serde_json::from_str(&row.get::<_, String>("trial")?)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(2, Type::Text, error.into()))?;
    let took: Option<i64> = row.get("microseconds")?;
    Ok(Query {
        number: row.get::<_, i64>("number")?.cast_unsigned(),
        attack: row.get("attack")?,
        trial,
        took: took.map(|microseconds| Duration::from_micros(microseconds.cast_unsigned())),
        trace: None,
    })
}

fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    Ok(Kept {
        number: row.get::<_, i64>("number")?.cast_unsigned(),
        frame: row.get("frame")?,
        raw_length: row.get::<_, u32>("raw_length")? as usize,
        dictionary: row.get("dictionary")?,
    })
}
