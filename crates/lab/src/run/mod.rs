//! Runs what is not done yet.

mod baselines;
mod progress;
mod workers;

pub use progress::{Progress, Quiet};

use crate::trial::Pins;
use crate::{LabError, Plan, Planned};
use baselines::Baselines;
use std::path::Path;
use std::sync::Arc;
use store::{Run, Writer};
use tokio::sync::{Semaphore, watch};

/// A plan and the run on disk that holds its results.
pub struct Lab {
    plan: Arc<Plan>,
    run: Run,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunEnd {
    /// Every trial of the plan is recorded.
    Complete,
    /// It was stopped; the same command continues it.
    Stopped,
}

impl Lab {
    /// Opens the folder of a run, new or to be continued.
    ///
    /// # Errors
    /// [`LabError::Store`] when the folder holds a run of another plan, or is in use.
    pub fn open(plan: Plan, folder: &Path) -> Result<Self, LabError> {
        let run = Run::create_or_open(folder, plan.document())?;
        Ok(Self { plan: Arc::new(plan), run })
    }

    /// The run on disk.
    pub fn store(&self) -> &Run {
        &self.run
    }

    /// Plays every trial that is not recorded yet, and once more those that failed: clean ones first, because hostile
    /// ones are compared with them. A search goes on after its last recorded query.
    /// `stop` turning true ends it: trials and queries under way are given up, recorded ones stay.
    ///
    /// # Errors
    /// [`LabError::Store`] when results cannot be kept.
    pub async fn run(
        &self,
        progress: Arc<dyn Progress>,
        stop: watch::Receiver<bool>,
    ) -> Result<RunEnd, LabError> {
        let done = self.run.settled()?;
        let (todo, already): (Vec<&Planned>, Vec<&Planned>) =
            self.plan.trials.iter().partition(|trial| !done.contains(&trial.key));
        progress.begins(self.plan.trials.len(), already.len(), self.run.journaled()?);
        let baselines = Arc::new(Baselines::load(&self.run)?);
        let writer = Arc::new(Writer::start(&self.run)?);
        let pins = Arc::new(Pins::new(&self.plan.grid));
        let desks = Arc::new(Semaphore::new(workers::DESKS));
        let (plan, keeper) = (Arc::clone(&self.plan), Arc::clone(&writer));
        let run = &self.run;
        let crew = workers::Crew { run, plan, pins, baselines, writer: keeper, progress, stop, desks };
        let (clean, hostile): (Vec<_>, Vec<_>) = todo.into_iter().partition(|trial| trial.twin.is_none());
        let mut end = crew.work(&clean).await?;
        if end == RunEnd::Complete {
            end = crew.work(&hostile).await?;
        }
        drop(crew);
        if let Some(writer) = Arc::into_inner(writer) {
            let closed = tokio::task::spawn_blocking(move || writer.close()).await;
            closed.map_err(|error| LabError::Worker(error.to_string()))??;
        }
        Ok(end)
    }
}
