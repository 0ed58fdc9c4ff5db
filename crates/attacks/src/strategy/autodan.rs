//! Strategy `autodan`: the demand in the wording that a search found best.
//!
//! ## What it does
//! Breeds wordings around the demand with [`crate::search`] and takes the one that the detector of this house sees
//! least of. As a strategy it is a small search with a fixed budget and seed, run once for each demand; a search with
//! another judge (a model's compliance, or both) and another budget is run with [`crate::search::Search`].
//!
//! ## Why it works
//! What a detector learned from known payloads says little about sentences that were selected against it, and natural
//! sentences give filters of odd text nothing to find.
//!
//! ## Example
//! ```text
//! autodan -> DEMAND
//! ```
//!
//! ## References
//! AutoDAN, arXiv 2310.04451; SafeMCP, arXiv 2506.13666 (AutoDAN).

use crate::search::{Plan, Search, Unseen};
use crate::worded::Worded;
use crate::{Family, Parameter};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// The wording that a search found best.
pub(super) const AUTODAN: Worded = Worded {
    id: "autodan",
    summary: "The demand in the wording that a genetic search found least conspicuous.",
    source: "arXiv 2310.04451 (AutoDAN)",
    family: Family::AutoDan,
    parameter: Parameter::None,
    word: |payload, _| payload.framed(found),
};

/// What was found before: the same demand is worded for many trials.
static KNOWN: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());

fn found(demand: &str) -> String {
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(best) = known().get(demand) {
        return best.clone();
    }
    let mut search = Search::new(demand, Plan::default());
    search.run(&mut Unseen, usize::MAX);
    let best = search.best();
    known().insert(demand.to_owned(), best.clone());
    best
}
