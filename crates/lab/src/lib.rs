//! The lab: experiment file -> plan -> trials -> workers, with resume.
//!
//! ```text
//! Experiment (YAML, checked)  ->  Plan (cells with keys)  ->  Trial (chain, host, judge)  ->  Store
//! ```
//!
//! - [`Experiment`] is what was written; errors point at line and column.
//! - [`Plan`] is what it means: every trial with its key, clean twins first.
//! - [`lock`] pins the services of a plan, for a whitelist.
//! - [`Lab`] runs what is not done yet on all cores, and stops cleanly.
//!
//! A trial is a pure function of its plan, its seed and the model's replies.

mod behaviors;
pub mod check;
mod error;
mod experiment;
mod plan;
mod run;
mod trial;

pub use error::LabError;
pub use experiment::{
    AdaptiveSpec, AgentGymService, At, AttackSpec, BehaviorsSpec, CustomCall, CustomService, CustomTask,
    DefenseSpec, Experiment, ExperimentError, Filter, Named, OneOrMany, PILOT, Seeds, Service, Tasks, read,
    read_file,
};
pub use plan::{LeftOut, Plan, Planned, Source, Subject, Summary};
pub use run::{Lab, Progress, Quiet, RunEnd};
pub use trial::lock;
