//! Attacks that can never be armed: in no trial at all, or in none on some task.
//!
//! What no trial could change is a mistake of the file, and said before anything runs. Only where lists are combined are
//! single combinations left out, and the plan says how many and why: each word of a list must be of use somewhere.

use super::attacker::Attacker;
use super::{Place, Subject};
use crate::experiment::{AttackSpec, ExperimentError, did_you_mean};
use crate::trial::data;
use attacks::{Aim, Attack, AttackError, Execution, SURFACES, Surface};
use std::collections::{BTreeMap, BTreeSet};

/// What is left out of a plan, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut(BTreeMap<String, usize>);

impl LeftOut {
    pub(super) fn add(&mut self, why: String) {
        *self.0.entry(why).or_default() += 1;
    }

    /// Each reason with how often it holds, the most frequent first.
    pub fn reasons(&self) -> Vec<(usize, &str)> {
        let mut reasons: Vec<_> = self.0.iter().map(|(why, count)| (*count, why.as_str())).collect();
        reasons.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        reasons
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.values().sum()
    }
}

/// Those of an entry's attacks that some trial could arm.
///
/// # Errors
/// [`ExperimentError`] for an attack that none could, unless its surface and its objective each stand in another attack of
/// the same entry that one could.
pub(super) fn sift(
    attacks: Vec<Attack>,
    place: &Place<'_>,
    left_out: &mut LeftOut,
) -> Result<Vec<Attack>, ExperimentError> {
    let (possible, never): (Vec<_>, Vec<_>) =
        attacks.into_iter().partition(|attack| attack.possible().is_ok());
    for attack in never {
        let Err(error) = attack.possible() else { continue };
        let of_use =
            |same: fn(&Attack) -> &'static str| possible.iter().any(|one| same(one) == same(&attack));
        if of_use(|attack| attack.surface.id) && of_use(|attack| attack.objective.id()) {
            left_out.add(error.to_string());
        } else {
            return Err(place.error(error.to_string(), instead(&attack)));
        }
    }
    Ok(possible)
}

/// What works in place of an attack that none of a trial's could be.
fn instead(attack: &Attack) -> String {
    let Surface { id, method, .. } = *attack.surface;
    let rows = |fits: &dyn Fn(&Surface) -> bool| {
        let fitting = SURFACES.iter().filter(|surface| fits(surface)).map(|surface| surface.id);
        fitting.collect::<Vec<_>>().join(", ")
    };
    match attack.surface.execution {
        Execution::Served => {
            let transport = if method == "HTTP" { "--http 127.0.0.1:0" } else { "--stdio" };
            format!("serve it to a host of yours: `safemcp serve textcraft --attack {id} {transport}`")
        }
        Execution::Not(_) => {
            let letters = id.trim_end_matches(|char: char| char.is_ascii_digit());
            let carried = |surface: &Surface| matches!(surface.execution, Execution::Carried(_));
            let kin = rows(&|surface| {
                carried(surface) && surface.id.trim_end_matches(|char: char| char.is_ascii_digit()) == letters
            });
            if kin.is_empty() {
                "see `safemcp catalog surfaces` for the rows that are executed".to_owned()
            } else {
                format!("rows of its kind that are executed: {kin}")
            }
        }
        Execution::Carried(_) => {
            let objective = attack.objective;
            let fitting = rows(&|surface| {
                matches!(surface.execution, Execution::Carried(_))
                    && objective.fits(surface, surface.breach).is_ok()
            });
            format!("rows that `{}` fits: {fitting}", objective.id())
        }
    }
}

/// Why an attacker can do nothing on this task, whatever the trial.
pub(super) fn unfit(subject: &Subject, attacker: &Attacker) -> Option<String> {
    let attacks = match attacker {
        Attacker::Fixed(attack) => std::slice::from_ref(attack),
        Attacker::Adaptive(adaptive) => adaptive.over.as_slice(),
    };
    attacks.iter().find_map(|attack| {
        misplaced(subject, attack).or_else(|| aimless(subject, attack)).or_else(|| fruitless(subject, attack))
    })
}

/// The service that an attack is to stand at is none of the task's.
fn misplaced(subject: &Subject, attack: &Attack) -> Option<String> {
    let (label, known) = (attack.service.as_deref()?, subject.services()?);
    (!known.contains(&label)).then(|| {
        let has = if known.is_empty() { "one service only".to_owned() } else { known.join(", ") };
        format!("no service of `{}` is `{}`: it has {has}", subject.name(), wire::excerpt(label))
    })
}

/// A task of the user's own does not have what an objective needs.
fn aimless(subject: &Subject, attack: &Attack) -> Option<String> {
    let mut opportunity = subject.written()?;
    // Which behavior it is does not matter here, only that there is one.
    opportunity.behavior = attack.behavior.as_ref().map(|_| std::sync::Arc::default());
    let error = attack.objective.aim(&Aim {
        opportunity: &opportunity,
        surface: attack.surface,
        breach: attack.breach(),
        seed: 0,
    });
    let error: AttackError = error.err()?;
    Some(format!("`{}`, task `{}`: {error}", subject.name(), subject.task()))
}

/// A built-in task in which no service returns what an objective wants of one.
fn fruitless(subject: &Subject, attack: &Attack) -> Option<String> {
    // Of what leads outside the program nothing is known before the run.
    subject.services().filter(|_| attack.objective.wants_data())?;
    let found = data(subject, 0, attack.service.as_deref()).ok()?;
    found.is_none().then(|| {
        let (objective, name, task) = (attack.objective.id(), subject.name(), subject.task());
        format!(
            "`{name}`, task `{task}`: objective `{objective}` finds no result of a benign service that could be taken to another"
        )
    })
}

/// Refuses an attacker that can do nothing on any task.
pub(super) fn somewhere(
    attacker: &Attacker,
    subjects: &[Subject],
    place: &Place<'_>,
) -> Result<(), ExperimentError> {
    let mut whys = subjects.iter().map(|subject| unfit(subject, attacker));
    let Some(Some(why)) = whys.next() else { return Ok(()) };
    if !whys.all(|why| why.is_some()) {
        return Ok(());
    }
    let label = match attacker {
        Attacker::Fixed(attack) => attack.service.as_deref(),
        Attacker::Adaptive(_) => None,
    };
    let known: BTreeSet<&str> = subjects.iter().filter_map(Subject::services).flatten().copied().collect();
    let help = match label {
        Some(label) if !known.is_empty() => did_you_mean(label, &known.into_iter().collect::<Vec<_>>()),
        Some(_) => {
            "leave the service out: only worlds of several services, such as `assistant`, have names for them"
                .into()
        }
        None => String::new(),
    };
    Err(place.error(format!("`{attacker}` can be armed on no task here: {why}"), help))
}

/// Whether an entry stands for a group of the catalogue, of which some may have nothing to do on some tasks.
pub(super) fn is_group(spec: &AttackSpec) -> bool {
    matches!(spec, AttackSpec::Id(id) if matches!(id.as_str(), "covering" | "catalogue"))
}
