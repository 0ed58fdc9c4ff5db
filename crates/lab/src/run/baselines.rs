//! Clean trials that hostile ones are compared with.

use crate::LabError;
use judge::Baseline;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use store::{Key, Run, Trial};

/// Results of clean trials, by key. One that did not come to its end is no baseline.
#[derive(Default)]
pub(super) struct Baselines(Mutex<BTreeMap<Key, Baseline>>);

impl Baselines {
    /// What the run on disk has already.
    pub(super) fn load(run: &Run) -> Result<Self, LabError> {
        let baselines = Self::default();
        run.trials(|trial| baselines.learn(&trial))?;
        Ok(baselines)
    }

    /// Remembers a clean trial.
    pub(super) fn learn(&self, trial: &Trial) {
        if trial.ladder.is_none() && trial.outcome.counts() {
            let baseline = Baseline { utility: trial.utility, metrics: trial.metrics };
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(trial.key, baseline);
        }
    }

    /// The result of a clean trial.
    pub(super) fn of(&self, key: Key) -> Option<Baseline> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).copied()
    }
}
