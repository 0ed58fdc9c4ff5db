//! The axes of the grid, resolved.

use super::attacker::{Asked, Attacker, Attackers, Known, attackers};
use super::{LeftOut, ModelChoice, Planned, Source, Subject};
use crate::behaviors::{Behaviors, choose};
use crate::experiment::ExperimentError;
use crate::{At, CustomService, Experiment, LabError, Named, Service, Tasks};
use agents::{Budget, PROFILES, Profile, profile};
use defenses::Defense;
use environments::{CONNECTORS, EnvironmentError, FAMILIES, Shape, family};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::Cell;
use wire::{EraPolicy, Limits};

/// What can be combined.
pub(crate) struct Grid {
    pub(crate) subjects: Vec<Subject>,
    pub(crate) attacks: Vec<Attacker>,
    /// Whether clean trials were asked for by themselves.
    pub(crate) clean: bool,
    /// Combinations of an attack's axes that no trial could arm.
    pub(crate) left_out: LeftOut,
    pub(crate) defenses: Vec<DefenseStack>,
    pub(crate) models: Vec<ModelChoice>,
    /// The model that defenses ask; `None` for the trial's own.
    pub(crate) second: Option<ModelChoice>,
    /// The model that attackers have word demands; `None` for the trial's own.
    pub(crate) author: Option<ModelChoice>,
    /// What the objective `behavior` asks for; nothing without a file.
    pub(crate) behaviors: Behaviors,
    /// The model that grades what was said about a behavior, if one is to.
    pub(crate) judge: Option<ModelChoice>,
    pub(crate) profiles: Vec<&'static Profile>,
    /// Era to speak; `None` leaves it to each host's profile.
    pub(crate) era: Option<EraPolicy>,
    pub(crate) budget: Budget,
    pub(crate) limits: Limits,
}

/// Defenses that stand together.
pub(crate) struct DefenseStack {
    pub(crate) label: String,
    pub(crate) canonical: String,
    pub(crate) defenses: Vec<Box<dyn Defense>>,
}

/// What an environment entry says: `tasks` and `shape` are the lab's own, all else is the environment's.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct EnvironmentSettings {
    tasks: Tasks,
    shape: Shape,
    settings: Value,
    #[serde(flatten)]
    beside: Map<String, Value>,
}

impl EnvironmentSettings {
    /// The environment's own settings: those under `settings` and those beside it.
    fn own(self) -> (Tasks, Shape, Value) {
        let settings = match (self.settings, self.beside) {
            (settings, beside) if beside.is_empty() => settings,
            (Value::Object(mut settings), beside) => {
                settings.extend(beside);
                settings.into()
            }
            (_, beside) => beside.into(),
        };
        (self.tasks, self.shape, settings)
    }
}

impl Grid {
    pub(crate) fn resolve(
        experiment: &Experiment,
        source: &Source<'_>,
        lookup: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, LabError> {
        let at = |line, column| Place::new(source, line, column);
        let judge = models(experiment.judge_model.as_slice(), &at, lookup)?.pop();
        let behaviors = match &experiment.behaviors {
            None => Behaviors::default(),
            Some(spec) => choose(spec, &source.here, &at(spec.line, spec.column))?,
        };
        let author = models(experiment.attacker_model.as_slice(), &at, lookup)?.pop();
        let asked = Asked { behaviors: &behaviors, judge: judge.as_ref(), author: author.as_ref() };
        let subjects = subjects(experiment, source, &at)?;
        let known = Known { asked: &asked, subjects: &subjects };
        let Attackers { attackers: attacks, clean, left_out } = attackers(experiment, &known, &at)?;
        used(experiment, &attacks, &at)?;
        let era = match &experiment.protocol {
            None => None,
            Some(name) => Some(EraPolicy::from_name(&name.value).ok_or_else(|| {
                at(name.line, name.column).error(
                    format!("there is no protocol version `{}`", name.value),
                    "use `probe`, `2026-07-28`, or a version from 2024-11-05 to 2025-11-25",
                )
            })?),
        };
        Ok(Self {
            subjects,
            attacks,
            clean,
            left_out,
            defenses: experiment.defenses.iter().map(|spec| defense(spec, &at)).collect::<Result<_, _>>()?,
            models: models(&experiment.models, &at, lookup)?,
            second: models(experiment.second_model.as_slice(), &at, lookup)?.pop(),
            author,
            behaviors,
            judge,
            profiles: profiles(experiment, &at)?,
            era,
            budget: experiment.budget,
            limits: experiment.limits,
        })
    }

    /// What attackers depend on beside themselves.
    pub(super) fn asked(&self) -> Asked<'_> {
        Asked { behaviors: &self.behaviors, judge: self.judge.as_ref(), author: self.author.as_ref() }
    }

