//! Plays the queries of an adaptive attacker, one after the other.
//!
//! Every query that is over is noted down before the next one begins. What a search does depends on its key and on how far
//! its queries came, and on nothing else: one that was interrupted is told again what was noted down, and goes on.

mod log;
mod state;

use super::play::{Over, run};
use super::{Fault, Pins, unstorable};
use crate::plan::{Grid, Planned};
use crate::run::Progress;
use attacks::Adaptive;
use judge::Baseline;
use state::{State, Step};
use store::{Cell, Finished, Query, StoreError, Writer};
use tokio::sync::Semaphore;

/// A search, and what it needs to be played.
pub(crate) struct Search<'a> {
    pub(crate) grid: &'a Grid,
    pub(crate) pins: &'a Pins,
    pub(crate) planned: &'a Planned,
    pub(crate) adaptive: &'a Adaptive,
    pub(crate) baseline: Option<Baseline>,
    pub(crate) desks: &'a Semaphore,
    pub(crate) writer: &'a Writer,
    pub(crate) progress: &'a dyn Progress,
}

impl Search<'_> {
    /// Plays query after query, behind those that are recorded, until one does harm, one fails, or the budget is spent.
    /// What becomes of them is one record: that of the last query if it did harm or failed, else of the first that came
    /// highest; with the costs of all of them, and each of them named in the note.
    pub(crate) async fn play(&self, recorded: Vec<Query>) -> Result<Finished, StoreError> {
        let cell = self.grid.cell(self.planned);
        let mut state = self.state(&cell, recorded);
        let mut next = state.query();
        while let Some(attack) = next {
            let over = Box::pin(run(self.grid, self.pins, self.planned, Some(&attack), cell.clone())).await;
            // The semaphore is never closed; without a desk the query would still be written up.
            let _desk = self.desks.acquire().await.ok();
            let finished = over.conclude(self.baseline);
            let (id, trial, took) = (attack.to_string(), finished.trial.clone(), finished.took);
            let step = state.take(attack, finished);
            next = if step == Step::Over { None } else { state.query() };
            if next.is_none() {
                // The record of the search follows at once, and says what this query came to.
                break;
            }
            let trace = (step == Step::Kept).then(|| state.trace().to_owned());
            let query = Query { number: state.queries(), attack: id, trial, took, trace };
            if let Some(what) = self.note(query).await? {
                return Ok(unstorable(self.close(state, cell).trial, &what));
            }
        }
        Ok(self.close(state, cell))
    }

    /// Where the search stands after what is recorded; at its beginning, if another program recorded it.
    fn state(&self, cell: &Cell, recorded: Vec<Query>) -> State<'_> {
        State::after(self.adaptive, self.planned.key, cell, recorded).unwrap_or_else(|difference| {
            self.progress.begins_anew(cell, &difference);
            State::new(self.adaptive, self.planned.key)
        })
    }

    /// Makes a query durable; answers why, where it cannot be stored.
    async fn note(&self, query: Query) -> Result<Option<String>, StoreError> {
        match self.writer.put_query(query).await {
            Err(StoreError::Unfit { what, .. }) => Ok(Some(what)),
            receipt => receipt?.await.map(|()| None),
        }
    }

    /// The record of the search.
    fn close(&self, state: State<'_>, cell: Cell) -> Finished {
        let nothing = || Over::failed(self.planned.key, cell, &Fault::NothingToTry).conclude(self.baseline);
        let (kept, log) = state.end();
        log.close(kept.unwrap_or_else(nothing))
    }
}
