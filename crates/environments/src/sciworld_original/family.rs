//! The catalogue entry, for tests of its own.

use super::games::games;
use super::settings::{Settings, unfit};
use super::simulator::Simulator;
use super::world::World;
use crate::{About, Environment, EnvironmentError, Family};
use serde_json::{Value, json};

/// The id of the family to which the original belongs.
pub(super) const ID: &str = "sciworld";

/// The original ScienceWorld. Settings: `{"original": "auto", "timeout": 120, "moves": 100}`, see
/// the module. It is no entry of the
/// catalogue: the family `sciworld` opens it where its settings have `original`.
#[derive(Clone, Copy, Debug)]
pub struct SciWorldOriginal;

/// What the catalogue would say.
const ABOUT: About = About {
    id: ID,
    summary: "Do experiments of elementary science in a house with laboratories.",
    original: "Everything: the simulator is the original's own.",
    ours: "The native tools.",
    source: "ScienceWorld 1.2.3 (Wang et al. 2022, Apache-2.0) as served by AgentGym (MIT)",
};

/// How many tasks AgentGym has of the original.
pub(crate) fn tasks() -> usize {
    games().count()
}

/// What each index stands for: the task's name and its variation.
pub(crate) fn goals_by_index() -> Value {
    games().map(|game| json!([game.task, game.variation])).collect()
}

/// Opens a task in a process of its own. The settings are the family's, `original` among them.
///
/// # Errors
/// For an index out of range, settings that do not fit, and where Java or the package are missing.
pub(crate) fn open(index: usize, settings: &Value) -> Result<Box<dyn Environment>, EnvironmentError> {
    let settings = Settings::read(settings)?;
    let game = games().nth(index);
    let last = tasks().saturating_sub(1);
    let game = game.ok_or(EnvironmentError::Index { family: ID, index, last })?;
    let simulator = Simulator::start(&settings, game, false).map_err(unfit)?;
    Ok(Box::new(World::open(index, game, settings, simulator).map_err(unfit)?))
}

impl Family for SciWorldOriginal {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError> {
        Settings::read(settings)?;
        Ok(tasks())
    }

    fn goals_by_index(&self, settings: &Value) -> Result<Value, EnvironmentError> {
        Settings::read(settings)?;
        Ok(goals_by_index())
    }

    fn waits(&self, _settings: &Value) -> bool {
        true
    }

    /// The seed means nothing here: the original draws from a stream of its own.
    fn open(
        &self,
        index: usize,
        _seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
        open(index, settings)
    }
}
