//! One run on disk.

use crate::codec::Unpress;
use crate::folder::{DICTIONARY, Folder, PLAN, TRACES, TRIALS};
use crate::pack::{HEADER, Pack};
use crate::{StoreError, dictionary, plan, schema};
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;
use std::fs::File;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A run that is open. Reading is possible from several threads; for writing see [`crate::Writer`].
pub struct Run {
    pub(crate) folder: Folder,
    plan: Value,
    reader: Mutex<Reader>,
    /// The lock of a run that may be written; the writer shares it.
    pub(crate) lock: Option<Arc<File>>,
}

/// What reading needs.
pub(crate) struct Reader {
    pub(crate) connection: Connection,
    pub(crate) pack: Pack,
    pub(crate) unpress: Unpress,
}

impl Run {
    /// Opens the run in `folder` to continue it, or begins it there.
    ///
    /// What a killed process left half done is removed. No other process can open the run this way until this `Run`
    /// and its writer are gone.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when another process writes the run, [`StoreError::Plan`] when the run that is there was
    /// made from another plan, [`StoreError::Format`] and [`StoreError::Damaged`] for files that cannot be continued.
    pub fn create_or_open(folder: impl AsRef<Path>, plan: &Value) -> Result<Self, StoreError> {
        let folder = Folder::new(folder.as_ref());
        folder.create()?;
        let lock = folder.lock()?;
        settle_plan(&folder, plan)?;
        let connection = schema::open(&folder)?;
        settle_dictionary(&folder, &connection)?;
        let pack = Pack::open(&folder, committed(&folder, &connection)?)?;
        let reader = Mutex::new(Reader { connection, pack, unpress: Unpress::default() });
        Ok(Self { folder, plan: plan.clone(), reader, lock: Some(Arc::new(lock)) })
    }

    /// Opens the run in `folder` to read it, whether or not another process is writing it.
    ///
    /// # Errors
    /// [`StoreError::NotARun`] when there is none, otherwise as [`Run::create_or_open`].
    pub fn open_read_only(folder: impl AsRef<Path>) -> Result<Self, StoreError> {
        let folder = Folder::new(folder.as_ref());
        if let Some(missing) = [PLAN, TRIALS, TRACES].into_iter().find(|name| !folder.has(name)) {
            return Err(StoreError::NotARun { folder: folder.path().to_owned(), missing });
        }
        let plan = plan::read(&folder)?;
        let connection = schema::open_read_only(&folder)?;
        let pack = Pack::open_read_only(&folder)?;
        let reader = Mutex::new(Reader { connection, pack, unpress: Unpress::default() });
        Ok(Self { folder, plan, reader, lock: None })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What it was made from.
    pub fn plan(&self) -> &Value {
        &self.plan
    }

    pub(crate) fn reader(&self) -> MutexGuard<'_, Reader> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Run")
            .field("folder", &self.folder)
            .field("writable", &self.lock.is_some())
            .finish_non_exhaustive()
    }
}

/// Writes the plan of a new run; compares it with that of an old one.
fn settle_plan(folder: &Folder, plan: &Value) -> Result<(), StoreError> {
    if folder.has(PLAN) {
        return match plan::difference(&plan::read(folder)?, plan) {
            None => Ok(()),
            Some(difference) => Err(StoreError::Plan { folder: folder.path().to_owned(), difference }),
        };
    }
    if folder.has(TRIALS) {
        return Err(StoreError::damaged(&folder.file(PLAN), "it is missing, although the run has trials"));
    }
    plan::write(folder, plan)
}

/// Makes sure that the dictionary is the one that frames were made with. A process that died between keeping the
/// dictionary and noting it down left no frame that needs it, so whatever is there can be noted down now.
fn settle_dictionary(folder: &Folder, connection: &Connection) -> Result<(), StoreError> {
    let (database, path) = (folder.file(TRIALS), folder.file(DICTIONARY));
    let fail = StoreError::sql(&database);
    let noted = schema::meta(connection, "dictionary").map_err(&fail)?;
    let found = dictionary::read(folder)?.map(|bytes| blake3::hash(&bytes).to_string());
    match (noted, found) {
        (None, None) => Ok(()),
        (Some(noted), Some(found)) if noted == found => Ok(()),
        (None, Some(found)) => schema::set_meta(connection, "dictionary", &found).map_err(&fail),
        (Some(_), None) => Err(StoreError::damaged(&path, "it is missing, and traces need it")),
        (Some(_), Some(_)) => Err(StoreError::damaged(&path, "it is not the one that traces were made with")),
    }
}

/// Where the last committed frame ends; `None` when there is none. Rows are numbered in the order of their frames.
pub(crate) fn committed(folder: &Folder, connection: &Connection) -> Result<Option<u64>, StoreError> {
    let path = folder.file(TRIALS);
    let last = "SELECT trace_offset + trace_length FROM trial ORDER BY id DESC LIMIT 1";
    let end: Option<i64> =
        connection.query_row(last, [], |row| row.get(0)).optional().map_err(StoreError::sql(&path))?;
    match end.map(u64::try_from) {
        None => Ok(None),
        Some(Ok(end)) if end > HEADER => Ok(Some(end)),
        Some(_) => Err(StoreError::damaged(&path, "its last trace ends before it begins")),
    }
}
