//! One environment that is served.

use crate::{Environment, EnvironmentError, Family, Step};
use serde_json::Value;

/// An environment with the last that was seen of it.
pub(super) struct Game {
    pub(super) index: usize,
    pub(super) seen: Step,
    /// All rewards together.
    pub(super) sum: f64,
    world: Box<dyn Environment>,
}

impl Game {
    /// Opens a task.
    ///
    /// # Errors
    /// As [`Family::open`].
    pub(super) fn open(
        family: &dyn Family,
        index: usize,
        seed: u64,
        settings: &Value,
    ) -> Result<Self, EnvironmentError> {
        let world = family.open(index, seed, settings)?;
        let seen = Step { observation: world.observation(), reward: 0.0, done: world.done() };
        Ok(Self { index, seen, sum: 0.0, world })
    }

    /// Plays an action.
    pub(super) fn step(&mut self, action: &str) {
        self.seen = self.world.step(action);
        self.sum += self.seen.reward;
    }

    /// The task's id.
    pub(super) fn task(&self) -> &str {
        &self.world.task().id
    }

    /// What is possible now, nothing where the world does not list it.
    pub(super) fn offered(&self) -> Vec<String> {
        self.world.offered().unwrap_or_default()
    }

    /// Reward so far, 0 to 1.
    pub(super) fn reward(&self) -> f64 {
        self.world.reward()
    }

    /// The whole state.
    pub(super) fn state(&self) -> Value {
        self.world.state()
    }
}
