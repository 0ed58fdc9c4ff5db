//! Searches for tests, each a function of its number, as trials are.

use crate::support::{finished, key};
use chain::Outcome;
use std::time::Duration;
use store::{Finished, Query, Trial};

/// The search with this number, after four queries or more. It never fails.
pub(crate) fn search(number: u64) -> Finished {
    let mut search = finished(number);
    (search.trial.queries, search.trial.outcome) = (Some(4 + number % 3), Outcome::Completed);
    search
}

/// One of the queries of the search with this number, with a trace.
pub(crate) fn query(search: u64, number: u64) -> Query {
    let Finished { trial, trace, .. } = finished(search + number);
    let trial = Trial { key: key(search), utility: 1.0 / number as f64, ..trial };
    let took = (!number.is_multiple_of(3)).then_some(Duration::from_micros(number));
    Query { number, attack: format!("attack {number}"), trial, took, trace: Some(trace) }
}
