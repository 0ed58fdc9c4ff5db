//! The catalogue entry.

use super::carve;
use super::reader::Plan;
use super::world::World;
use crate::{About, Environment, EnvironmentError, Family};
use serde_json::Value;

/// How many mazes of our own there are.
const TASKS: usize = 64;

/// The family of mazes. Settings: `{"maze": [[...]], "goal": [ROW, COLUMN]}` or `{"maze": "FILE.json", "goal": ...}` for
/// a maze of the user's own.
#[derive(Clone, Copy, Debug)]
pub struct Maze;

/// The catalogue's entry.
const ABOUT: About = About {
    id: "maze",
    summary: "Find the way through a maze, seeing only the walls around.",
    original: "Moves, texts, rewards and the limit of moves.",
    ours: "The mazes, the native tools, and calling out to whoever is near.",
    source: "The maze of LMRL-Gym (Abdulhai et al. 2023) as served by AgentGym (MIT)",
};

impl Family for Maze {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError> {
        Ok(Plan::read(settings)?.map_or(TASKS, |plan| plan.tasks()))
    }

    fn open(
        &self,
        index: usize,
        seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
        let plan = Plan::read(settings)?;
        let count = plan.as_ref().map_or(TASKS, Plan::tasks);
        let course = match plan {
            Some(plan) => plan.course(index),
            None => (index < TASKS).then(|| carve::course(index, seed)),
        };
        let last = count.saturating_sub(1);
        let course = course.ok_or(EnvironmentError::Index { family: self.id(), index, last })?;
        Ok(Box::new(World::new(index, course)))
    }
}
