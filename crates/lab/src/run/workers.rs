//! Many trials at once.

use super::baselines::Baselines;
use super::{Progress, RunEnd};
use crate::LabError;
use crate::plan::{Attacker, Plan, Planned, Subject};
use crate::trial::{self, Pins, Search, unstorable};
use std::sync::Arc;
use store::{Run, StoreError, Trial, Writer};
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// Trials under way at once, in memory.
const IN_MEMORY: usize = 64;

/// Trials under way at once where each starts a process.
const PROCESSES: usize = 4;

/// What every trial of a run shares.
pub(super) struct Crew<'r> {
    /// Where the queries of searches that are not over are recorded.
    pub(super) run: &'r Run,
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

impl Crew<'_> {
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
                under_way.spawn(self.one(planned)?);
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
    fn one(
        &self,
        planned: &Planned,
    ) -> Result<impl Future<Output = Result<Trial, StoreError>> + Send + use<>, StoreError> {
        let (plan, pins, writer, desks, progress, planned) = (
            Arc::clone(&self.plan),
            Arc::clone(&self.pins),
            Arc::clone(&self.writer),
            Arc::clone(&self.desks),
            Arc::clone(&self.progress),
            *planned,
        );
        let baseline = planned.twin.and_then(|twin| self.baselines.of(twin));
        let recorded = match plan.grid.attacker(&planned) {
            Some(Attacker::Adaptive(_)) => self.run.journal(planned.key)?,
            _ => vec![],
        };
        Ok(async move {
            let (grid, pins, planned, attacker) =
                (&plan.grid, &*pins, &planned, plan.grid.attacker(&planned));
            // The semaphore is never closed; without a desk the trial would still be written up.
            let (finished, _desk) = match attacker {
                Some(Attacker::Adaptive(adaptive)) => {
                    let (desks, writer, progress) = (&*desks, &*writer, &*progress);
                    let search = Search { grid, pins, planned, adaptive, baseline, desks, writer, progress };
                    (Box::pin(search.play(recorded)).await?, desks.acquire().await.ok())
                }
                _ => {
                    let attack = attacker.and_then(Attacker::fixed);
                    let over = trial::run(grid, pins, planned, attack, grid.cell(planned)).await;
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
        })
    }

    fn usual(&self) -> usize {
        let processes =
            self.plan.grid.subjects.iter().any(|subject| matches!(subject, Subject::Custom { .. }));
        if processes { PROCESSES } else { IN_MEMORY }
    }
}

/// Ready once a stop is asked for; never, when nobody can ask any more.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    if stop.wait_for(|stop| *stop).await.is_err() {
        std::future::pending::<()>().await;
    }
}
