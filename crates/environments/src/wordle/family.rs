//! The catalogue entry.

use super::game::Game;
use super::words::Words;
use super::world::World;
use crate::{About, Environment, EnvironmentError, Family};
use serde::Deserialize;
use serde_json::Value;

/// The family of word games. Settings: `{"words": "FILE", "redraw": true}`, both optional: another list of words, one per
/// line, and the original's habit of drawing the hidden word anew at every guess.
#[derive(Clone, Copy, Debug)]
pub struct Wordle;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    words: Option<String>,
    #[serde(default)]
    redraw: bool,
}

/// The catalogue's entry.
const ABOUT: About = About {
    id: "wordle",
    summary: "Guess a hidden word of five letters in six tries.",
    original: "Rules, texts and the number of tries; its drawing the word anew at every guess as a setting.",
    ours: "The list of words, the native tools, and sharing the board.",
    source: "The Wordle of LMRL-Gym (Abdulhai et al. 2023) as served by AgentGym (MIT)",
};

impl Family for Wordle {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn tasks(&self, settings: &Value) -> Result<usize, EnvironmentError> {
        Ok(self.read(settings)?.0.all().len())
    }

    fn open(
        &self,
        index: usize,
        seed: u64,
        settings: &Value,
    ) -> Result<Box<dyn Environment>, EnvironmentError> {
        let (words, redraw) = self.read(settings)?;
        let last = words.all().len().saturating_sub(1);
        let game = Game::new(words, index, seed, redraw);
        let game = game.ok_or(EnvironmentError::Index { family: self.id(), index, last })?;
        Ok(Box::new(World::new(index, game)))
    }
}

impl Wordle {
    fn read(self, settings: &Value) -> Result<(Words, bool), EnvironmentError> {
        let settings =
            Option::<Settings>::deserialize(settings).map_err(|error| EnvironmentError::Settings {
                family: self.id(),
                what: format!("{error}; the settings are `words`, a file, and `redraw`, true or false"),
            })?;
        let Settings { words, redraw } = settings.unwrap_or_default();
        Ok((words.map_or_else(|| Ok(Words::own()), |path| Words::load(&path))?, redraw))
    }
}
