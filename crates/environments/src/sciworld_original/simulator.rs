//! The simulator's own calls.

use super::games::Game;
use super::gateway::{Failure, Gateway, unexpected};
use super::home::Home;
use super::prelude;
use super::protocol::{Answer, Argument};
use super::settings::Settings;

/// The class that a program drives the simulator by.
const CLASS: &str = "scienceworld.runtime.pythonapi.PythonInterface";

/// A simulator with one task loaded.
#[derive(Debug)]
pub(super) struct Simulator {
    gateway: Gateway,
    name: String,
}

/// What an action led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Turn {
    /// What the agent sees.
    pub(super) observation: String,
    /// The score so far, 0 to 100; less where the task has failed.
    pub(super) score: i64,
    /// Moves so far, as the simulator counts them: looking is none.
    pub(super) moves: i64,
    /// Whether the simulator has ended the task.
    pub(super) completed: bool,
    /// What the agent carries, in the simulator's words.
    pub(super) inventory: String,
}

impl Simulator {
    /// Starts a simulator and loads a task in it; with `way`, it works out a way to the top score before.
    ///
    /// # Errors
    /// What is missing or went wrong.
    pub(super) fn start(settings: &Settings, game: Game, way: bool) -> Result<Self, String> {
        let home = Home::find(settings)?;
        Self::load(Gateway::start(&home.java(), settings.timeout)?, game, way)
    }

    /// Loads a task in the simulator at the other end.
    ///
    /// # Errors
    /// What went wrong.
    pub(super) fn load(mut gateway: Gateway, game: Game, way: bool) -> Result<Self, String> {
        let name = prelude::make(&mut gateway, CLASS).map_err(Failure::what)?;
        let mut simulator = Self { gateway, name };
        let arguments = [
            Argument::Text(game.task),
            Argument::Number(game.variation),
            Argument::Text(""),
            Argument::Truth(way),
        ];
        let trouble = simulator.text("load", &arguments).map_err(Failure::what)?;
        if trouble.is_empty() { Ok(simulator) } else { Err(trouble) }
    }

    /// The task in words.
    ///
    /// # Errors
    /// See [`Failure`].
    pub(super) fn description(&mut self) -> Result<String, Failure> {
        self.text("getTaskDescription", &[])
    }

    /// Plays an action.
    ///
    /// # Errors
    /// See [`Failure`].
    pub(super) fn step(&mut self, action: &str) -> Result<Turn, Failure> {
        Ok(Turn {
            observation: self.text("step", &[Argument::Text(action)])?,
            score: self.score()?,
            completed: self.get("getCompleted", |answer| match answer {
                Answer::Truth(truth) => Some(*truth),
                _ => None,
            })?,
            moves: self.get("getNumMoves", number)?,
            inventory: self.text("freeActionInventory", &[])?,
        })
    }

    /// The way that was worked out at loading.
    ///
    /// # Errors
    /// See [`Failure`].
    pub(super) fn way(&mut self) -> Result<Vec<String>, Failure> {
        let answer = self.gateway.call(&self.name, "getGoldActionSequence", &[])?;
        let Answer::Object(list) = answer else { return Err(unexpected("getGoldActionSequence", &answer)) };
        let count = self.gateway.call(&list, "size", &[])?;
        let count = number(&count).and_then(|count| u32::try_from(count).ok()).unwrap_or_default();
        let item = |at: u32| {
            let answer = self.gateway.call(&list, "get", &[Argument::Number(at)])?;
            text(&answer).ok_or_else(|| unexpected("get", &answer))
        };
        (0..count).map(item).collect()
    }

    /// The score as the original's wrapper rounds it: halves to the even number.
    fn score(&mut self) -> Result<i64, Failure> {
        let score = self.get("getScore", |answer| match answer {
            Answer::Decimal(score) => Some(*score),
            _ => None,
        })?;
        Ok((100.0 * score).round_ties_even() as i64)
    }

    fn text(&mut self, method: &str, arguments: &[Argument<'_>]) -> Result<String, Failure> {
        let answer = self.gateway.call(&self.name, method, arguments)?;
        text(&answer).ok_or_else(|| unexpected(method, &answer))
    }

    fn get<T>(&mut self, method: &str, read: impl Fn(&Answer) -> Option<T>) -> Result<T, Failure> {
        let answer = self.gateway.call(&self.name, method, &[])?;
        read(&answer).ok_or_else(|| unexpected(method, &answer))
    }
}

fn text(answer: &Answer) -> Option<String> {
    if let Answer::Text(text) = answer { Some(text.clone()) } else { None }
}

fn number(answer: &Answer) -> Option<i64> {
    if let Answer::Number(number) = answer { Some(*number) } else { None }
}
