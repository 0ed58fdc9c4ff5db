//! The writer's thread: from waiting trials and queries to one commit.

use crate::codec::Press;
use crate::dictionary::{self, Lessons};
use crate::folder::{Folder, TRACES, TRIALS};
use crate::pack::Pack;
use crate::rows::{self, Finished, Place};
use crate::{Key, Query, Run, StoreError, journal, schema};
use rusqlite::{Connection, ErrorCode, Transaction, TransactionBehavior};
use std::fs::File;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// Most entries in one transaction.
const BATCH: usize = 1_000;
/// How much a power cut may cost, as long as there is anything to write. A kill costs nothing.
const SYNC_EVERY: Duration = Duration::from_secs(5);

/// What is to be stored.
pub(crate) enum Entry {
    Trial(Finished),
    Query(Query),
}

/// An entry to store, and whom to tell.
pub(crate) struct Order {
    pub(crate) entry: Entry,
    pub(crate) done: oneshot::Sender<Result<(), StoreError>>,
}

impl Entry {
    fn key(&self) -> Key {
        match self {
            Self::Trial(finished) => finished.trial.key,
            Self::Query(query) => query.trial.key,
        }
    }
}

/// A trace as it is stored.
pub(crate) struct Framed {
    pub(crate) frame: Vec<u8>,
    pub(crate) place: Place,
}

/// Everything that the thread owns.
pub(crate) struct Scribe {
    folder: Folder,
    connection: Connection,
    pack: Pack,
    press: Press,
    /// Until there is a dictionary.
    lessons: Option<Lessons>,
    synced: Instant,
    _lock: Arc<File>,
}

impl Scribe {
    pub(crate) fn open(run: &Run) -> Result<Self, StoreError> {
        let folder = run.folder.clone();
        let lock =
            run.lock.clone().ok_or_else(|| StoreError::ReadOnly { folder: folder.path().to_owned() })?;
        // The run itself holds one, so a third holder is another writer.
        if Arc::strong_count(&lock) > 2 {
            return Err(StoreError::WriterOpen { folder: folder.path().to_owned() });
        }
        let connection = schema::open(&folder)?;
        let pack = Pack::open(&folder, crate::run::committed(&folder, &connection)?)?;
        let learned = dictionary::read(&folder)?;
        let press =
            Press::new(learned.as_deref()).map_err(StoreError::io("compress", &folder.file(TRACES)))?;
        let lessons = learned.is_none().then(Lessons::default);
        Ok(Self { folder, connection, pack, press, lessons, synced: Instant::now(), _lock: lock })
    }

    /// Stores what comes until nobody can send any more.
    pub(crate) fn work(mut self, mut orders: mpsc::Receiver<Order>) -> Result<(), StoreError> {
        let mut batch = Vec::new();
        while orders.blocking_recv_many(&mut batch, BATCH) > 0 {
            let (entries, done): (Vec<_>, Vec<_>) =
                batch.drain(..).map(|order: Order| (order.entry, order.done)).unzip();
            let stored = self.store(&entries).unwrap_or_else(|error| vec![Err(error); entries.len()]);
            for (done, stored) in done.into_iter().zip(stored) {
                // Who dropped the receipt does not want to know.
                let _ = done.send(stored);
            }
            self.learn(&entries);
            if self.synced.elapsed() > SYNC_EVERY {
                // The next sync, or the last one, reports what lasts.
                let _ = self.sync();
            }
        }
        self.sync()
    }

    /// Stores a batch: all of it, but for what is stored already; or nothing.
    fn store(&mut self, batch: &[Entry]) -> Result<Vec<Result<(), StoreError>>, StoreError> {
        let before = self.pack.end();
        let result = self.commit(batch);
        if result.is_err() {
            self.pack.retreat(before)?;
        }
        result
    }

