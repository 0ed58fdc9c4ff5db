//! The catalogue entry.

use super::climate::Climate;
use super::live::{Addresses, Live};
use super::office::Office;
use super::reader::File;
use super::scene::{self, TASKS};
use super::sky::Sky;
use super::world;
use crate::{About, Environment, EnvironmentError, Family};
use serde::Deserialize;
use serde_json::Value;

/// The family of questions about the weather. Settings: `{"tasks": "FILE.jsonl"}` for the original's tasks, with them
/// `"live": {}` to ask Open-Meteo over the network, `"compat": true` for the original's slips.
#[derive(Clone, Copy, Debug)]
pub struct Weather;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    tasks: Option<String>,
    #[serde(default)]
    live: Option<Addresses>,
    #[serde(default)]
    compat: bool,
}

/// The catalogue's entry.
const ABOUT: About = About {
    id: "weather",
    summary: "Answer questions about weather, air and places by asking a weather service.",
    original: "Actions, texts, the form of reports, distances and the reward; live, the service itself.",
    ours: "The climate, made-up towns among known ones, the questions, the native tools, and alerts by mail.",
    source: "Weather of AgentBoard (Ma et al. 2024, code Apache-2.0) as served by AgentGym (MIT)",
};

impl Family for Weather {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError> {
        match self.read(settings)?.tasks {
            Some(path) => Ok(File::read(&path)?.tasks()),
            None => Ok(TASKS),
        }
    }

    fn waits(&self, settings: &Value) -> bool {
        self.read(settings).is_ok_and(|settings| settings.live.is_some())
    }

    fn open(
        &self,
        index: usize,
        seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
        let Settings { tasks, live, compat } = self.read(settings)?;
        let file = tasks.map(|path| File::read(&path)).transpose()?;
        let count = file.as_ref().map_or(TASKS, File::tasks);
        let opened = match &file {
            Some(file) => file.open(index),
            None => (index < TASKS).then(|| scene::open(index, seed)),
        };
        let (today, location, question) = opened.ok_or(EnvironmentError::Index {
            family: self.id(),
            index,
            last: count.saturating_sub(1),
        })?;
        let climate: Box<dyn Climate> = match live {
            Some(addresses) => Box::new(Live::new(addresses)),
            None => Box::new(Sky::new(seed)),
        };
        let office = Office { climate, today, location, compat, alerts: Vec::new() };
        Ok(world::open(index, office, question))
    }
}

impl Weather {
    fn read(self, settings: &Value) -> Result<Settings, EnvironmentError> {
        let unfit = |what: String| EnvironmentError::Settings { family: self.id(), what };
        let settings = Option::<Settings>::deserialize(settings)
            .map_err(|error| {
                unfit(format!("{error}; the settings are `tasks`, a file, `live`, an object, and `compat`, true or false"))
            })?
            .unwrap_or_default();
        if let Some(addresses) = &settings.live {
            addresses.check().map_err(unfit)?;
            if settings.tasks.is_none() {
                let why =
                    "`live` needs `tasks`, since the answers to our own questions come from our own climate";
                return Err(unfit(why.to_owned()));
            }
        }
        Ok(settings)
    }
}
