//! Where a search stands between two queries.

use super::log::Log;
use attacks::{Adaptive, Attack, Hunt};
use chain::Ladder;
use store::{Cell, Finished, Key, Query, Trial};

/// What a search asks next, what its queries did, and which of them it keeps.
pub(super) struct State<'a> {
    hunt: Hunt<'a>,
    log: Log,
    kept: Option<Kept>,
}

/// The query that becomes the record of the search, as far as is known.
struct Kept {
    number: u64,
    height: usize,
    finished: Finished,
}

/// What a query is to its search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The last one: it did harm, or failed.
    Over,
    /// The one that is kept so far.
    Kept,
    /// One of those that are counted and named.
    Passed,
}

impl<'a> State<'a> {
    /// The beginning.
    pub(super) fn new(adaptive: &'a Adaptive, key: Key) -> Self {
        Self { hunt: adaptive.hunt(seed(key)), log: Log::default(), kept: None }
    }

    /// The search after these queries, as if it had just played them; or where they are not what it would have played.
    /// Then another version of the program recorded them, and what it found says nothing about this one.
    pub(super) fn after(
        adaptive: &'a Adaptive,
        key: Key,
        cell: &Cell,
        recorded: Vec<Query>,
    ) -> Result<Self, String> {
        let mut state = Self::new(adaptive, key);
        let mut traced = None;
        for Query { number, attack: id, trial, took, trace } in recorded {
            let attack = state.query();
            let attack = attack.filter(|attack| attack.to_string() == id && trial.cell == *cell);
            let attack = attack.ok_or_else(|| {
                format!("its query {number} was `{}`, and would now be another", wire::excerpt(&id))
            })?;
            traced = trace.is_some().then_some(number).or(traced);
            let finished = Finished { trial, trace: trace.unwrap_or_default(), took };
            if state.take(attack, finished) == Step::Over {
                return Err(format!("it went on after its query {number}, which would now be its last"));
            }
        }
        if state.kept.as_ref().map(|kept| kept.number) != traced {
            return Err("it kept another query than it would now".into());
        }
        Ok(state)
    }

    /// The attack to try next.
    pub(super) fn query(&mut self) -> Option<Attack> {
        self.hunt.query()
    }

    /// How many queries were played.
    pub(super) fn queries(&self) -> u64 {
        self.log.queries
    }

    /// The trace of the query that is kept so far.
    pub(super) fn trace(&self) -> &str {
        self.kept.as_ref().map_or("", |kept| &kept.finished.trace)
    }

    /// Takes what became of a query.
    pub(super) fn take(&mut self, attack: Attack, finished: Finished) -> Step {
        self.log.add(&attack, &finished.trial, finished.took);
        let (height, failed) = (height(&finished.trial), !finished.trial.outcome.counts());
        let keep = failed || self.kept.as_ref().is_none_or(|kept| height > kept.height);
        if keep {
            self.kept = Some(Kept { number: self.log.queries, height, finished });
        }
        if failed || height == Ladder::RUNGS.len() {
            return Step::Over;
        }
        self.hunt.learn(attack, height);
        if keep { Step::Kept } else { Step::Passed }
    }

    /// The query that is kept, if there was any, and what all of them did.
    pub(super) fn end(self) -> (Option<Finished>, Log) {
        (self.kept.map(|kept| kept.finished), self.log)
    }
}

/// What all chance of a search depends on: all that its key depends on.
fn seed(Key(key): Key) -> u64 {
    key.first_chunk().copied().map_or(0, u64::from_le_bytes)
}

/// How high an attack came: the number of its highest rung, 0 for none.
pub(super) fn height(trial: &Trial) -> usize {
    let rungs = trial.ladder.unwrap_or_default().rungs();
    rungs.iter().rposition(|reached| *reached).map_or(0, |rung| rung + 1)
}