    fn commit(&mut self, batch: &[Entry]) -> Result<Vec<Result<(), StoreError>>, StoreError> {
        let (database, traces) = (self.folder.file(TRIALS), self.folder.file(TRACES));
        let fail = StoreError::sql(&database);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(&fail)?;
        let mut frames = Vec::new();
        let mut stored = Vec::with_capacity(batch.len());
        for entry in batch {
            let offset = self.pack.end() + frames.len() as u64;
            let mut framed = |trace: &str| {
                press(&mut self.press, trace, offset).map_err(StoreError::io("compress a trace for", &traces))
            };
            let inserted = match entry {
                Entry::Query(query) => {
                    let kept = query.trace.as_deref().map(framed).transpose()?;
                    journal::insert(&transaction, query, kept.as_ref()).map_err(&fail)?
                }
                Entry::Trial(finished) => {
                    let Framed { frame, place } = framed(&finished.trace)?;
                    let inserted = insert(&transaction, finished, &place).map_err(&fail)?;
                    if inserted {
                        frames.extend(frame);
                    }
                    inserted
                }
            };
            let key = entry.key();
            stored.push(if inserted { Ok(()) } else { Err(StoreError::Duplicate { key }) });
        }
        // Frames first: a row must never be there without them.
        self.pack.append(&frames)?;
        transaction.commit().map_err(&fail)?;
        Ok(stored)
    }

    /// Collects samples until there are enough, then uses the dictionary. A run can do without, so nothing fails here.
    fn learn(&mut self, batch: &[Entry]) {
        let Some(lessons) = &mut self.lessons else { return };
        let mut traces = batch.iter().filter_map(|entry| match entry {
            Entry::Trial(finished) => Some(&finished.trace),
            Entry::Query(_) => None,
        });
        let Some(learned) = traces.find_map(|trace| lessons.learn(trace)) else { return };
        self.lessons = None;
        if let Ok(press) = Press::new(Some(&learned))
            && press.dictionary() != 0
            && self.keep(&learned).is_ok()
        {
            self.press = press;
        }
    }

    fn keep(&self, learned: &[u8]) -> Result<(), StoreError> {
        dictionary::write(&self.folder, learned)?;
        let digest = blake3::hash(learned).to_string();
        schema::set_meta(&self.connection, "dictionary", &digest)
            .map_err(StoreError::sql(&self.folder.file(TRIALS)))
    }

    /// Makes traces last before the rows that name them.
    fn sync(&mut self) -> Result<(), StoreError> {
        self.pack.sync()?;
        self.synced = Instant::now();
        self.connection
            .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
            .map_err(StoreError::sql(&self.folder.file(TRIALS)))
    }
}

fn press(press: &mut Press, trace: &str, offset: u64) -> std::io::Result<Framed> {
    let frame = press.frame(trace)?;
    let place = Place {
        offset,
        length: frame.len(),
        raw_length: trace.len(),
        dictionary: press.dictionary(),
        digest: *blake3::hash(trace.as_bytes()).as_bytes(),
    };
    Ok(Framed { frame, place })
}

/// Inserts a trial; `false` when it is there already. An earlier try that says nothing about the agent (an error, a
/// failed judgment) gives way, in the same transaction: it is gone only once its successor is there. So does the journal of
/// a search that is over; one whose last query failed goes on after those before.
fn insert(transaction: &Transaction<'_>, finished: &Finished, place: &Place) -> rusqlite::Result<bool> {
    let cell = rows::cell_id(transaction, &finished.trial.cell)?;
    let row = match rows::insert(transaction, finished, cell, place) {
        Ok(row) => row,
        Err(error) if is_duplicate(&error) => {
            if !rows::remove_unsettled(transaction, finished.trial.key)? {
                return Ok(false);
            }
            rows::insert(transaction, finished, cell, place)?
        }
        Err(error) => return Err(error),
    };
    if let Some(took) = finished.took {
        rows::insert_timing(transaction, row, took)?;
    }
    if finished.trial.queries.is_some() && finished.trial.outcome.counts() {
        journal::forget(transaction, finished.trial.key)?;
    }
    Ok(true)
}

/// Of all constraints, only that on the key can break: the others were checked before.
fn is_duplicate(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|found| {
        found.code == ErrorCode::ConstraintViolation
            && found.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
    })
}
