//! The catalogue entry.

use super::games;
use super::generate::{self, TASKS};
use super::problem::Problem;
use super::wording::Wording;
use super::world::World;
use crate::{About, Environment, EnvironmentError, Family};
use serde::Deserialize;
use serde_json::Value;

/// The family of households. Settings: `{"games": "FOLDER"}` for the original's game files, or
/// `{"problem": "PDDL TEXT", "request": "SENTENCE"}` for one problem; `"wording": "0.4"` for that version's words.
#[derive(Clone, Copy, Debug)]
pub struct AlfWorld;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    games: Option<String>,
    #[serde(default)]
    problem: Option<String>,
    #[serde(default)]
    request: Option<String>,
    #[serde(default)]
    wording: Wording,
}

/// Where tasks come from.
enum Source {
    Own,
    Games(String),
    Problem(String, String),
}

/// The catalogue's entry.
const ABOUT: About = About {
    id: "alfworld",
    summary: "Find, clean, heat, cool and place things in a household.",
    original: "Actions, texts, admissible commands, the six kinds of task and the reward, as of version 0.3.3 or, if so set, 0.4.",
    ours: "Rooms, things and requests, the native tools, and an intercom for announcements.",
    source: "ALFWorld (Shridhar et al. 2021, MIT) as served by AgentGym (MIT)",
};

impl Family for AlfWorld {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError> {
        match self.read(settings)?.0 {
            Source::Own => Ok(TASKS),
            Source::Games(folder) => Ok(games::list(&folder)?.len()),
            Source::Problem(..) => Ok(1),
        }
    }

    fn open(
        &self,
        index: usize,
        seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
        let unknown = |count: usize| EnvironmentError::Index {
            family: self.id(),
            index,
            last: count.saturating_sub(1),
        };
        let (source, wording) = self.read(settings)?;
        let (mut problem, request) = match source {
            Source::Own if index < TASKS => generate::open(index, seed),
            Source::Own => return Err(unknown(TASKS)),
            Source::Games(folder) => {
                let games = games::list(&folder)?;
                games::read(games.get(index).ok_or_else(|| unknown(games.len()))?)?
            }
            Source::Problem(text, request) if index == 0 => {
                let problem =
                    Problem::read(&text).map_err(|what| self.unfit(format!("`problem`: {what}")))?;
                (problem, request)
            }
            Source::Problem(..) => return Err(unknown(1)),
        };
        problem.house.wording = wording;
        Ok(Box::new(World::new(index, problem, &request)))
    }
}

impl AlfWorld {
    fn read(self, settings: &Value) -> Result<(Source, Wording), EnvironmentError> {
        let settings = Option::<Settings>::deserialize(settings)
            .map_err(|error| {
                self.unfit(format!(
                    "{error}; the settings are `games`, a folder, or `problem` and `request`, and `wording`, `0.3` or `0.4`"
                ))
            })?
            .unwrap_or_default();
        let source = match (settings.games, settings.problem) {
            (None, None) if settings.request.is_none() => Source::Own,
            (Some(folder), None) if settings.request.is_none() => Source::Games(folder),
            (None, Some(problem)) => Source::Problem(problem, settings.request.unwrap_or_default()),
            _ => return Err(self.unfit("name `games`, or `problem` and `request`, not both".to_owned())),
        };
        Ok((source, settings.wording))
    }

    fn unfit(self, what: String) -> EnvironmentError {
        EnvironmentError::Settings { family: self.id(), what }
    }
}
