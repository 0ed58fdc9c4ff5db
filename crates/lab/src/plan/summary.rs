//! A look at a plan before it starts.

use super::{Attacker, LeftOut, Plan, Planned, Subject};
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
    /// Number of attacks, a search being one.
    pub attacks: usize,
    /// Most queries that all searches together may play; 0 where nobody searches.
    pub queries: usize,
    /// Labels of the defenses.
    pub defenses: Vec<String>,
    /// Labels of the models.
    pub models: Vec<String>,
    /// Behaviors that are asked for; 0 where none is.
    pub behaviors: usize,
    /// The model that grades what was said about them, if one is to.
    pub judge: Option<String>,
    /// The model that words demands of attackers, if one is to: the named one, or each trial's own.
    pub author: Option<String>,
    /// Combinations of an attack's axes that no trial could arm, and why.
    pub attacks_left_out: LeftOut,
    /// Trials whose attack can do nothing on their task, and why.
    pub trials_left_out: LeftOut,
    /// Commands that will be started and addresses that will be connected to.
    pub reaches: Vec<String>,
}

impl Summary {
    pub(super) fn of(plan: &Plan) -> Self {
        let grid = &plan.grid;
        let clean = plan.trials.iter().filter(|trial| trial.attack.is_none()).count();
        // What filters leave out is neither shown nor started.
        let used = |pick: fn(&Planned) -> Option<usize>| {
            plan.trials.iter().filter_map(pick).collect::<BTreeSet<_>>()
        };
        let pick = used(|trial| Some(trial.subject));
        let subjects = || pick.iter().filter_map(|index| grid.subjects.get(*index));
        let (defenses, models) = (used(|trial| Some(trial.defense)), used(|trial| Some(trial.model)));
        let stacks = defenses.iter().filter_map(|index| grid.defenses.get(*index));
        let choices = models.iter().filter_map(|index| grid.models.get(*index));
        let budget = |trial: &Planned| match grid.attacker(trial)? {
            Attacker::Adaptive(adaptive) => Some(adaptive.budget),
            Attacker::Fixed(_) => None,
        };
        let worded = plan.trials.iter().filter_map(|trial| grid.attacker(trial)).any(Attacker::rewords);
        let reaches = subjects().filter_map(|subject| match subject {
            Subject::Custom { service, .. } => {
                Some(service.url.clone().unwrap_or_else(|| service.command.join(" ")))
            }
            Subject::Environment { family, settings, .. } if family.waits(settings) => {
                let url = settings.get("url").and_then(serde_json::Value::as_str);
                Some(url.map_or_else(|| format!("what {} needs outside", family.id()), str::to_owned))
            }
            Subject::Environment { .. } => None,
        });
        Self {
            trials: plan.trials.len(),
            clean,
            pairs: plan.trials.len() - clean,
            subjects: counted(subjects().map(Subject::name)),
            attacks: used(|trial| trial.attack).len(),
            queries: plan.trials.iter().filter_map(budget).sum(),
            defenses: stacks.map(|stack| stack.label.clone()).collect(),
            models: choices.map(|model| model.label.clone()).collect(),
            behaviors: used(|trial| trial.attack)
                .iter()
                .filter_map(|index| grid.attacks.get(*index)?.behavior())
                .collect::<BTreeSet<_>>()
                .len(),
            judge: grid.judge.as_ref().map(|judge| judge.label.clone()),
            author: worded.then(|| {
                let named = grid.author.as_ref().map(|author| author.label.clone());
                named.unwrap_or_else(|| "the trial's own model".to_owned())
            }),
            attacks_left_out: grid.left_out.clone(),
            trials_left_out: plan.left_out.clone(),
            reaches: reaches.collect::<BTreeSet<_>>().into_iter().collect(),
        }
    }
}

/// How often each name occurs, in the order of their first occurrence.
fn counted(names: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counted: Vec<(String, usize)> = Vec::new();
    for name in names {
        match counted.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counted.push((name, 1)),
        }
    }
    counted
}
