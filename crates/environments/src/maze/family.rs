//! The catalogue entry.

use super::carve;
use super::reader::Plan;
use super::world::World;
use crate::{Environment, EnvironmentError, Family};
use serde_json::Value;

/// How many mazes of our own there are.
const TASKS: usize = 64;

/// The family of mazes. Settings: `{"maze": [[...]], "goal": [ROW, COLUMN]}` or `{"maze": "FILE.json", "goal": ...}` for
/// a maze of the user's own.
#[derive(Clone, Copy, Debug)]
pub struct Maze;

impl Family for Maze {
    fn id(&self) -> &'static str {
        "maze"
    }

    fn summary(&self) -> &'static str {
        "Find the way through a maze, seeing only the walls around."
    }

    fn source(&self) -> &'static str {
        "Moves, texts and limit after the maze of LMRL-Gym (Abdulhai et al. 2023) as served by AgentGym (MIT); mazes are our own."
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
