//! One attempt at a mission.

use super::manner::{MANNERS, Manner};
use crate::babyai::game::Game;
use crate::babyai::instruction::{Deed, Instruction, Move, Order};
use crate::babyai::place::Place;
use crate::babyai::scene::Scene;

/// Rounds after which an attempt that gets nowhere is given up.
pub(super) const ROUNDS: usize = 40;

/// Why an attempt ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Halt {
    /// The mission is fulfilled.
    Done,
    /// It cannot be, not in this way.
    Stuck,
}

/// Whether to go on.
pub(super) type Went = Result<(), Halt>;

/// Low-level moves that fulfill the mission in so few moves that the wrapper calls it done; `None` when no attempt does.
/// `extras`: whether boxes can be opened and doors closed.
pub(in crate::babyai) fn solve(game: &Game, extras: bool) -> Option<Vec<Move>> {
    MANNERS.into_iter().find_map(|manner| Solver::new(game, manner, extras).run())
}

/// One attempt, on a copy of the game.
pub(super) struct Solver {
    game: Game,
    /// The moves made so far.
    pub(super) moves: Vec<Move>,
    /// Where the agent has been.
    pub(super) trail: Vec<Place>,
    /// How it goes about it.
    pub(super) manner: Manner,
    /// Whether boxes can be opened and doors closed.
    pub(super) extras: bool,
    most: usize,
}

impl Solver {
    fn new(game: &Game, manner: Manner, extras: bool) -> Self {
        // 0.9 times the share of moves must stay below a half.
        let most = usize::try_from(game.limit * 5 / 9).unwrap_or_default();
        Self { game: game.clone(), moves: Vec::new(), trail: Vec::new(), manner, extras, most }
    }

    fn run(mut self) -> Option<Vec<Move>> {
        for _ in 0..ROUNDS {
            let before = self.game.instruction.clone();
            let Some(deed) = next(&before, self.manner.last_first) else { break };
            let went = self.fulfill(deed).and_then(|()| match self.game.instruction == before {
                // Nothing was judged yet, as when the agent stood right from the start.
                true => self.make(Move::Left).and_then(|()| self.make(Move::Right)),
                false => Ok(()),
            });
            match went {
                Ok(()) => {}
                Err(Halt::Done) => return Some(self.moves),
                Err(Halt::Stuck) => break,
            }
        }
        None
    }

    /// The world as it is by now.
    pub(super) fn scene(&self) -> &Scene {
        &self.game.scene
    }

    /// Makes a move.
    ///
    /// # Errors
    /// [`Halt::Done`] once the mission is fulfilled, [`Halt::Stuck`] when it takes too many moves.
    pub(super) fn make(&mut self, made: Move) -> Went {
        if self.moves.len() >= self.most {
            return Err(Halt::Stuck);
        }
        self.moves.push(made);
        self.trail.push(self.game.scene.agent);
        if self.game.play(made).success { Err(Halt::Done) } else { Ok(()) }
    }
}

/// The deed to do next.
fn next(instruction: &Instruction, last_first: bool) -> Option<&Deed> {
    let (order, parts, done) = match instruction {
        Instruction::Do(deed) => return Some(deed),
        Instruction::Both { order, parts, done } => (order, parts.as_ref(), done),
    };
    let ([first, second], [first_done, second_done]) = (parts, done);
    let part = match order {
        Order::Then if *first_done => second,
        Order::Then => first,
        Order::After if *second_done => first,
        Order::After => second,
        Order::And if *first_done || (last_first && !*second_done) => second,
        Order::And => first,
    };
    next(part, last_first)
}
