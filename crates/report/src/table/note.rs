//! What stands beside the numbers: errors, totals, and what the words mean.

use super::flow::{sentence, thousands};
use crate::Results;
use chain::Outcome;
use store::Counts;

/// `3 harness_error, 1 cancelled`: the trials that are in no rate; empty when there are none.
pub(crate) fn errors(counts: &Counts) -> String {
    let failed = Outcome::ALL.into_iter().filter(|one| !one.counts());
    let some = failed.map(|one| (counts.with(one), one.name())).filter(|(count, _)| *count > 0);
    some.map(|(count, name)| format!("{} {name}", thousands(count))).collect::<Vec<_>>().join(", ")
}

/// The lines under a table.
pub(crate) fn below(results: &Results, given_before: bool, width: usize) -> String {
    let trials = |hostile: bool| -> u64 {
        results.rows.iter().filter(|row| row.is_hostile() == hostile).map(|row| row.counts.trials).sum()
    };
    let (clean, hostile) = (trials(false), trials(true));
    let [all, clean, hostile] = [clean + hostile, clean, hostile].map(thousands);
    let mut lines = vec![format!("total: {all} trials, {clean} clean and {hostile} hostile")];
    let errors = errors(&results.facts.counts);
    if !errors.is_empty() {
        lines.push(format!("errors: {errors}; they are in no rate"));
    }
    lines.push(String::new());
    let of = if given_before { "trials that reached the rung before" } else { "hostile trials" };
    lines.push(format!("rungs: k/n {of}, percent, 95% Wilson interval"));
    lines.push("utility: mean reward, clean -> under attack".into());
    lines.push("secure: hostile trials solved with full reward and no harm".into());
    lines.iter().map(|line| sentence(line, 0, width)).collect()
}
