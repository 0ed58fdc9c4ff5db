//! `safemcp catalog --check`.

use super::surfaces::{Seen, page};
use crate::exit::{Done, Failure, Verdict, say};
use attacks::{Execution, SURFACES};
use lab::check::{self, CheckedAttack, CheckedDefense, Watched};
use lab::{Lab, Plan, Quiet, RunEnd, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;
use store::Trial;
use tokio::runtime::Runtime;
use tokio::sync::watch;

/// Plays every attack and every defense of the catalogue, and says what is not as the catalogue says.
pub(super) fn check(as_page: bool) -> Verdict {
    let runtime = Runtime::new().map_err(|error| Failure::harness(format!("cannot start: {error}")))?;
    let file = behaviors()?;
    let mut attacks = Vec::new();
    for era in check::ERAS {
        let trials = played(&runtime, &check::attacks_in(era))?;
        attacks.extend(check::attacks(era, &trials).map_err(Failure::harness)?);
        let behaviors = played(&runtime, &check::behaviors_in(era, &file.path().display().to_string()))?;
        attacks.extend(check::attacks(era, &behaviors).map_err(Failure::harness)?);
        let office = check::attacks_among_services(era).map_err(Failure::harness)?;
        let office = played(&runtime, &office)?;
        attacks.extend(check::attacks(era, &office).map_err(Failure::harness)?);
    }
    let batches = played(&runtime, &check::attacks_in_batches())?;
    attacks.extend(check::attacks(check::BATCHES, &batches).map_err(Failure::harness)?);
    let every = check::every_defense();
    let mut hostile = Vec::new();
    for era in check::ERAS {
        let mut trials = watched(&runtime, &check::defenses_against(&every, era))?;
        trials.extend(watched(&runtime, &check::defenses_among_services(&every, era))?);
        hostile.push((era, trials));
    }
    let hostile: Vec<check::Hostile<'_>> =
        hostile.iter().map(|(era, trials)| (*era, trials.as_slice())).collect();
    let benign = played(&runtime, &check::defenses_in_peace(&every))?;
    let defenses = check::defenses(&hostile, &benign);
    say(&if as_page { page(Some(&seen(&attacks, &defenses))) } else { told(&attacks, &defenses) })?;
    let sound = attacks.iter().all(|attack| attack.problems.is_empty())
        && !attacks.is_empty()
        && !defenses.is_empty()
        && defenses.iter().all(|defense| defense.faults().is_empty());
    Ok(if sound { Done::Well } else { Done::Gate })
}

/// A file of harmless behaviors, gone with the check.
fn behaviors() -> Result<tempfile::NamedTempFile, Failure> {
    let file = tempfile::NamedTempFile::with_suffix(".csv").map_err(Failure::harness)?;
    std::fs::write(file.path(), check::BEHAVIORS).map_err(Failure::harness)?;
    Ok(file)
}

/// The trials of an experiment, played in a folder that is gone afterwards.
fn played(runtime: &Runtime, yaml: &str) -> Result<Vec<Trial>, Failure> {
    finished(runtime, yaml, |store| {
        let mut trials = Vec::new();
        store.trials(|trial| trials.push(trial))?;
        Ok(trials)
    })
}

/// The same with what the defenses reported.
fn watched(runtime: &Runtime, yaml: &str) -> Result<Vec<Watched>, Failure> {
    finished(runtime, yaml, check::watched)
}

/// Plays an experiment to its end, and reads what is wanted of it.
fn finished<T>(
    runtime: &Runtime,
    yaml: &str,
    read: impl FnOnce(&store::Run) -> Result<T, store::StoreError>,
) -> Result<T, Failure> {
    let name = "the check of the catalogue";
    let experiment = lab::read(name, yaml).map_err(lab::LabError::from)?;
    let plan = Plan::new(&experiment, &Source::new(name, yaml), &|_| None)?;
    let folder = tempfile::tempdir().map_err(Failure::harness)?;
    let lab = Lab::open(plan, folder.path())?;
    let (_ask, stop) = watch::channel(false);
    if runtime.block_on(lab.run(Arc::new(Quiet), stop))? != RunEnd::Complete {
        return Err(Failure::harness("the check was stopped"));
    }
    Ok(read(lab.store())?)
}

/// Rows that only the program that serves executes.
fn served() -> String {
    let served = SURFACES.iter().filter(|surface| matches!(surface.execution, Execution::Served));
    served.map(|surface| surface.id).collect::<Vec<_>>().join(", ")
}

fn seen(attacks: &[CheckedAttack], defenses: &[CheckedDefense]) -> Seen {
    let mut seen = Seen::default();
    let row = |id: &str| id.split('/').next().unwrap_or_default().to_owned();
    for attack in attacks.iter().filter(|attack| attack.problems.is_empty()) {
        seen.eras.entry(row(&attack.attack)).or_default().insert(named(&attack.era));
    }
    for defense in defenses {
        // Settings are told in the catalogue.
        let name = defense.defense.split('(').next().unwrap_or_default();
        let into = |surfaces: &BTreeMap<String, BTreeSet<&'static str>>, seen: &mut Defenses| {
            for (surface, eras) in surfaces {
                let eras = eras.iter().map(|era| named(era));
                seen.entry(surface.clone()).or_default().entry(name.to_owned()).or_default().extend(eras);
            }
        };
        into(&defense.stops, &mut seen.stopped);
        into(&defense.detects, &mut seen.detected);
    }
    seen
}

/// Row ids, each with defenses and their eras.
type Defenses = BTreeMap<String, BTreeMap<String, BTreeSet<&'static str>>>;

/// An era as the page names it.
fn named(era: &str) -> &'static str {
    if era == "probe" { "stateless" } else { "initialize" }
}

fn told(attacks: &[CheckedAttack], defenses: &[CheckedDefense]) -> String {
    let sound = attacks.iter().filter(|attack| attack.problems.is_empty()).count();
    let mut out = format!(
        "attacks: {sound} of {} are as the catalogue says, in the eras where they exist\n",
        attacks.len()
    );
    for attack in attacks {
        for problem in &attack.problems {
            let _ = writeln!(
                out,
                "  PROBLEM {} ({}): {}",
                attack.attack,
                attack.era,
                report::show::line(problem)
            );
        }
    }
    let twins = attacks.iter().fold((0, 0), |sum, attack| (sum.0 + attack.solved.0, sum.1 + attack.solved.1));
    let _ = writeln!(out, "clean twins: {} of {} are solved with the full reward", twins.1, twins.0);
    let _ = writeln!(
        out,
        "not played here: {}, below the messages; crates/cli/tests/below.rs plays them",
        served()
    );
    out.push_str("less was asked of\n");
    for attack in attacks.iter().filter(|attack| !attack.excuses.is_empty()) {
        let _ = writeln!(out, "  {} ({}): {}", attack.attack, attack.era, attack.excuses.join("; "));
    }
    out.push_str("\ndefense           stops attacks  utility of benign tasks\n");
    for defense in defenses {
        let name = defense.defense.split('(').next().unwrap_or_default();
        let ((stopped, of), (bare, with)) = (defense.stopped, defense.utility);
        let _ = writeln!(out, "{name:<17} {stopped:>4} of {of:<5}  {with:.2} of {bare:.2}");
        for problem in defense.problems() {
            let _ = writeln!(out, "  {problem}");
        }
    }
    out
}
