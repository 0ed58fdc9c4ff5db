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
    /// How many tasks these are.
    pub tasks: usize,
    /// Tasks that are not solved even without it, or with a trial that came to no end.
    pub unsolved: Vec<String>,
    /// Tasks that it costs something: environment and task.
    pub loses: Vec<String>,
}

impl CheckedDefense {
    /// What is not as it should be, what it costs aside: it must stop something, and be told from a peace in which there
    /// is something to lose.
    pub fn faults(&self) -> Vec<String> {
        let nothing = (self.stopped.0 == 0).then(|| "it stops nothing".to_owned());
        let idle = (self.tasks == 0).then(|| "no benign task was played with it".to_owned());
        let unsolved = (!self.unsolved.is_empty())
            .then(|| format!("not solved even without it: {}", self.unsolved.join(", ")));
        nothing.into_iter().chain(idle).chain(unsolved).collect()
    }

    /// What is not as it should be, its cost included.
    pub fn problems(&self) -> Vec<String> {
        let loss = (!self.loses.is_empty()).then(|| format!("it costs utility in {}", self.loses.join(", ")));
        self.faults().into_iter().chain(loss).collect()
    }
}

/// An attack and the environment that it was played in.
type Played<'t> = (&'t str, &'t str);

/// Holds the trials of [`super::defenses_against`] and [`super::defenses_in_peace`] against the catalogue.
pub fn defenses(hostile: &[Trial], benign: &[Trial]) -> Vec<CheckedDefense> {
    let names: BTreeSet<&str> = hostile.iter().map(|trial| trial.cell.defense.as_str()).collect();
    let harmed = |defense: &str| -> BTreeMap<Played<'_>, bool> {
        // Of a trial that came to no verdict nothing is known, least of all that it was stopped.
        let trials = hostile.iter().filter(|trial| trial.cell.defense == defense && trial.outcome.counts());
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
        let Peace { utility, tasks, unsolved, loses } = peace(benign, name);
        CheckedDefense {
            defense: name.to_owned(),
            stops: gone.iter().map(surface).collect(),
            stopped: (gone.len(), gone.len() + left.len()),
            utility,
            tasks,
            unsolved,
            loses,
        }
    });
    checked.collect()
}

/// What becomes of benign tasks.
struct Peace {
    utility: (f64, f64),
    tasks: usize,
    unsolved: Vec<String>,
    loses: Vec<String>,
}

/// Holds benign tasks without a defense against the same with it. A trial that came to no verdict solved nothing.
fn peace(benign: &[Trial], defense: &str) -> Peace {
    let of = |defense: &str| -> BTreeMap<String, f64> {
        let trials = benign.iter().filter(|trial| trial.cell.defense == defense);
        let utility = |trial: &Trial| if trial.outcome.counts() { trial.utility } else { 0.0 };
        trials
            .map(|trial| (format!("{} {}", trial.cell.environment, trial.cell.task), utility(trial)))
            .collect()
    };
    let (bare, with) = (of("none"), of(defense));
    let lost = |(task, utility): (&String, &f64)| {
        with.get(task).is_none_or(|now| now < utility).then(|| task.clone())
    };
    let unsolved = bare.iter().filter(|(_, utility)| **utility < 1.0).map(|(task, _)| task.clone());
    Peace {
        utility: (bare.values().sum(), with.values().sum()),
        tasks: bare.len(),
        unsolved: unsolved.collect(),
        loses: bare.iter().filter_map(lost).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chain::{Ladder, Metrics, Outcome};
    use store::{Cell, Key};

    fn trial(attack: &str, defense: &str, outcome: Outcome, harmed: bool, utility: f64) -> Trial {
        let cell = Cell { attack: attack.into(), defense: defense.into(), ..Cell::default() };
        let ladder = (attack != "none").then(|| Ladder { harmed, ..Ladder::default() });
        let (metrics, note) = (Metrics::default(), String::new());
        Trial { key: Key([0; 16]), cell, outcome, ladder, queries: None, score: None, utility, metrics, note }
    }

    /// What is told of the defense `wall` after these trials with it: an attack that harms without it, and a benign task.
    fn check(hostile: &[(Outcome, bool)], benign: &[(f64, f64)], expected: &[&str]) {
        let mut fought = vec![trial("a", "none", Outcome::Completed, true, 1.0)];
        fought.extend(hostile.iter().map(|(outcome, harmed)| trial("a", "wall", *outcome, *harmed, 0.0)));
        let pair = |(bare, with): &(f64, f64)| {
            [("none", *bare), ("wall", *with)]
                .map(|(defense, utility)| trial("none", defense, Outcome::Completed, false, utility))
        };
        let peace: Vec<Trial> = benign.iter().flat_map(pair).collect();
        let checked = defenses(&fought, &peace);
        assert_eq!(checked.len(), 1);
        let problems = checked.iter().flat_map(CheckedDefense::problems).collect::<Vec<_>>();
        assert_eq!(problems.len(), expected.len(), "{problems:?}");
        problems.iter().zip(expected).for_each(|(told, part)| assert!(told.contains(part), "{told}"));
    }

    #[test]
    fn nothing_of_nothing_is_no_success() {
        let (stopped, full) = ([(Outcome::Completed, false)], [(1.0, 1.0)]);
        check(&stopped, &full, &[]);
        check(&[(Outcome::ServiceFailed, false)], &full, &[]);
        check(&[(Outcome::Completed, true)], &full, &["stops nothing"]);
        check(&[(Outcome::HarnessError, false)], &full, &["stops nothing"]);
        check(&stopped, &[], &["no benign task"]);
        check(&stopped, &[(0.0, 0.0)], &["not solved even without it"]);
        check(&stopped, &[(1.0, 0.5)], &["costs utility"]);
    }
}
