//! Many trials at once.

use super::baselines::Baselines;
use super::{Progress, RunEnd};
use crate::LabError;
use crate::plan::{Attacker, Plan, Planned, Subject};
use crate::trial::{self, Pins};
use chain::{Ladder, Metrics, Outcome};
use std::sync::Arc;
use store::{Finished, StoreError, Trial, Writer};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// Trials under way at once, in memory.
const IN_MEMORY: usize = 64;

/// Trials under way at once where each starts a process.
const PROCESSES: usize = 4;

/// What every trial of a run shares.
pub(super) struct Crew {
    pub(super) plan: Arc<Plan>,
    pub(super) pins: Arc<Pins>,
    pub(super) baselines: Arc<Baselines>,
    pub(super) writer: Arc<Writer>,
    pub(super) progress: Arc<dyn Progress>,
    pub(super) stop: watch::Receiver<bool>,
    /// Trials that are written up at once. A record is several times as large as the trial was, so that thousands
    /// of trials that end together must not all be written up together.
    pub(super) desks: Arc<Semaphore>,
}

/// Trials that are written up at once.
pub(super) const DESKS: usize = 32;

impl Crew {
    /// Plays these trials, as many at once as the plan allows, and reports each once it is recorded.
    pub(super) async fn work(&self, trials: &[&Planned]) -> Result<RunEnd, LabError> {
        let most = self.plan.concurrency.unwrap_or_else(|| self.usual()).max(1);
        let mut stop = self.stop.clone();
        let mut waiting = trials.iter();
        let mut under_way = JoinSet::new();
        loop {
            while under_way.len() < most
                && let Some(planned) = waiting.next()
            {
                under_way.spawn(self.one(planned));
            }
            let ended = tokio::select! {
                biased;
                () = stopped(&mut stop) => {
                    under_way.shutdown().await;
                    return Ok(RunEnd::Stopped);
                }
                ended = under_way.join_next() => ended,
            };
            match ended {
                None => return Ok(RunEnd::Complete),
                Some(Ok(trial)) => self.recorded(&trial?),
                Some(Err(error)) => return Err(LabError::Worker(error.to_string())),
            }
        }
    }

    fn recorded(&self, trial: &Trial) {
        self.baselines.learn(trial);
        self.progress.recorded(trial);
    }

    /// One trial, from its plan to its durable record.
    fn one(&self, planned: &Planned) -> impl Future<Output = Result<Trial, StoreError>> + Send + 'static {
        let (plan, pins, writer, desks, planned) = (
            Arc::clone(&self.plan),
            Arc::clone(&self.pins),
            Arc::clone(&self.writer),
            Arc::clone(&self.desks),
            *planned,
        );
        let baseline = planned.twin.and_then(|twin| self.baselines.of(twin));
        async move {
            let (grid, attacker) = (&plan.grid, plan.grid.attacker(&planned));
            // The semaphore is never closed; without a desk the trial would still be written up.
            let (finished, _desk) = match attacker {
                Some(Attacker::Adaptive(adaptive)) => {
                    let search = trial::search(grid, &pins, &planned, adaptive, baseline, &desks);
                    (Box::pin(search).await, desks.acquire().await.ok())
                }
                _ => {
                    let attack = attacker.and_then(Attacker::fixed);
                    let over = trial::run(grid, &pins, &planned, attack, grid.cell(&planned)).await;
                    let desk = desks.acquire().await.ok();
                    (over.conclude(baseline), desk)
                }
            };
            let trial = finished.trial.clone();
            let (trial, receipt) = match writer.put(finished).await {
                Err(StoreError::Unfit { what, .. }) => {
                    let failed = unstorable(trial, &what);
                    (failed.trial.clone(), writer.put(failed).await?)
                }
                receipt => (trial, receipt?),
            };
            receipt.await?;
            Ok(trial)
        }
    }

    fn usual(&self) -> usize {
        let processes =
            self.plan.grid.subjects.iter().any(|subject| matches!(subject, Subject::Custom { .. }));
        if processes { PROCESSES } else { IN_MEMORY }
    }
}

/// What is kept of a trial that the store cannot hold. Its size and its counts are a stranger's to choose, so that it
/// must not stop the run.
fn unstorable(trial: Trial, what: &str) -> Finished {
    let ladder = trial.ladder.map(|_| Ladder::default());
    let (outcome, metrics) = (Outcome::HarnessError, Metrics::default());
    let note = format!("the trial cannot be stored: {what}");
    let trial = Trial { outcome, ladder, utility: 0.0, metrics, note, ..trial };
    Finished { trial, trace: String::new(), took: None }
}

/// Ready once a stop is asked for; never, when nobody can ask any more.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}
