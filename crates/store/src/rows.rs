//! Trials to rows and back.

use crate::codec::LONGEST;
use crate::{Axis, Cell, Key, StoreError, Trial};
use chain::{Ladder, Metrics, Outcome};
use rusqlite::types::{FromSql, Type};
use rusqlite::{Row, Transaction, named_params};
use std::time::Duration;

/// A trial that is to be stored.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The trial.
    pub trial: Trial,
    /// Its trace as [`chain::Trace::to_json_lines`] wrote it.
    pub trace: String,
    /// How long it took, if somebody wants to know. No part of the logical content of a run.
    pub took: Option<Duration>,
}

/// Where a trace stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) offset: u64,
    pub(crate) length: usize,
    pub(crate) raw_length: usize,
    pub(crate) dictionary: u32,
    pub(crate) digest: [u8; 32],
}

/// Columns of a trial, for [`trial`]; the tables are `trial` and `cell`.
pub(crate) const TRIAL: &str = "key, task, seed, outcome, planted, delivered, exposed, attempted, executed, harmed, \
    queries, score, utility, model_calls, tool_calls, input_tokens, output_tokens, bytes_to_service, bytes_to_host, note, \
    environment, surface, strategy, objective, placement, \"trigger\", attack, defense, model, profile";

/// Columns of a trace's place, for [`place`].
pub(crate) const PLACE: &str = "trace_offset, trace_length, trace_raw_length, trace_dictionary, trace_digest";

const INSERT: &str = "INSERT INTO trial (key, cell, task, seed, outcome, \
    planted, delivered, exposed, attempted, executed, harmed, queries, score, utility, \
    model_calls, tool_calls, input_tokens, output_tokens, bytes_to_service, bytes_to_host, note, \
    trace_offset, trace_length, trace_raw_length, trace_dictionary, trace_digest) \
    VALUES (:key, :cell, :task, :seed, :outcome, \
    :planted, :delivered, :exposed, :attempted, :executed, :harmed, :queries, :score, :utility, \
    :model_calls, :tool_calls, :input_tokens, :output_tokens, :bytes_to_service, :bytes_to_host, :note, \
    :offset, :length, :raw_length, :dictionary, :digest)";

/// Refuses what the columns cannot hold.
pub(crate) fn check(finished: &Finished) -> Result<(), StoreError> {
    check_values(&finished.trial)?;
    check_length(finished.trial.key, &finished.trace, LONGEST)
}

/// Refuses values out of their range.
pub(crate) fn check_values(trial: &Trial) -> Result<(), StoreError> {
    /// The largest whole number that every reader of JSON gets right.
    const MOST: u64 = 1 << 53;
    let unfit = |what: String| Err(StoreError::Unfit { key: trial.key, what });
    if !(0.0..=1.0).contains(&trial.utility) {
        return unfit(format!("utility is {}, and must be from 0 to 1", trial.utility));
    }
    if let Some(score) = trial.score.filter(|score| !(1..=5).contains(score)) {
        return unfit(format!("score is {score}, and must be from 1 to 5"));
    }
    if let Some((name, value)) = metrics(&trial.metrics).into_iter().find(|(_, value)| *value > MOST) {
        return unfit(format!("{name} is {value}, and must be at most {MOST}"));
    }
    Ok(())
}

/// Refuses a trace that is longer than this.
pub(crate) fn check_length(key: Key, trace: &str, most: usize) -> Result<(), StoreError> {
    let length = trace.len();
    if length <= most {
        return Ok(());
    }
    Err(StoreError::Unfit {
        key,
        what: format!("its trace has {length} bytes, and must have at most {most}"),
    })
}

