//! The catalogue entry.

use super::database::Database;
use super::live::{Address, Live};
use super::questions::{self, TASKS};
use super::records::Records;
use super::source::Source;
use super::{generate, world};
use crate::agentboard::Questions;
use crate::{About, Environment, EnvironmentError, Family};
use serde::Deserialize;
use serde_json::Value;
use std::sync::{Arc, LazyLock};

/// Our own database, made once.
static DATABASE: LazyLock<Arc<Database>> = LazyLock::new(|| Arc::new(generate::database()));

/// The family of questions about films. Settings: `{"tasks": "FILE.jsonl"}` for other questions, and with it
/// `"records": "FILE.json"` or `"live": {"key_env": "TMDB_API_KEY", "url": "https://api.themoviedb.org/3", "timeout": 20}`
/// for other answers.
#[derive(Clone, Copy, Debug)]
pub struct Movie;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    tasks: Option<String>,
    #[serde(default)]
    records: Option<String>,
    #[serde(default)]
    live: Option<Address>,
}

/// The catalogue's entry.
const ABOUT: About = About {
    id: "movie",
    summary: "Answer questions about films and those who make them from a film database.",
    original: "Actions, what they show of The Movie Database's answers, and the running reward.",
    ours: "Films, people and questions, the native tools, and reviews; the reward asks for the answer in `finish`.",
    source: "Movie of AgentBoard (Ma et al. 2024, code Apache-2.0) as served by AgentGym (MIT)",
};

impl Family for Movie {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError> {
        let settings = self.settings(settings)?;
        Ok(settings.questions()?.count())
    }

    fn waits(&self, settings: &Value) -> bool {
        settings.get("live").is_some_and(|live| !live.is_null())
    }

    fn open(
        &self,
        index: usize,
        seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
        let settings = self.settings(settings)?;
        let own = || questions::question(&DATABASE, index, seed);
        let question = settings.questions()?.get(index, own)?;
        Ok(world::open(index, settings.source()?, &question))
    }
}

impl Movie {
    fn settings(self, settings: &Value) -> Result<Settings, EnvironmentError> {
        let settings = Option::<Settings>::deserialize(settings).map_err(|error| {
            unfit(format!(
                "{error}; the settings are `tasks` and `records`, two files, and `live`, an object with `key_env`, `url` \
                 and `timeout`"
            ))
        })?;
        let settings = settings.unwrap_or_default();
        match (&settings.tasks, &settings.records, &settings.live) {
            (_, Some(_), Some(_)) => {
                Err(unfit("answers come from `records` or `live`: name one of them".to_owned()))
            }
            (None, Some(_), _) | (None, _, Some(_)) => Err(unfit(
                "our own questions are about our own films: name a file of other `tasks` too".to_owned(),
            )),
            _ => Ok(settings),
        }
    }
}

impl Settings {
    fn questions(&self) -> Result<Questions, EnvironmentError> {
        Questions::of(ABOUT.id, self.tasks.as_deref(), TASKS)
    }

    fn source(&self) -> Result<Arc<dyn Source>, EnvironmentError> {
        if let Some(address) = &self.live {
            return Ok(Arc::new(Live::new(address).map_err(unfit)?));
        }
        if let Some(path) = &self.records {
            return Ok(Arc::new(Records::read(path)?));
        }
        let database: Arc<Database> = Arc::clone(&DATABASE);
        Ok(database)
    }
}

fn unfit(what: String) -> EnvironmentError {
    EnvironmentError::Settings { family: ABOUT.id, what }
}
