//! What a defense stops, and what it costs.

use std::collections::{BTreeMap, BTreeSet};
use store::Trial;

/// One defense, held against the catalogue.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedDefense {
    /// As an experiment names it.
    pub defense: String,
    /// Surfaces of attacks that harm without it and not with it.
    pub stops: BTreeSet<String>,
    /// Attacks that harm without it, and how many of them do not with it.
    pub stopped: (usize, usize),
    /// Utility of benign tasks without it and with it, summed over as many tasks.
    pub utility: (f64, f64),
    /// Tasks that it costs something: environment and task.
    pub loses: Vec<String>,
}

impl CheckedDefense {
    /// What is not as it should be.
    pub fn problems(&self) -> Vec<String> {
        let nothing = self.stops.is_empty().then(|| "it stops nothing".to_owned());
        let loss = (!self.loses.is_empty()).then(|| format!("it costs utility in {}", self.loses.join(", ")));
        nothing.into_iter().chain(loss).collect()
    }
}

/// An attack and the environment that it was played in.
type Played<'t> = (&'t str, &'t str);

/// Holds the trials of [`super::defenses_against`] and [`super::defenses_in_peace`] against the catalogue.
pub fn defenses(hostile: &[Trial], benign: &[Trial]) -> Vec<CheckedDefense> {
    let names: BTreeSet<&str> = hostile.iter().map(|trial| trial.cell.defense.as_str()).collect();
    let harmed = |defense: &str| -> BTreeMap<Played<'_>, bool> {
        let trials = hostile.iter().filter(|trial| trial.cell.defense == defense);
        let ladders = trials.filter_map(|trial| {
            Some(((trial.cell.attack.as_str(), trial.cell.environment.as_str()), trial.ladder?.harmed))
        });
        ladders.collect()
    };
    let bare = harmed("none");
    let checked = names.into_iter().filter(|name| *name != "none").map(|name| {
        let with = harmed(name);
        let harmful = bare.iter().filter(|(_, harmed)| **harmed).map(|(attack, _)| *attack);
        let (gone, left): (Vec<Played<'_>>, Vec<Played<'_>>) =
            harmful.partition(|attack| with.get(attack).is_some_and(|harmed| !harmed));
        let surface = |(attack, _): &Played<'_>| attack.split('/').next().unwrap_or_default().to_owned();
        let (utility, loses) = peace(benign, name);
        CheckedDefense {
            defense: name.to_owned(),
            stops: gone.iter().map(surface).collect(),
            stopped: (gone.len(), gone.len() + left.len()),
            utility,
            loses,
        }
    });
    checked.collect()
}

/// Utility without and with a defense, and the tasks that lose.
fn peace(benign: &[Trial], defense: &str) -> ((f64, f64), Vec<String>) {
    let of = |defense: &str| -> BTreeMap<String, f64> {
        let trials = benign.iter().filter(|trial| trial.cell.defense == defense);
        trials
            .map(|trial| (format!("{} {}", trial.cell.environment, trial.cell.task), trial.utility))
            .collect()
    };
    let (bare, with) = (of("none"), of(defense));
    let lost = |(task, utility): (&String, &f64)| {
        with.get(task).is_none_or(|now| now < utility).then(|| task.clone())
    };
    ((bare.values().sum(), with.values().sum()), bare.iter().filter_map(lost).collect())
}
