//! Plans and runs in a few words.

use lab::{Experiment, Lab, LabError, Plan, Quiet, RunEnd, Source};
use std::path::Path;
use std::sync::Arc;
use store::{Run, Trial};
use tokio::sync::watch;

/// Name of the experiment file in tests; its folder is where `{here}` leads.
pub(crate) const FILE: &str = "test.yaml";

/// The plan of an experiment, with these environment variables.
pub(crate) fn try_plan(yaml: &str, here: &Path, variables: &[(&str, &str)]) -> Result<Plan, LabError> {
    let lookup =
        |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
    let experiment = lab::read(FILE, yaml)?;
    Plan::new(&experiment, &Source { file: FILE, text: yaml, here: here.to_owned() }, &lookup)
}

pub(crate) fn plan(yaml: &str) -> Plan {
    try_plan(yaml, Path::new("."), &[]).unwrap()
}

/// The plan of an experiment that was put together or changed in a test.
pub(crate) fn plan_of(experiment: &Experiment) -> Plan {
    Plan::new(experiment, &Source::new(FILE, ""), &|_| None).unwrap()
}

/// What a run left behind.
pub(crate) struct Ran {
    pub(crate) store: Run,
    pub(crate) trials: Vec<Trial>,
    _folder: tempfile::TempDir,
}

impl Ran {
    pub(crate) fn digest(&self) -> String {
        self.store.logical_digest().unwrap().to_string()
    }

    /// The one trial of which this holds.
    pub(crate) fn only(&self, holds: impl Fn(&Trial) -> bool) -> &Trial {
        let found: Vec<_> = self.trials.iter().filter(|trial| holds(trial)).collect();
        assert_eq!(found.len(), 1, "{found:?}");
        found[0]
    }

    /// Shares of the trials of which this holds: how many, and on how many of them the ladder has this rung.
    pub(crate) fn rung(&self, rung: &str, holds: impl Fn(&Trial) -> bool) -> (usize, usize) {
        let at = chain::Ladder::RUNGS.iter().position(|name| *name == rung).unwrap();
        let ladders: Vec<_> =
            self.trials.iter().filter(|trial| holds(trial)).filter_map(|trial| trial.ladder).collect();
        (ladders.iter().filter(|ladder| ladder.rungs()[at]).count(), ladders.len())
    }
}

/// Runs a plan to its end in a folder of its own, on so many threads.
pub(crate) fn run_on(threads: usize, plan: Plan) -> Ran {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build();
    runtime.unwrap().block_on(run(plan))
}

/// Runs a plan to its end in a folder of its own.
pub(crate) async fn run(plan: Plan) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let expected = plan.trials.len();
    let lab = Lab::open(plan, folder.path()).unwrap();
    let (_ask, stop) = watch::channel(false);
    assert_eq!(lab.run(Arc::new(Quiet), stop).await.unwrap(), RunEnd::Complete);
    drop(lab);
    let store = Run::open_read_only(folder.path()).unwrap();
    let mut trials = Vec::new();
    store.trials(|trial| trials.push(trial)).unwrap();
    assert_eq!(trials.len(), expected, "one record for every planned trial");
    Ran { store, trials, _folder: folder }
}
