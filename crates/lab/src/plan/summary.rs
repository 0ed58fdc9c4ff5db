//! A look at a plan before it starts.

use super::{Plan, Subject};
use std::collections::BTreeSet;

/// Totals of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// All trials.
    pub trials: usize,
    /// Clean ones.
    pub clean: usize,
    /// Hostile ones, each paired with a clean twin.
    pub pairs: usize,
    /// Environments and services, with their number of tasks.
    pub subjects: Vec<(String, usize)>,
    /// Number of attacks.
    pub attacks: usize,
    /// Labels of the defenses.
    pub defenses: Vec<String>,
    /// Labels of the models.
    pub models: Vec<String>,
    /// Commands that will be started and addresses that will be connected to.
    pub reaches: Vec<String>,
}

impl Summary {
    pub(super) fn of(plan: &Plan) -> Self {
        let grid = &plan.grid;
        let clean = plan.trials.iter().filter(|trial| trial.attack.is_none()).count();
        let mut subjects: Vec<(String, usize)> = Vec::new();
        for name in grid.subjects.iter().map(Subject::name) {
            match subjects.last_mut() {
                Some((last, count)) if *last == name => *count += 1,
                _ => subjects.push((name, 1)),
            }
        }
        let reaches = grid.subjects.iter().filter_map(|subject| match subject {
            Subject::Custom { service, .. } => Some(service.url.clone().unwrap_or_else(|| service.command.join(" "))),
            Subject::Environment { .. } => None,
        });
        Self {
            trials: plan.trials.len(),
            clean,
            pairs: plan.trials.len() - clean,
            subjects,
            attacks: grid.attacks.len(),
            defenses: grid.defenses.iter().map(|stack| stack.label.clone()).collect(),
            models: grid.models.iter().map(|model| model.label.clone()).collect(),
            reaches: reaches.collect::<BTreeSet<_>>().into_iter().collect(),
        }
    }
}
