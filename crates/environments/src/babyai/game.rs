//! The rules of MiniGrid: what the six low-level moves do, and what they are worth.

use super::instruction::{Instruction, Move, Verdict};
use super::scene::{Cell, Scene};
use super::thing::{Kind, Latch};

/// One episode as the original's engine has it.
#[derive(Clone, Debug)]
pub(super) struct Game {
    /// The world as it is.
    pub(super) scene: Scene,
    /// The mission, and what of it is done.
    pub(super) instruction: Instruction,
    /// Moves made.
    pub(super) moves: u32,
    /// Moves by which rewards are measured; nothing ends there.
    pub(super) limit: u32,
}

/// What came of a move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Turn {
    /// `1 - 0.9 * moves / limit` when the mission is fulfilled, else 0.
    pub(super) reward: f64,
    /// Whether the mission is fulfilled or failed by this move.
    pub(super) ended: bool,
    /// Whether it is fulfilled.
    pub(super) success: bool,
}

impl Game {
    /// Makes a move; one that is not possible is counted and changes nothing else.
    pub(super) fn play(&mut self, made: Move) -> Turn {
        self.moves += 1;
        self.act(made);
        if made == Move::Drop {
            let scene = &self.scene;
            self.instruction.each(&mut |deed| {
                deed.descriptions().into_iter().for_each(|described| described.find_again(scene));
            });
        }
        let verdict = self.instruction.judge(&self.scene, made);
        let success = verdict == Verdict::Success;
        let spent = f64::from(self.moves) / f64::from(self.limit);
        Turn {
            reward: if success { 1.0 - 0.9 * spent } else { 0.0 },
            ended: verdict != Verdict::Continue,
            success,
        }
    }

    fn act(&mut self, made: Move) {
        let front = self.scene.front();
        match made {
            Move::Left => self.scene.facing = self.scene.facing.left(),
            Move::Right => self.scene.facing = self.scene.facing.right(),
            Move::Forward if self.scene.is_free(front) => self.scene.agent = front,
            Move::PickUp if self.scene.carried.is_none() => {
                let loose = self.scene.thing_at(front).filter(|(_, thing)| thing.kind != Kind::Door);
                if let Some((id, _)) = loose {
                    self.scene.carried = Some(id);
                    self.scene.set(front, Cell::Empty);
                }
            }
            Move::Drop if self.scene.cell(front) == Cell::Empty => {
                if let Some(id) = self.scene.carried.take() {
                    self.scene.set(front, Cell::Thing(id));
                }
            }
            Move::Toggle => self.toggle(),
            Move::Forward | Move::PickUp | Move::Drop => {}
        }
    }

    fn toggle(&mut self) {
        let front = self.scene.front();
        let key = self.scene.held().filter(|held| held.kind == Kind::Key).map(|key| key.color);
        let Cell::Thing(id) = self.scene.cell(front) else { return };
        let Some(thing) = self.scene.thing_mut(id) else { return };
        match (thing.kind, thing.latch) {
            (Kind::Door, Latch::Open) => thing.latch = Latch::Closed,
            (Kind::Door, Latch::Closed) => thing.latch = Latch::Open,
            (Kind::Door, Latch::Locked) if key == Some(thing.color) => thing.latch = Latch::Open,
            (Kind::Box, _) => {
                let inside = thing.inside.map_or(Cell::Empty, Cell::Thing);
                self.scene.set(front, inside);
            }
            _ => {}
        }
    }
}