fn metrics(metrics: &Metrics) -> [(&'static str, u64); 6] {
    [
        ("model_calls", metrics.model_calls),
        ("tool_calls", metrics.tool_calls),
        ("input_tokens", metrics.input_tokens),
        ("output_tokens", metrics.output_tokens),
        ("bytes_to_service", metrics.bytes_to_service),
        ("bytes_to_host", metrics.bytes_to_host),
    ]
}

/// Inserts a checked trial, and answers its row.
pub(crate) fn insert(
    transaction: &Transaction<'_>,
    finished: &Finished,
    cell: i64,
    place: &Place,
) -> rusqlite::Result<i64> {
    let Trial { key, cell: varied, outcome, ladder, queries, score, utility, metrics, note } =
        &finished.trial;
    let rung = |rung: fn(&Ladder) -> bool| ladder.as_ref().map(rung);
    transaction.prepare_cached(INSERT)?.insert(named_params! {
        ":key": key.0,
        ":cell": cell,
        ":task": varied.task,
        ":seed": varied.seed.cast_signed(),
        ":outcome": outcome.name(),
        ":planted": rung(|ladder| ladder.planted),
        ":delivered": rung(|ladder| ladder.delivered),
        ":exposed": rung(|ladder| ladder.exposed),
        ":attempted": rung(|ladder| ladder.attempted),
        ":executed": rung(|ladder| ladder.executed),
        ":harmed": rung(|ladder| ladder.harmed),
        ":queries": queries.map(u64::cast_signed),
        ":score": score,
        ":utility": utility,
        ":model_calls": metrics.model_calls.cast_signed(),
        ":tool_calls": metrics.tool_calls.cast_signed(),
        ":input_tokens": metrics.input_tokens.cast_signed(),
        ":output_tokens": metrics.output_tokens.cast_signed(),
        ":bytes_to_service": metrics.bytes_to_service.cast_signed(),
        ":bytes_to_host": metrics.bytes_to_host.cast_signed(),
        ":note": note,
        ":offset": place.offset.cast_signed(),
        ":length": place.length.cast_signed() as i64,
        ":raw_length": place.raw_length.cast_signed() as i64,
        ":dictionary": place.dictionary,
        ":digest": place.digest,
    })
}

/// Outcomes that settle a trial, as a list for SQL.
pub(crate) fn settling() -> String {
    let names = Outcome::ALL
        .into_iter()
        .filter(|outcome| outcome.counts())
        .map(|outcome| format!("'{}'", outcome.name()));
    names.collect::<Vec<_>>().join(", ")
}

/// Removes an earlier try of a trial unless its outcome settles it; whether there was one to remove.
pub(crate) fn remove_unsettled(transaction: &Transaction<'_>, key: Key) -> rusqlite::Result<bool> {
    let unsettled = format!("FROM trial WHERE key = ?1 AND outcome NOT IN ({})", settling());
    let mut timing =
        transaction.prepare_cached(&format!("DELETE FROM timing WHERE trial IN (SELECT id {unsettled})"))?;
    timing.execute([key.0])?;
    Ok(transaction.prepare_cached(&format!("DELETE {unsettled}"))?.execute([key.0])? > 0)
}

/// A duration as it is kept.
pub(crate) fn microseconds(took: Duration) -> i64 {
    i64::try_from(took.as_micros()).unwrap_or(i64::MAX)
}

/// Whether a trial is stored with an outcome that settles it.
pub(crate) fn is_settled(transaction: &Transaction<'_>, key: Key) -> rusqlite::Result<bool> {
    let settled = format!("SELECT 1 FROM trial WHERE key = ?1 AND outcome IN ({})", settling());
    transaction.prepare_cached(&settled)?.exists([key.0])
}

/// Inserts how long a trial took.
pub(crate) fn insert_timing(transaction: &Transaction<'_>, row: i64, took: Duration) -> rusqlite::Result<()> {
    let mut insert =
        transaction.prepare_cached("INSERT INTO timing (trial, microseconds) VALUES (?1, ?2)")?;
    insert.execute([row, microseconds(took)]).map(drop)
}

/// The id of a cell's axes, which are inserted when they are new.
pub(crate) fn cell_id(transaction: &Transaction<'_>, cell: &Cell) -> rusqlite::Result<i64> {
    const SAME: &str = "environment = ?1 AND surface = ?2 AND strategy = ?3 AND objective = ?4 AND placement = ?5 \
        AND \"trigger\" = ?6 AND attack = ?7 AND defense = ?8 AND model = ?9 AND profile = ?10";
    let axes = Axis::ALL.map(|axis| axis.of(cell));
    let mut find = transaction.prepare_cached(&format!("SELECT id FROM cell WHERE {SAME}"))?;
    match find.query_row(axes, |row| row.get(0)) {
        Err(rusqlite::Error::QueryReturnedNoRows) => {
            let insert = "INSERT INTO cell (environment, surface, strategy, objective, placement, \"trigger\", \
                attack, defense, model, profile) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
            transaction.prepare_cached(insert)?.insert(axes)
        }
        found => found,
    }
}

/// Reads a row that begins with the columns [`TRIAL`].
pub(crate) fn trial(row: &Row<'_>) -> rusqlite::Result<Trial> {
    let mut columns = Columns { row, next: 0 };
    let key = Key(columns.get()?);
    let mut cell = Cell { task: columns.get()?, seed: columns.unsigned()?, ..Cell::default() };
    let outcome = outcome(&columns.get::<String>()?)?;
    let ladder = columns.ladder()?;
    let queries = columns.get::<Option<i64>>()?.map(i64::cast_unsigned);
    let score = columns.get()?;
    let utility = columns.get()?;
    let metrics = Metrics {
        model_calls: columns.unsigned()?,
        tool_calls: columns.unsigned()?,
        input_tokens: columns.unsigned()?,
        output_tokens: columns.unsigned()?,
        bytes_to_service: columns.unsigned()?,
        bytes_to_host: columns.unsigned()?,
    };
    let note = columns.get()?;
    for axis in Axis::ALL {
        *axis.of_mut(&mut cell) = columns.get()?;
    }
    Ok(Trial { key, cell, outcome, ladder, queries, score, utility, metrics, note })
}

/// Reads the columns [`PLACE`].
pub(crate) fn place(row: &Row<'_>) -> rusqlite::Result<Place> {
    Ok(Place {
        offset: row.get::<_, i64>("trace_offset")?.cast_unsigned(),
        length: row.get::<_, u32>("trace_length")? as usize,
        raw_length: row.get::<_, u32>("trace_raw_length")? as usize,
        dictionary: row.get("trace_dictionary")?,
        digest: row.get("trace_digest")?,
    })
}

/// The outcome with this name, or an error that SQLite would give for a value of the wrong kind.
pub(crate) fn outcome(name: &str) -> rusqlite::Result<Outcome> {
    let unknown = || format!("unknown outcome `{}`", name.escape_debug());
    Outcome::from_name(name)
        .ok_or_else(|| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, unknown().into()))
}

/// Reads columns one after the other: finding each by its name would cost more than reading it.
struct Columns<'r, 's> {
    row: &'r Row<'s>,
    next: usize,
}

impl Columns<'_, '_> {
    fn get<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        self.next += 1;
        self.row.get(self.next - 1)
    }

    fn unsigned(&mut self) -> rusqlite::Result<u64> {
        self.get().map(i64::cast_unsigned)
    }

    /// All rungs, or none.
    fn ladder(&mut self) -> rusqlite::Result<Option<Ladder>> {
        let Some(planted) = self.get()? else {
            self.next += Ladder::RUNGS.len() - 1;
            return Ok(None);
        };
        Ok(Some(Ladder {
            planted,
            delivered: self.get()?,
            exposed: self.get()?,
            attempted: self.get()?,
            executed: self.get()?,
            harmed: self.get()?,
        }))
    }
}
