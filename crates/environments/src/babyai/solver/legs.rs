//! How the solver gets about, and keeps its way clear.

use super::attempt::{Halt, ROUNDS, Solver, Went};
use super::route::{self, Tolls, route};
use crate::babyai::instruction::Move;
use crate::babyai::place::{Facing, Place};
use crate::babyai::scene::{Cell, Scene};
use crate::babyai::thing::{Color, Id, Kind, Latch};

/// What it costs to leave a thing where one is about to go.
const RESERVED: u32 = 25;

impl Solver {
    /// Goes to where `goal` accepts the cell in front, at a further cost, and clears the way. What is carried may be put
    /// down for that. Doors in `shut` cannot be passed.
    pub(super) fn reach(
        &mut self,
        shut: &[Id],
        depth: usize,
        goal: impl Fn(&Scene, Place) -> Option<u32>,
    ) -> Went {
        for _ in 0..ROUNDS {
            let way = self.plan(shut, &goal)?;
            if let Some((id, color)) = self.lock_on(&way) {
                let shut: Vec<Id> = shut.iter().copied().chain([id]).collect();
                self.fetch_key(color, &shut, depth + 1)?;
                continue;
            }
            let left = self.walk(&way)?;
            if left.is_empty() {
                return Ok(());
            }
            let ahead = cells(self.scene(), left).split_off(1);
            self.clear(&ahead)?;
        }
        Err(Halt::Stuck)
    }

    /// A way to where `goal` accepts the cell in front.
    pub(super) fn plan(
        &self,
        shut: &[Id],
        goal: impl Fn(&Scene, Place) -> Option<u32>,
    ) -> Result<Vec<Move>, Halt> {
        let tolls = Tolls { thing: Some(self.manner.toll), lock: Some(60), shut };
        let scene = self.scene();
        route(scene, tolls, |place, facing| goal(scene, place.toward(facing, 1))).ok_or(Halt::Stuck)
    }

    /// The first hindrance on a way, if it is a lock whose key is not at hand, and the color of that.
    fn lock_on(&self, way: &[Move]) -> Option<(Id, Color)> {
        let scene = self.scene();
        let shut = |place: &Place| match scene.cell(*place) {
            Cell::Thing(id) => scene.thing(id).is_some_and(|thing| match thing.kind {
                Kind::Door => thing.latch == Latch::Locked && route::key(scene) != Some(thing.color),
                _ => true,
            }),
            _ => false,
        };
        let (_, passed) = cells(scene, way).split_last().map(|(last, passed)| (*last, passed.to_vec()))?;
        let (id, thing) = passed.into_iter().skip(1).find(shut).and_then(|place| scene.thing_at(place))?;
        (thing.kind == Kind::Door).then_some((id, thing.color))
    }

    /// Walks a way until it ends or something has to be cleared away; what is left of it.
    fn walk<'w>(&mut self, way: &'w [Move]) -> Result<&'w [Move], Halt> {
        let mut left = way;
        while let Some((made, after)) = left.split_first() {
            if *made == Move::Forward && !self.scene().is_free(self.scene().front()) {
                self.unlatch()?;
                if !self.scene().is_free(self.scene().front()) {
                    break;
                }
            }
            self.make(*made)?;
            left = after;
        }
        Ok(left)
    }

    /// Opens the door in front, if it can be.
    fn unlatch(&mut self) -> Went {
        let key = route::key(self.scene());
        let door = self.scene().thing_at(self.scene().front()).map(|(_, thing)| *thing);
        match door.filter(|door| door.kind == Kind::Door) {
            Some(door) if door.latch == Latch::Closed || key == Some(door.color) => self.make(Move::Toggle),
            _ => Ok(()),
        }
    }

    /// Takes away the thing in front, or, with full hands, makes them free for that.
    pub(super) fn clear(&mut self, reserved: &[Place]) -> Went {
        if self.scene().carried.is_none() {
            self.make(Move::PickUp)?;
        }
        self.put_down(reserved)
    }

    /// Puts down what is carried where it is least in the way.
    pub(super) fn put_down(&mut self, reserved: &[Place]) -> Went {
        if self.scene().carried.is_none() {
            return Ok(());
        }
        let (scene, mess) = (self.scene(), self.manner.mess);
        let found = route(scene, Tolls::CLEAR, |place, facing| {
            let place = place.toward(facing, 1);
            // A scout comes back the way it went.
            let kept = reserved.contains(&place) || (self.manner.scout && self.trail.contains(&place));
            nuisance(scene, place, mess).map(|cost| cost + if kept { RESERVED } else { 0 })
        });
        let way = found.ok_or(Halt::Stuck)?;
        if !self.walk(&way)?.is_empty() {
            return Err(Halt::Stuck);
        }
        self.make(Move::Drop)
    }
}

/// The cells that a way leads through.
pub(super) fn cells(scene: &Scene, way: &[Move]) -> Vec<Place> {
    let (mut place, mut facing) = (scene.agent, scene.facing);
    let mut cells = vec![place];
    for made in way {
        match made {
            Move::Left => facing = facing.left(),
            Move::Right => facing = facing.right(),
            _ => place = place.toward(facing, 1),
        }
        cells.push(place);
    }
    cells.push(place.toward(facing, 1));
    cells
}

/// How much a thing in this cell would be in the way; `None` where it cannot be put.
fn nuisance(scene: &Scene, place: Place, mess: u32) -> Option<u32> {
    if scene.cell(place) != Cell::Empty {
        return None;
    }
    let ring = |step: usize| {
        let facing = Facing::ALL.get(step / 2).copied().unwrap_or(Facing::Right);
        let straight = place.toward(facing, 1);
        if step.is_multiple_of(2) { straight } else { straight.toward(facing.right(), 1) }
    };
    let door = |place: Place| scene.thing_at(place).is_some_and(|(_, thing)| thing.kind == Kind::Door);
    let open = |step: usize| scene.cell(ring(step % 8)) == Cell::Empty;
    let gaps = (0..8).filter(|step| open(*step) && !open(step + 1)).count();
    let mut cost = 0;
    if (0..8).step_by(2).any(|step| door(ring(step))) {
        cost += mess;
    }
    if gaps > 1 {
        cost += mess / 2;
    }
    Some(cost)
}
