//! The catalogue entry.

use super::bird::Bird;
use super::questions::{self, TASKS};
use super::world;
use crate::{About, Environment, EnvironmentError, Family};
use serde::Deserialize;
use serde_json::Value;

/// The family of database questions. Settings: `{"bird": "FOLDER", "split": "dev"}` for the questions of BIRD; the split is
/// `dev`, as when it is left out, or `train`.
#[derive(Clone, Copy, Debug)]
pub struct SqlGym;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    bird: Option<String>,
    #[serde(default)]
    split: Option<String>,
}

/// The catalogue's entry.
const ABOUT: About = About {
    id: "sqlgym",
    summary: "Answer a question with one SQL query on a database.",
    original: "Observation, one query in a block, the cut result, and the reward by sets of rows.",
    ours: "Databases and questions, the native tools, and reports by mail.",
    source: "SQLGym over BIRD (Li et al. 2023, data CC BY-SA 4.0) as served by AgentGym (MIT)",
};

impl Family for SqlGym {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError> {
        Ok(self.bird(settings)?.map_or(TASKS, |bird| bird.tasks()))
    }

    fn open(
        &self,
        index: usize,
        seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
        let bird = self.bird(settings)?;
        let count = bird.as_ref().map_or(TASKS, Bird::tasks);
        let opened = match bird {
            Some(bird) => bird.open(index)?,
            None => questions::open(index, seed)?,
        };
        let (database, question) = opened.ok_or(EnvironmentError::Index {
            family: self.id(),
            index,
            last: count.saturating_sub(1),
        })?;
        Ok(world::open(index, database, question))
    }
}

impl SqlGym {
    fn bird(self, settings: &Value) -> Result<Option<Bird>, EnvironmentError> {
        let unfit = |what: String| EnvironmentError::Settings { family: self.id(), what };
        let settings = Option::<Settings>::deserialize(settings)
            .map_err(|error| unfit(format!("{error}; the settings are `bird`, a folder, and `split`")))?;
        let Settings { bird, split } = settings.unwrap_or_default();
        let split = split.as_deref();
        match (bird, split.unwrap_or("dev")) {
            (None, _) if split.is_none() => Ok(None),
            (None, _) => Err(unfit("`split` is named but `bird` is not; name the folder".to_owned())),
            (Some(folder), split @ ("dev" | "train")) => Bird::read(&folder, split).map(Some),
            (Some(_), other) => Err(unfit(format!("`split` is `{other}`; it is `dev` or `train`"))),
        }
    }
}