    /// Who attacks in a trial; nobody in a clean one.
    pub(crate) fn attacker(&self, trial: &Planned) -> Option<&Attacker> {
        trial.attack.and_then(|index| self.attacks.get(index))
    }

    pub(crate) fn cell(&self, trial: &Planned) -> Cell {
        let mut cell = Cell { seed: trial.seed, attack: "none".into(), ..Cell::default() };
        if let Some(subject) = self.subjects.get(trial.subject) {
            (cell.environment, cell.task) = (subject.name(), subject.task());
        }
        if let Some(attacker) = self.attacker(trial) {
            attacker.fill(&mut cell);
        }
        cell.defense = self.defenses.get(trial.defense).map_or_else(String::new, |stack| stack.label.clone());
        cell.model = self.models.get(trial.model).map_or_else(String::new, |model| model.label.clone());
        cell.profile = self.profiles.get(trial.profile).map_or_else(String::new, |profile| profile.id.into());
        cell
    }
}

/// Where an entry stands, to point at.
pub(crate) struct Place<'a> {
    source: &'a Source<'a>,
    line: u64,
    column: u64,
}

impl<'a> Place<'a> {
    /// A place of this source.
    pub(crate) fn new(source: &'a Source<'a>, line: u64, column: u64) -> Self {
        Self { source, line, column }
    }

    pub(crate) fn error(&self, what: String, help: impl Into<String>) -> ExperimentError {
        self.source.error(self.line, self.column, what, help)
    }
}

/// A file of behaviors, a judge of them, or a model of the attacker's that no attack needs was meant for something.
fn used(experiment: &Experiment, attacks: &[Attacker], at: &Pointer<'_>) -> Result<(), ExperimentError> {
    if let Some(author) = &experiment.attacker_model
        && !attacks.iter().any(Attacker::rewords)
    {
        let what = "`attacker_model` words demands, and no attack has any worded".to_owned();
        let help =
            "add an attack with the placement `fused:model`, as in `TR01/direct/hijack/fused:model/always`";
        return Err(at(author.line, author.column).error(what, help));
    }
    if attacks.iter().any(Attacker::asks_behavior) {
        return Ok(());
    }
    let help = "add an attack with the objective `behavior`, as in `TR01/direct/behavior/after/always`";
    if let Some(spec) = &experiment.behaviors {
        let what = "`behaviors` names a file, and no attack asks for one of its behaviors".to_owned();
        return Err(at(spec.line, spec.column).error(what, help));
    }
    if let Some(judge) = &experiment.judge_model {
        let what = "`judge_model` grades behaviors, and no attack asks for one".to_owned();
        return Err(at(judge.line, judge.column).error(what, help));
    }
    Ok(())
}

pub(super) type Pointer<'a> = dyn Fn(u64, u64) -> Place<'a> + 'a;

fn subjects(
    experiment: &Experiment,
    source: &Source<'_>,
    at: &Pointer<'_>,
) -> Result<Vec<Subject>, ExperimentError> {
    let mut subjects = Vec::new();
    for At { value: named, line, column } in &experiment.environments {
        subjects.extend(tasks(named, None, &at(*line, *column))?);
    }
    let mut labels = BTreeSet::new();
    for At { value: service, line, column } in &experiment.services {
        let place = at(*line, *column);
        let label = match service {
            Service::Custom(service) => &service.name,
            Service::AgentGym(service) => service.label(),
        };
        if !labels.insert(label) {
            let what = format!("there are two services `{label}`");
            return Err(place.error(what, "give each a `name` of its own, so that their results stay apart"));
        }
        match service {
            Service::Custom(service) => {
                custom(service, &place, at)?;
                let shared = Arc::new(service.clone());
                let subject =
                    |task| Subject::Custom { service: Arc::clone(&shared), task, here: source.here.clone() };
                subjects.extend((0..service.tasks.len()).map(subject));
            }
            Service::AgentGym(service) => subjects.extend(tasks(&service.entry(), Some(label), &place)?),
        }
    }
    Ok(subjects)
}

