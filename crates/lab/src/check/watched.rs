//! A trial, and what its defenses reported.

use chain::Event;
use std::collections::BTreeSet;
use store::{Run, StoreError, Trial};

/// A trial with what the defenses found in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Watched {
    /// The trial.
    pub trial: Trial,
    /// What was found, and where.
    pub findings: BTreeSet<(String, String)>,
}

/// Every trial of a run, with what its defenses reported.
///
/// # Errors
/// [`StoreError`] when a record or a trace cannot be read.
pub fn watched(run: &Run) -> Result<Vec<Watched>, StoreError> {
    let mut trials = Vec::new();
    run.trials(|trial| trials.push(trial))?;
    let watch = |trial: Trial| {
        let events = if trial.cell.defense == "none" { vec![] } else { run.trace(trial.key)?.events };
        let findings = events.into_iter().filter_map(|event| match event {
            Event::Found(finding) => Some((finding.what, finding.place)),
            _ => None,
        });
        Ok(Watched { findings: findings.collect(), trial })
    };
    trials.into_iter().map(watch).collect()
}
