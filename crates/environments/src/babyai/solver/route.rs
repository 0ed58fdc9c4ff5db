//! Ways through the whole world, for the solver, which sees everything.

use crate::babyai::instruction::Move;
use crate::babyai::place::{Facing, Place};
use crate::babyai::scene::{Cell, Scene};
use crate::babyai::thing::{Color, Id, Kind, Latch};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What it costs to pass what stands in the way, in moves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tolls<'t> {
    /// For a thing that has to be cleared away; `None`: it cannot be passed.
    pub(super) thing: Option<u32>,
    /// For a locked door whose key has to be fetched first.
    pub(super) lock: Option<u32>,
    /// Locked doors that cannot be passed, because their keys are being looked for.
    pub(super) shut: &'t [Id],
}

impl Tolls<'_> {
    /// Nothing may be in the way but closed doors.
    pub(super) const CLEAR: Self = Tolls { thing: None, lock: None, shut: &[] };

    fn of(&self, scene: &Scene, place: Place, key: Option<Color>) -> Option<u32> {
        let (id, thing) = match scene.cell(place) {
            Cell::Empty => return Some(0),
            Cell::Wall => return None,
            Cell::Thing(_) => scene.thing_at(place)?,
        };
        match (thing.kind, thing.latch) {
            (Kind::Door, Latch::Open) => Some(0),
            (Kind::Door, Latch::Closed) => Some(1),
            (Kind::Door, Latch::Locked) if key == Some(thing.color) => Some(1),
            (Kind::Door, Latch::Locked) => self.lock.filter(|_| !self.shut.contains(&id)),
            _ => self.thing,
        }
    }
}

/// The key in the agent's hand.
pub(super) fn key(scene: &Scene) -> Option<Color> {
    scene.held().filter(|held| held.kind == Kind::Key).map(|held| held.color)
}

/// A stand in the search: what it cost, and the stand and move before.
#[derive(Clone, Copy)]
struct Mark {
    cost: u32,
    before: Option<(Place, Facing, Move)>,
}

/// The cheapest way from the agent to a stand that `goal` accepts, at the further cost that it names. Forward moves may
/// lead through what stands in the way, at its toll.
pub(super) fn route(
    scene: &Scene,
    tolls: Tolls<'_>,
    goal: impl Fn(Place, Facing) -> Option<u32>,
) -> Option<Vec<Move>> {
    let count = usize::try_from(scene.width * scene.height * 4).unwrap_or_default();
    let mut marks: Vec<Option<Mark>> = vec![None; count];
    let at = |place: Place, facing: Facing| {
        let cell = usize::try_from(place.y * scene.width + place.x).unwrap_or(usize::MAX / 8);
        cell * 4 + facing.code()
    };
    let held = key(scene);
    let mut queue = BinaryHeap::from([(Reverse(0), Reverse((scene.agent, scene.facing)))]);
    if let Some(mark) = marks.get_mut(at(scene.agent, scene.facing)) {
        *mark = Some(Mark { cost: 0, before: None });
    }
    let mut best: Option<(u32, (Place, Facing))> = None;
    while let Some((Reverse(cost), Reverse((place, facing)))) = queue.pop() {
        if best.is_some_and(|(least, _)| least <= cost) {
            break;
        }
        let mark = marks.get(at(place, facing)).copied().flatten();
        if mark.is_none_or(|mark| mark.cost < cost) {
            continue;
        }
        if let Some(more) =
            goal(place, facing).filter(|more| best.is_none_or(|(least, _)| cost + more < least))
        {
            best = Some((cost + more, (place, facing)));
        }
        let ahead = place.toward(facing, 1);
        let forward = tolls.of(scene, ahead, held).map(|toll| (ahead, facing, Move::Forward, toll + 1));
        let turns = [(place, facing.left(), Move::Left, 1), (place, facing.right(), Move::Right, 1)];
        for (next, turned, made, price) in forward.into_iter().chain(turns) {
            let Some(slot) = marks.get_mut(at(next, turned)) else { continue };
            if slot.is_none_or(|known| cost + price < known.cost) {
                *slot = Some(Mark { cost: cost + price, before: Some((place, facing, made)) });
                queue.push((Reverse(cost + price), Reverse((next, turned))));
            }
        }
    }
    let (_, mut stand) = best?;
    let mut moves = Vec::new();
    while let Some(mark) = marks.get(at(stand.0, stand.1)).copied().flatten()
        && let Some((place, facing, made)) = mark.before
    {
        moves.push(made);
        stand = (place, facing);
    }
    moves.reverse();
    Some(moves)
}
