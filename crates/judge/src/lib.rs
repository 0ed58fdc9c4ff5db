//! Verdicts from state and trace.
//!
//! A judge reads [`Evidence`]: the trace, the world's state, files, and the paired clean trial. It never reads the
//! model's reasoning as evidence, nor believes the agent's claim of success. What is missing is a failed judgment,
//! not a clean one. Where the objective is that a model says something, a model may be asked to [`grade()`] it.

mod acts;
mod breach;
mod complied;
mod evidence;
mod facts;
mod grade;
mod ladder;
mod metrics;
mod planted;
mod screen;

pub use evidence::{Baseline, Evidence, JudgeError};
pub use facts::{CallFact, Facts};
pub use grade::{Grade, grade, question};
pub use ladder::judge;
pub use metrics::measure;
