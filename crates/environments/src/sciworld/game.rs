//! A lab with a score: what an action does to both.

use super::action::{Action, One};
use super::lab::Lab;
use super::rules;
use super::score::Score;
use super::tick::tick;

/// Actions that take time, after which an episode ends.
pub(super) const MOVES: u32 = 100;

/// One task as it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Game {
    pub(super) lab: Lab,
    pub(super) score: Score,
    /// Actions so far that took time.
    pub(super) moves: u32,
}

impl Game {
    /// Plays an action.
    ///
    /// # Errors
    /// Why the action is refused; nothing has changed then.
    pub(super) fn play(&mut self, action: Action) -> rules::Seen {
        if self.done() && !action.only_looks() {
            return Err(format!("{} You can still look around and send notes.", crate::outcome::OVER));
        }
        let seen = rules::act(&mut self.lab, action)?;
        if action.only_looks() {
            return Ok(seen);
        }
        self.moves += 1;
        if let Action::One(One::Focus, id) = action {
            self.score.focus(&self.lab, id);
        }
        for _ in 0..action.ticks() {
            if !self.score.won() {
                tick(&mut self.lab);
                self.score.update(&self.lab);
            }
        }
        Ok(seen)
    }

    /// How many more actions there are.
    pub(super) fn moves_left(&self) -> u32 {
        MOVES.saturating_sub(self.moves)
    }

    /// Whether the episode is over.
    pub(super) fn done(&self) -> bool {
        self.score.won() || self.score.failed || self.moves >= MOVES
    }
}
