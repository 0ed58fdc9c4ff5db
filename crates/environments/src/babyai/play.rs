//! The text game over MiniGrid, as AgentGym's wrapper plays it.

use super::game::{Game, Turn};
use super::generate::Start;
use super::instruction::Move;
use super::offer::Offers;
use super::sight::Sight;
use super::view::View;

/// A reward at or below which the wrapper does not believe that the episode is over.
const SLOW: f64 = 0.5;
/// What the original says when there is nothing to do.
pub(super) const NO_CHANGE: &str = "No change in state.";

/// A game, and what the wrapper remembers of its last move.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) game: Game,
    view: View,
    /// The reward of the last move, in the original's scale.
    pub(super) reward: f64,
    /// Whether the wrapper calls the episode over.
    pub(super) done: bool,
    /// Whether the mission was ever seen to be fulfilled.
    pub(super) success: bool,
}

impl Run {
    /// Makes moves until one changes nothing that is seen. Only what the last of them brought counts: the original
    /// overlooks a mission that is fulfilled on the way. `None` where there are no moves.
    pub(super) fn advance(&mut self, moves: &[Move]) -> Option<Turn> {
        let mut last = None;
        for made in moves {
            last = Some(self.game.play(*made));
            let view = View::of(&self.game.scene);
            let changed = view != self.view;
            self.view = view;
            if !changed {
                break;
            }
        }
        let turn = last?;
        self.reward = turn.reward;
        self.done = turn.ended && turn.reward > SLOW;
        self.success |= turn.success;
        Some(turn)
    }
}

/// A run with what its agent sees and is offered.
#[derive(Clone, Debug)]
pub(super) struct Play {
    pub(super) run: Run,
    pub(super) sight: Sight,
    pub(super) offers: Offers,
}

impl Play {
    /// The game at its start, seen as the original shows it first.
    pub(super) fn new(start: Start) -> Self {
        let Start { game, view } = start;
        let sight = Sight::new(&game.scene, &view);
        let offers = Offers::of(&sight);
        let run = Run { game, view, reward: 0.0, done: false, success: false };
        Self { run, sight, offers }
    }

    /// Makes moves as [`Run::advance`] does; the observation.
    pub(super) fn make(&mut self, moves: &[Move]) -> String {
        let Some(turn) = self.run.advance(moves) else { return NO_CHANGE.to_owned() };
        self.sight = Sight::new(&self.run.game.scene, &self.run.view);
        self.offers = Offers::of(&self.sight);
        let mut seen = self.sight.words();
        if turn.ended {
            seen.push_str("\n The task is completed.");
        }
        seen
    }
}
