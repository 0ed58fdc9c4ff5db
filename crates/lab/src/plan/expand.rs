//! From axes to trials.

use super::fit::{LeftOut, unfit};
use super::key::key;
use super::{Grid, Planned};
use crate::Experiment;
use agents::Profile;
use std::collections::{BTreeMap, BTreeSet};

/// All trials that the filters keep. Clean ones first; a clean twin of every hostile one is always there.
/// Beside them those that are left out, because their attacker can do nothing on their task.
pub(super) fn expand(experiment: &Experiment, grid: &Grid) -> (Vec<Planned>, LeftOut) {
    let keeps = |trial: &Planned| {
        let cell = grid.cell(trial);
        let named = experiment.only.is_empty() || experiment.only.iter().any(|filter| filter.matches(&cell));
        named && !experiment.skip.iter().any(|filter| filter.matches(&cell))
    };
    let bounds: Vec<String> = grid.profiles.iter().map(|profile| bounds(grid, profile)).collect();
    let (mut clean, mut hostile) = (Vec::new(), Vec::new());
    let asked = grid.asked();
    let attacks: Vec<String> = grid.attacks.iter().map(|attacker| attacker.canonical(&asked)).collect();
    let mut left_out = LeftOut::default();
    let pairs = grid.subjects.iter().enumerate().flat_map(|(at, subject)| {
        grid.attacks
            .iter()
            .enumerate()
            .filter_map(move |(attack, one)| Some(((at, attack), unfit(subject, one)?)))
    });
    let unfit: BTreeMap<(usize, usize), String> = pairs.collect();
    for (subject, defense, model, profile, seed) in places(experiment, grid) {
        let canonical = Canonical::of(grid, subject, defense, model, profile, &bounds);
        let twin = canonical.trial("none", seed);
        let bare = Planned { key: twin, twin: None, seed, subject, attack: None, defense, model, profile };
        let before = hostile.len();
        for (attack, id) in attacks.iter().enumerate() {
            let trial =
                Planned { key: canonical.trial(id, seed), twin: Some(twin), attack: Some(attack), ..bare };
            match unfit.get(&(subject, attack)) {
                _ if !keeps(&trial) => {}
                Some(why) => left_out.add(why.clone()),
                None => hostile.push(trial),
            }
        }
        if hostile.len() > before || (grid.clean && keeps(&bare)) {
            clean.push(bare);
        }
    }
    let mut seen = BTreeSet::new();
    clean.extend(hostile);
    clean.retain(|trial| seen.insert(trial.key));
    (clean, left_out)
}

/// What a host is bound by: the era that it speaks, its budget and its limits; and the model that defenses ask, if it is
/// another one.
fn bounds(grid: &Grid, profile: &Profile) -> String {
    let era = grid.era.unwrap_or(profile.era);
    let mut bounds = serde_json::to_string(&(era, grid.budget, grid.limits)).unwrap_or_default();
    bounds.extend(grid.second.as_ref().map(|second| format!(" second model {}", second.label)));
    bounds
}

fn places(experiment: &Experiment, grid: &Grid) -> impl Iterator<Item = (usize, usize, usize, usize, u64)> {
    let seeds = experiment.seeds.list();
    let (defenses, models, profiles) = (grid.defenses.len(), grid.models.len(), grid.profiles.len());
    (0..grid.subjects.len()).flat_map(move |subject| {
        let seeds = seeds.clone();
        (0..defenses).flat_map(move |defense| {
            let seeds = seeds.clone();
            (0..models).flat_map(move |model| {
                let seeds = seeds.clone();
                (0..profiles).flat_map(move |profile| {
                    seeds.clone().into_iter().map(move |seed| (subject, defense, model, profile, seed))
                })
            })
        })
    })
}

/// The canonical texts of one place, made once for all its attacks.
struct Canonical {
    parts: [String; 5],
}

impl Canonical {
    fn of(
        grid: &Grid,
        subject: usize,
        defense: usize,
        model: usize,
        profile: usize,
        bounds: &[String],
    ) -> Self {
        let parts = [
            grid.subjects.get(subject).map(super::Subject::canonical),
            grid.defenses.get(defense).map(|stack| stack.canonical.clone()),
            grid.models.get(model).map(|model| model.label.clone()),
            grid.profiles.get(profile).map(|profile| profile.id.to_owned()),
            bounds.get(profile).cloned(),
        ];
        Self { parts: parts.map(Option::unwrap_or_default) }
    }

    fn trial(&self, attack: &str, seed: u64) -> store::Key {
        let [subject, defense, model, profile, bounds] = &self.parts;
        key(&[subject, attack, defense, model, profile, bounds], seed)
    }
}
