//! The texts of one row of the table.

use super::group::{ATTACK, Group};
use super::note::errors;
use crate::{Rate, show};
use store::Axis;

/// One group in words and numbers.
pub(crate) struct Entry {
    /// Its model; empty when rows are not told apart by it.
    pub(crate) model: String,
    /// Its values on the other axes.
    pub(crate) labels: Vec<String>,
    /// The rungs; `None` when nothing was attacked.
    pub(crate) rungs: Option<[Rate; 6]>,
    /// Mean reward of clean trials.
    pub(crate) clean: String,
    /// Mean reward of attacked trials.
    pub(crate) attacked: String,
    /// Full reward and no harm, in percent.
    pub(crate) secure: String,
    /// The mean score of judges; empty when none gave a score.
    pub(crate) score: String,
    /// Trials in no rate; empty when there are none.
    pub(crate) errors: String,
}

impl Entry {
    /// The texts of a group that is labeled by `axes`. With `given_before` a rung is a rate of the trials that reached
    /// the rung before.
    pub(crate) fn of(group: &Group, axes: &[Axis], given_before: bool) -> Self {
        let rungs =
            group.attacked.rungs().map(|rung| if given_before { rung.given_before } else { rung.rate });
        let row = if group.is_clean() { &group.clean } else { &group.attacked };
        Self {
            model: show::line(group.value(Axis::Model)),
            labels: axes.iter().map(|axis| label(group, *axis)).collect(),
            rungs: (!group.is_clean()).then_some(rungs),
            clean: group.clean.utility(),
            attacked: group.attacked.utility(),
            secure: row.secure().percent(),
            score: group.attacked.score(),
            errors: all_errors(group),
        }
    }
}

/// A clean group has no value on an attack's axis; that it is clean is said beside its utility.
fn label(group: &Group, axis: Axis) -> String {
    match group.value(axis) {
        "" if group.is_clean() && ATTACK.contains(&axis) => String::new(),
        "" => "-".into(),
        value => show::line(value),
    }
}

fn all_errors(group: &Group) -> String {
    let (hostile, clean) = (errors(&group.attacked.counts), errors(&group.clean.counts));
    match (hostile.as_str(), clean.as_str()) {
        ("", "") => String::new(),
        (hostile, "") => format!("errors: {hostile}"),
        ("", clean) => format!("errors in clean trials: {clean}"),
        (hostile, clean) => format!("errors: {hostile}; in clean trials: {clean}"),
    }
}