/// The tasks that an entry of an environment names.
fn tasks(named: &Named, label: Option<&str>, place: &Place<'_>) -> Result<Vec<Subject>, ExperimentError> {
    let known: Vec<_> = FAMILIES.iter().chain(CONNECTORS).map(|family| family.id()).collect();
    let family = family(&named.id).map_err(|error| {
        place.error(error.to_string(), crate::experiment::did_you_mean(&named.id, &known))
    })?;
    let settings: Option<EnvironmentSettings> =
        serde_json::from_value(named.settings.clone()).map_err(|error| {
            place.error(
                format!("environment `{}`: {error}", named.id),
                "it takes `tasks`, `shape` and settings of its own",
            )
        })?;
    let (tasks, shape, settings) = settings.unwrap_or_default().own();
    let unfit = |error: EnvironmentError| {
        let of_settings = matches!(error, EnvironmentError::Settings { .. });
        let help = if of_settings { "besides settings of its own it takes `tasks` and `shape`" } else { "" };
        place.error(error.to_string(), help)
    };
    let mut subjects = Vec::new();
    for index in tasks.indices(family.tasks(&settings).map_err(unfit)?) {
        // Opened once here, so that a bad index or setting is an error of the file, not of a trial; but nothing
        // is started or asked over a network before the run.
        let services = if family.waits(&settings) {
            None
        } else {
            let parts = family.open(index, 0, &settings).map_err(unfit)?.services();
            let parts = if shape == Shape::Native { parts } else { &[] };
            Some(parts.iter().map(|(label, _)| *label).collect())
        };
        let (label, settings) = (label.map(str::to_owned), settings.clone());
        subjects.push(Subject::Environment { label, family, index, shape, settings, services });
    }
    Ok(subjects)
}

/// Expressions are compiled before anything runs.
fn custom(service: &CustomService, place: &Place<'_>, at: &Pointer<'_>) -> Result<(), ExperimentError> {
    if service.command.is_empty() == service.url.is_none() {
        let what = format!("service `{}` needs either `command` or `url`", service.name);
        return Err(place.error(what, "give one of them"));
    }
    if service.tasks.is_empty() {
        return Err(place.error(format!("service `{}` has no tasks", service.name), "add one to `tasks`"));
    }
    let mut names = BTreeSet::new();
    for task in &service.tasks {
        if !names.insert(task.name.as_str()) {
            let what = format!("service `{}` has two tasks `{}`", service.name, task.name);
            return Err(place.error(what, "give each a name of its own, so that their results stay apart"));
        }
        for expression in [Some(&task.success), task.harm.as_ref()].into_iter().flatten() {
            chain::Expression::compile(&expression.value)
                .map_err(|error| at(expression.line, expression.column).error(error.to_string(), ""))?;
        }
    }
    Ok(())
}

fn defense(spec: &At<crate::DefenseSpec>, at: &Pointer<'_>) -> Result<DefenseStack, ExperimentError> {
    let open = |named: &Named| {
        defenses::open(&named.id, &named.settings).map_err(|error| {
            at(spec.line, spec.column).error(error.to_string(), "see `safemcp catalog defenses`")
        })
    };
    let defenses: Vec<_> = spec.value.0.iter().map(open).collect::<Result<_, _>>()?;
    let rests_on: String = defenses.iter().map(|defense| defense.rests_on()).collect();
    let canonical = serde_json::to_string(&spec.value).unwrap_or_default() + &rests_on;
    Ok(DefenseStack { label: spec.value.to_string(), canonical, defenses })
}

fn models(
    named: &[At<Named>],
    at: &Pointer<'_>,
    lookup: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<ModelChoice>, ExperimentError> {
    let open = |named: &At<Named>| {
        ModelChoice::open(&named.value, lookup)
            .map_err(|error| at(named.line, named.column).error(error.to_string(), ""))
    };
    named.iter().map(open).collect()
}

fn profiles(experiment: &Experiment, at: &Pointer<'_>) -> Result<Vec<&'static Profile>, ExperimentError> {
    let known: Vec<_> = PROFILES.iter().map(|profile| profile.id).collect();
    let find = |name: &At<String>| {
        profile(&name.value).ok_or_else(|| {
            at(name.line, name.column).error(
                format!("there is no host profile `{}`", name.value),
                crate::experiment::did_you_mean(&name.value, &known),
            )
        })
    };
    experiment.profiles.iter().map(find).collect()
}
