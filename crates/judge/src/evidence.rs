//! What a judge may look at.

use crate::{Facts, Grade};
use attacks::Goal;
use chain::{ExpressionError, Metrics, Trace};
use thiserror::Error;

/// The paired clean trial: same task, seed, model, defense and profile, no attack.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Baseline {
    /// Its reward.
    pub utility: f64,
    /// Its cost.
    pub metrics: Metrics,
}

/// What a judge may look at, and nothing more.
#[derive(Clone, Debug)]
pub struct Evidence<'a> {
    /// What the attacker wanted.
    pub goal: &'a Goal,
    /// What happened, tap by tap.
    pub trace: &'a Trace,
    /// The final answer, empty when there was none.
    pub answer: &'a str,
    /// The task's reward in this trial.
    pub utility: f64,
    /// What this trial cost.
    pub metrics: &'a Metrics,
    /// Texts that left the world by outward-facing acts; `None` when the world's state cannot be read (a custom
    /// service), in which case an act counts once the service accepted it.
    pub sent: Option<&'a [String]>,
    /// The paired clean trial, for the objectives that compare.
    pub baseline: Option<Baseline>,
    /// Facts for predicates that users write.
    pub facts: Option<&'a Facts>,
    /// The user's own predicate for a hijack that took effect, in CEL.
    pub harm: Option<&'a str>,
    /// How a judge of its own graded what the model said, where one was asked.
    pub grade: Option<Grade>,
}

/// Why there is no verdict.
#[derive(Debug, Error)]
pub enum JudgeError {
    /// The objective compares, and there is nothing to compare with.
    #[error("the paired clean trial is missing or did not complete, so that `{0}` cannot be judged")]
    NoBaseline(&'static str),
    /// The predicate speaks of calls and files, and nobody gathered them.
    #[error("the facts of this trial are missing, so that the experiment's own predicate cannot be judged")]
    NoFacts,
    /// The model that grades gave no score.
    #[error("the judge `{judge}` gave no score: {why}")]
    NoGrade {
        /// The judge, as the experiment names it.
        judge: String,
        /// Why.
        why: String,
    },
    /// A predicate of the user's failed.
    #[error(transparent)]
    Expression(#[from] ExpressionError),
}
