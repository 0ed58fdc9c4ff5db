//! Runs on disk: trials in SQLite, traces in zstd packs.
//!
//! A run is one folder, can be copied, and needs nothing outside itself:
//!
//! ```text
//! plan.json         the resolved plan, written once
//! trials.sqlite     one row a trial: what was varied, how it ended, where its trace stands; and, for each search that is
//!                   not over, one row a query, and the trace of the query that it keeps so far
//! traces.pack       the traces: zstd frames, one after the other, appended only
//! dictionary.zst    what the first traces have in common, so that later frames are small
//! run.lock          held by the process that writes
//! ```
//!
//! Trace bytes reach the pack before the row that names them is committed, and whatever stands in the pack behind the
//! last committed frame is cut off when the run is opened again. So a row never lacks its trace, and a trial whose
//! [`Receipt`] resolved survives `kill -9`.
//!
//! A search is one trial, which may take hours. Its queries are noted down one by one ([`Query`]), with the same promise;
//! the commit that stores the trial removes them.

mod axis;
mod batch;
mod cells;
mod codec;
mod count;
mod dictionary;
mod digest;
mod error;
mod folder;
mod journal;
mod pack;
mod plan;
mod read;
mod reasons;
mod rows;
mod run;
mod schema;
mod searches;
mod trial;
mod writer;

pub use axis::{Axes, Axis};
pub use count::{CellCount, Counts};
pub use error::StoreError;
pub use journal::Query;
pub use reasons::Reason;
pub use rows::Finished;
pub use run::Run;
pub use searches::SearchCount;
pub use trial::{Cell, Key, Trial};
pub use writer::{Receipt, Writer};
