//! The catalogue entry.

use super::archive::Archive;
use super::library::Library;
use super::questions::{self, TASKS};
use super::reader::Files;
use super::{generate, world};
use crate::agentboard::Questions;
use crate::{About, Environment, EnvironmentError, Family};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// Our own library, made once.
static ARCHIVE: LazyLock<Arc<Archive>> = LazyLock::new(|| Arc::new(generate::archive()));
/// Graph files by their paths, read once.
static READ: Mutex<BTreeMap<(String, String), Arc<Files>>> = Mutex::new(BTreeMap::new());

/// The family of questions about papers and authors. Settings: `{"tasks": "FILE.jsonl"}` for other questions, and with
/// it `"papers": "FILE.json"` and `"authors": "FILE.json"` for other graphs.
#[derive(Clone, Copy, Debug)]
pub struct Academia;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    tasks: Option<String>,
    #[serde(default)]
    papers: Option<String>,
    #[serde(default)]
    authors: Option<String>,
}

/// The catalogue's entry.
const ABOUT: About = About {
    id: "academia",
    summary: "Answer questions about papers, citations and authors by walking two graphs.",
    original: "Actions, texts and the running reward.",
    ours: "Papers, authors and questions, the native tools, and messages to authors; the reward asks for the answer in `finish`.",
    source: "Academia of AgentBoard (Ma et al. 2024, code Apache-2.0) as served by AgentGym (MIT)",
};

impl Family for Academia {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError> {
        let settings = self.settings(settings)?;
        settings.library()?;
        Ok(settings.questions()?.count())
    }

    fn open(
        &self,
        index: usize,
        seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
        let settings = self.settings(settings)?;
        let own = || questions::question(&ARCHIVE, index, seed);
        let question = settings.questions()?.get(index, own)?;
        Ok(world::open(index, settings.library()?, &question))
    }
}

impl Academia {
    fn settings(self, settings: &Value) -> Result<Settings, EnvironmentError> {
        let unfit = |what: String| EnvironmentError::Settings { family: self.id(), what };
        let settings = Option::<Settings>::deserialize(settings).map_err(|error| {
            unfit(format!("{error}; the settings are `tasks`, `papers` and `authors`, three files"))
        })?;
        let settings = settings.unwrap_or_default();
        match (&settings.tasks, &settings.papers, &settings.authors) {
            (_, None, None) | (Some(_), Some(_), Some(_)) => Ok(settings),
            (None, _, _) => {
                Err(unfit("graphs are named without `tasks`: name the file of questions too".to_owned()))
            }
            _ => Err(unfit("`papers` and `authors` go together: name both files".to_owned())),
        }
    }
}

impl Settings {
    fn questions(&self) -> Result<Questions, EnvironmentError> {
        Questions::of(ABOUT.id, self.tasks.as_deref(), TASKS)
    }

    fn library(&self) -> Result<Arc<dyn Library>, EnvironmentError> {
        let Some((papers, authors)) = self.papers.as_ref().zip(self.authors.as_ref()) else {
            let archive: Arc<Archive> = Arc::clone(&ARCHIVE);
            return Ok(archive);
        };
        let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
        let paths = (papers.clone(), authors.clone());
        if let Some(files) = read.get(&paths) {
            let files: Arc<Files> = Arc::clone(files);
            return Ok(files);
        }
        let files = Arc::new(Files::read(papers, authors)?);
        read.insert(paths, Arc::clone(&files));
        Ok(files)
    }
}
