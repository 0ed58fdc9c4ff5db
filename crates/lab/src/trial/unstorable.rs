//! Trials that the store cannot hold.

use chain::{Ladder, Metrics, Outcome};
use store::{Finished, Trial};

/// What is kept of a trial that the store cannot hold. Its size and its counts are a stranger's to choose, so that it
/// must not stop the run.
pub(crate) fn unstorable(trial: Trial, what: &str) -> Finished {
    let ladder = trial.ladder.map(|_| Ladder::default());
    let (outcome, metrics) = (Outcome::HarnessError, Metrics::default());
    let note = format!("the trial cannot be stored: {what}");
    let trial = Trial { outcome, ladder, utility: 0.0, metrics, note, ..trial };
    Finished { trial, trace: String::new(), took: None }
}
