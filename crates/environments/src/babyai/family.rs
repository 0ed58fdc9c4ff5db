//! The catalogue entry.

use super::generate;
use super::level::{LEVELS, Level};
use super::play::Play;
use super::script::script;
use super::solver::solve;
use super::world::{Opening, World};
use crate::{About, Environment, EnvironmentError, Family};
use serde::Deserialize;
use serde_json::Value;

/// How many tasks there are unless the settings say otherwise: the index space of AgentGym's data.
const TASKS: usize = 900;
/// Most tasks that the settings may ask for.
const MOST: usize = 40_000_000;
/// Worlds that are drawn for one task before we give up finding one that has a solution.
const DRAWS: u64 = 100;

/// The family of grid worlds. Settings: `{"tasks": N}` for so many tasks, `{"as_original": true}` for worlds without a
/// solution too and for no action beyond the original's.
#[derive(Clone, Copy, Debug)]
pub struct BabyAi;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    tasks: Option<usize>,
    #[serde(default)]
    as_original: bool,
}

/// The catalogue's entry.
const ABOUT: About = About {
    id: "babyai",
    summary: "Walk through rooms, carry things and open doors, as told in plain words.",
    original: "Forty levels drawn from the original's seeds, rules, texts, composite actions and the step's reward, \
        as of MiniGrid 2.3.1, cell by cell and word by word.",
    ours: "The native tools, opening boxes, closing doors, saying something, full reward for every fulfilled mission, \
        and another draw for the few worlds that have no solution.",
    source: "BabyAI (Chevalier-Boisvert et al. 2019) in MiniGrid (Farama Foundation, MIT by its metadata, \
        Apache-2.0 by its license file) as served by AgentGym (MIT)",
};

impl Family for BabyAi {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError> {
        Ok(self.read(settings)?.tasks.unwrap_or(TASKS))
    }

    fn open(
        &self,
        index: usize,
        seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
        let settings = self.read(settings)?;
        let count = settings.tasks.unwrap_or(TASKS);
        let level = LEVELS.get(index % LEVELS.len()).filter(|_| index < count);
        let level = level.ok_or(EnvironmentError::Index {
            family: self.id(),
            index,
            last: count.saturating_sub(1),
        })?;
        let round = u64::try_from(index / LEVELS.len()).unwrap_or_default();
        // Seed 0 is the original's; any other leads far away from it.
        let seed = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(round);
        Ok(Box::new(World::new(index, level, opening(level, seed, settings.as_original))))
    }
}

impl BabyAi {
    fn read(self, settings: &Value) -> Result<Settings, EnvironmentError> {
        let unfit = |what: String| EnvironmentError::Settings { family: self.id(), what };
        let settings = Option::<Settings>::deserialize(settings)
            .map_err(|error| {
                unfit(format!(
                    "{error}; the settings are `tasks`, a number, and `as_original`, true or false"
                ))
            })?
            .unwrap_or_default();
        match settings.tasks {
            Some(count) if count == 0 || count > MOST => Err(unfit(format!("`tasks` must be 1 to {MOST}"))),
            _ => Ok(settings),
        }
    }
}

/// The world of this seed. Unless it is to be as in the original, one in which our solver finds no way in time gives place
/// to the next of a row of seeds that no index names.
fn opening(level: &Level, seed: u64, as_original: bool) -> Opening {
    let (extras, draws) = (!as_original, if as_original { 1 } else { DRAWS });
    let mut drawn = (0..draws).map(|draw| {
        let play = Play::new(generate::start(level, seed.wrapping_add(draw << 32)));
        let moves = solve(&play.run.game, extras);
        let script = moves.and_then(|moves| script(&play, &moves));
        Opening { play, script: script.unwrap_or_default(), extras }
    });
    let first = drawn.next();
    let solved = |opening: &Opening| !opening.script.is_empty();
    match first {
        Some(opening) if solved(&opening) || as_original => opening,
        first => {
            let first = first.unwrap_or_else(|| Opening {
                play: Play::new(generate::start(level, seed)),
                script: Vec::new(),
                extras,
            });
            drawn.find(solved).unwrap_or(first)
        }
    }
}
