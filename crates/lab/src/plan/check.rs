//! What is wrong with a plan as a whole.

use super::{Grid, Planned, Source};
use crate::{Experiment, ExperimentError};
use std::path::{Component, Path};

/// Most trials of one plan: they are all held in memory.
const MOST: u128 = 10_000_000;

/// The name of the run, which is the name of its folder too.
///
/// # Errors
/// [`ExperimentError`] for a name that leads out of the folder of runs.
pub(super) fn name(experiment: &Experiment, source: &Source<'_>) -> Result<String, ExperimentError> {
    let Some(name) = &experiment.name else { return Ok("run".to_owned()) };
    if is_plain(&name.value) {
        return Ok(name.value.clone());
    }
    let what = format!("`{}` cannot be the name of a run's folder", wire::excerpt(&name.value));
    Err(source.error(name.line, name.column, what, "use one plain word, without slashes"))
}

/// Whether a name can be that of a folder in the folder of runs.
pub(super) fn is_plain(name: &str) -> bool {
    let mut parts = Path::new(name).components();
    let one = matches!((parts.next(), parts.next()), (Some(Component::Normal(part)), None) if part == name);
    one && !name.contains(char::is_control)
}

/// Refuses a grid that is too large, before its trials are listed.
pub(super) fn size(experiment: &Experiment, grid: &Grid, source: &Source<'_>) -> Result<(), ExperimentError> {
    let seeds = experiment.seeds.list().len();
    let axes = [
        grid.subjects.len(),
        grid.attacks.len() + 1,
        grid.defenses.len(),
        grid.models.len(),
        grid.profiles.len(),
    ];
    let trials = axes.into_iter().fold(seeds as u128, |product, axis| product.saturating_mul(axis as u128));
    if trials <= MOST {
        return Ok(());
    }
    let what = format!("the grid has {trials} trials, and {MOST} are the most for one run");
    Err(source.error(0, 0, what, "use fewer tasks or seeds, or split it into several experiments"))
}

/// Refuses a plan without a trial: it would look like a run in which nothing was found.
pub(super) fn any(
    experiment: &Experiment,
    grid: &Grid,
    trials: &[Planned],
    source: &Source<'_>,
) -> Result<(), ExperimentError> {
    if !trials.is_empty() {
        return Ok(());
    }
    let empty = |what: &str, help: &str| Err(source.error(0, 0, what.to_owned(), help));
    let none =
        |axis: &str, help: &str| empty(&format!("the experiment has no trial: it names no {axis}"), help);
    match () {
        () if grid.subjects.is_empty() => {
            none("task of any environment or service", "add `environments: [textcraft]`")
        }
        () if grid.models.is_empty() => none("model", "add `models: [reference/obedient]`"),
        () if grid.defenses.is_empty() => none("defense", "leave `defenses` out, or add `none`"),
        () if grid.profiles.is_empty() => none("host profile", "leave `profiles` out, or add `common`"),
        () if experiment.seeds.list().is_empty() => none("seed", "leave `seeds` out, or use at least 1"),
        () if grid.attacks.is_empty() && !grid.clean => none("attack", "leave `attacks` out, or add `none`"),
        () => empty(
            "the experiment has no trial: `only` and `skip` leave nothing",
            "see `safemcp run --plan` without them",
        ),
    }
}
