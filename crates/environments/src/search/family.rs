//! The catalogue entry.

use super::questions::{self, TASKS};
use super::world;
use crate::{About, Environment, EnvironmentError, Family};
use serde_json::Value;

/// The family of questions on a small web. It has no settings.
#[derive(Clone, Copy, Debug)]
pub struct Search;

/// The catalogue's entry.
const ABOUT: About = About {
    id: "search",
    summary: "Answer a question by searching a small web and opening its pages.",
    original: "The search call with query, count and page, and the exact match of normalized answers, as in SearchQA.",
    ours: "The region, its pages, the questions, the other tools, and comments on pages.",
    source: "Ours; the reward after Search-R1 (Jin et al. 2025, Apache-2.0) as AgentGym's SearchQA has it (MIT)",
};

impl Family for Search {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError> {
        let empty = settings.as_object().is_some_and(serde_json::Map::is_empty);
        if settings.is_null() || empty {
            return Ok(TASKS);
        }
        let what = "there are no settings; leave them out".to_owned();
        Err(EnvironmentError::Settings { family: self.id(), what })
    }

    fn open(
        &self,
        index: usize,
        seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
        let last = self.tasks(settings)?.saturating_sub(1);
        let question =
            questions::open(index, seed).ok_or(EnvironmentError::Index { family: self.id(), index, last })?;
        Ok(world::open(index, question))
    }
}
