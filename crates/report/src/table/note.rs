//! What stands beside the numbers: errors, totals, and what the words mean.

use super::flow::{counted, sentence, thousands};
use crate::{Results, show};
use chain::Outcome;
use store::{Counts, Reason};

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
    let all = counted(clean + hostile, "trial");
    let [clean, hostile] = [clean, hostile].map(thousands);
    let mut lines = vec![format!("total: {all}, {clean} clean and {hostile} hostile")];
    let ended = results.facts.counts.with(Outcome::ServiceFailed);
    if ended > 0 {
        lines.push(format!(
            "service_failed: {} that the service's side ended, by an attack's or a defense's doing; in every rate",
            counted(ended, "trial")
        ));
    }
    let errors = errors(&results.facts.counts);
    if !errors.is_empty() {
        lines.push(format!("errors: {errors}; they are in no rate"));
    }
    let mut out: String = lines.drain(..).map(|line| sentence(&line, 0, width)).collect();
    out.push_str(&results.reasons_text(width));
    lines.push(String::new());
    let of = if given_before { "trials that reached the rung before" } else { "hostile trials" };
    lines.push(format!("rungs: k/n {of}, percent, 95% Wilson interval"));
    lines.push("utility: mean reward, clean -> under attack".into());
    lines.push("secure: hostile trials solved with full reward and no harm".into());
    out.extend(lines.iter().map(|line| sentence(line, 0, width)));
    out
}

/// Reasons that are told, and how much of each.
const MOST_REASONS: usize = 3;
const LONGEST_REASON: usize = 240;

impl Results {
    /// The most frequent reasons of trials that are in no rate, each with its count; empty where there are none.
    pub fn reasons_text(&self, width: usize) -> String {
        let told = |reason: &Reason| {
            let note = show::line(&reason.note);
            let mut short: String = note.chars().take(LONGEST_REASON).collect();
            if short.len() < note.len() {
                short.push_str(" ...");
            }
            sentence(&format!("{} {}: {short}", thousands(reason.trials), reason.outcome.name()), 2, width)
        };
        let mut out: String = self.reasons.iter().take(MOST_REASONS).map(told).collect();
        let others: u64 = self.reasons.iter().skip(MOST_REASONS).map(|reason| reason.trials).sum();
        if others > 0 {
            out.push_str(&sentence(
                &format!("{} for other reasons: safemcp results --json", thousands(others)),
                2,
                width,
            ));
        }
        out
    }
}
