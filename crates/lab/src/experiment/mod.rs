//! The experiment file, as it was written.

mod adaptive;
mod agentgym;
mod attack;
mod behaviors;
mod custom;
mod defense;
mod error;
mod filter;
mod named;
mod place;
mod read;
mod seeds;
mod service;

pub use adaptive::AdaptiveSpec;
pub use agentgym::AgentGymService;
pub use attack::{AttackSpec, OneOrMany};
pub use behaviors::BehaviorsSpec;
pub use custom::{CustomCall, CustomService, CustomTask};
pub use defense::DefenseSpec;
pub use error::ExperimentError;
pub(crate) use error::did_you_mean;
pub use filter::Filter;
pub(crate) use filter::glob;
pub use named::Named;
pub use place::At;
pub use read::{PILOT, read, read_file};
pub use seeds::{Seeds, Tasks};
pub use service::Service;

use agents::Budget;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use wire::Limits;

/// A grid: environments x attacks x defenses x models x profiles x seeds.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Experiment {
    /// Name of the run and of its folder; the file's name if none is given.
    #[serde(default)]
    pub name: Option<At<String>>,
    /// What it is about, in a sentence or two.
    #[serde(default)]
    pub about: Option<String>,
    /// Built-in environments: `textcraft`, or `textcraft: {shape: agentgym, tasks: [0, 7]}`.
    #[serde(default)]
    pub environments: Vec<At<Named>>,
    /// Real servers with tasks of your own, and AgentGym's servers: `agentgym: URL`.
    #[serde(default)]
    pub services: Vec<At<Service>>,
    /// Attacks: `none`, `covering`, an id, axes with lists, or `adaptive: {over, budget}`. Default: none.
    #[serde(default = "none_attack")]
    pub attacks: Vec<At<AttackSpec>>,
    /// Defenses: `none`, an id, `id: {settings}`, or a list of these applied together. Default: none.
    #[serde(default = "none_defense")]
    pub defenses: Vec<At<DefenseSpec>>,
    /// Models: `reference/obedient`, `openai/NAME`, `anthropic/NAME`.
    pub models: Vec<At<Named>>,
    /// The model that defenses ask, such as `openai/NAME`. Default: the trial's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_model: Option<At<Named>>,
    /// The model that attackers have word demands (placement `fused:model`), such as `openai/NAME`. Default: the trial's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attacker_model: Option<At<Named>>,
    /// Behaviors of your own for the objective `behavior`: a CSV file, or `{file, only, category, limit, seed, threshold}`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behaviors: Option<At<BehaviorsSpec>>,
    /// The model that grades what was said about a behavior, such as `openai/NAME`. Default: none; a rule decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub judge_model: Option<At<Named>>,
    /// Host profiles. Default: `common`.
    #[serde(default = "common_profile")]
    pub profiles: Vec<At<String>>,
    /// A number of seeds, counted from 0, or a list of them. Default: 1.
    #[serde(default)]
    pub seeds: Seeds,
    /// Protocol: `probe`, `2026-07-28`, or a version from 2024-11-05 to 2025-11-25. Default: `probe`.
    #[serde(default)]
    pub protocol: Option<At<String>>,
    /// Bounds of one trial.
    #[serde(default)]
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    pub budget: Budget,
    /// Bounds of a connection.
    #[serde(default)]
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    pub limits: Limits,
    /// Trials under way at once. Default: 64, or 4 where processes are started.
    #[serde(default)]
    pub concurrency: Option<usize>,
    /// Keep only the trials that match one of these.
    #[serde(default)]
    pub only: Vec<Filter>,
    /// Leave out the trials that match one of these.
    #[serde(default)]
    pub skip: Vec<Filter>,
}

impl Experiment {
    /// The same environments and services with nobody attacking or defending: what has to be known of services before
    /// the rest can be read, such as a lockfile that a defense names.
    #[must_use]
    pub fn clean(self) -> Self {
        Self {
            attacks: none_attack(),
            defenses: none_defense(),
            only: Vec::new(),
            skip: Vec::new(),
            behaviors: None,
            judge_model: None,
            second_model: None,
            ..self
        }
    }
}

fn none_attack() -> Vec<At<AttackSpec>> {
    vec![At::nowhere(AttackSpec::Id("none".into()))]
}

fn none_defense() -> Vec<At<DefenseSpec>> {
    vec![At::nowhere(DefenseSpec(vec![]))]
}

fn common_profile() -> Vec<At<String>> {
    vec![At::nowhere("common".into())]
}
