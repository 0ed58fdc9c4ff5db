//! How single deeds are done.

use super::attempt::{Halt, ROUNDS, Solver, Went};
use super::legs::cells;
use super::route;
use crate::babyai::instruction::{Deed, Move};
use crate::babyai::place::Place;
use crate::babyai::scene::{Cell, Scene};
use crate::babyai::thing::{Color, Id, Kind, Latch};

/// Locked doors behind locked doors.
const DEPTH: usize = 6;

impl Solver {
    /// Does a deed.
    pub(super) fn fulfill(&mut self, deed: &Deed) -> Went {
        match deed {
            Deed::GoTo(what) => {
                if what.places.is_empty() {
                    self.put_down(&[])?;
                }
                self.reach(&[], 0, |_, front| what.places.contains(&front).then_some(0))
            }
            Deed::Open { door, .. } => self.open(&door.things),
            Deed::PickUp { what, .. } => {
                if self.holds(&what.things) {
                    self.put_down(&[])?;
                }
                self.take(&what.things)
            }
            Deed::PutNext { what, to, .. } => self.put_next(&what.things, &to.things),
        }
    }

    fn holds(&self, things: &[Id]) -> bool {
        self.scene().carried.is_some_and(|id| things.contains(&id))
    }

    /// Opens one of these doors; one that is open already is closed first.
    fn open(&mut self, doors: &[Id]) -> Went {
        let extras = self.extras;
        let cost = |scene: &Scene, front: Place| {
            let (_, door) = scene.thing_at(front).filter(|(id, _)| doors.contains(id))?;
            Some(match door.latch {
                Latch::Closed => 0,
                Latch::Open if extras => 3,
                Latch::Open => return None,
                Latch::Locked if route::key(scene) == Some(door.color) => 0,
                Latch::Locked => 60,
            })
        };
        for _ in 0..ROUNDS {
            let way = self.plan(&[], cost)?;
            let door = cells(self.scene(), &way).last().and_then(|place| self.scene().thing_at(*place));
            let (id, door) = door.map(|(id, door)| (id, *door)).ok_or(Halt::Stuck)?;
            if door.latch == Latch::Locked && route::key(self.scene()) != Some(door.color) {
                self.fetch_key(door.color, &[id], 1)?;
            }
            // Clearing the way may have cost the key.
            self.reach(&[], 0, cost)?;
            match self.scene().thing_at(self.scene().front()).map(|(_, door)| *door) {
                Some(door) if door.latch == Latch::Open => {
                    self.make(Move::Toggle)?;
                    return self.make(Move::Toggle);
                }
                Some(door) if door.latch == Latch::Closed || route::key(self.scene()) == Some(door.color) => {
                    return self.make(Move::Toggle);
                }
                _ => {}
            }
        }
        Err(Halt::Stuck)
    }

    /// Takes one of these things.
    fn take(&mut self, things: &[Id]) -> Went {
        for _ in 0..ROUNDS {
            if self.holds(things) {
                return Ok(());
            }
            self.reach(&[], 0, |scene, front| {
                scene.thing_at(front).filter(|(id, _)| things.contains(id)).map(|_| 0)
            })?;
            match self.scene().carried {
                Some(_) => self.put_down(&[])?,
                None => self.make(Move::PickUp)?,
            }
        }
        Err(Halt::Stuck)
    }

    /// Puts one of these things next to one of those.
    fn put_next(&mut self, what: &[Id], to: &[Id]) -> Went {
        for _ in 0..ROUNDS {
            if self.holds(to) {
                self.put_down(&[])?;
            }
            let places: Vec<Place> = to.iter().filter_map(|id| self.scene().place_of(*id)).collect();
            let toll = self.manner.toll;
            let beside = |scene: &Scene, front: Place| {
                let free = match scene.thing_at(front) {
                    Some((_, thing)) => (thing.kind != Kind::Door).then_some(toll * 2),
                    None => (scene.cell(front) == Cell::Empty).then_some(0),
                };
                free.filter(|_| {
                    places.iter().any(|place| place.distance(front) == 1) && !places.contains(&front)
                })
            };
            if self.manner.scout && !self.holds(what) {
                self.reach(&[], 0, beside)?;
            }
            self.take(what)?;
            self.reach(&[], 0, beside)?;
            if !self.holds(what) {
                continue;
            }
            if self.scene().cell(self.scene().front()) == Cell::Empty {
                if self.moves.is_empty() {
                    // A drop counts only when something was judged before it.
                    self.make(Move::Left)?;
                    self.make(Move::Right)?;
                }
                return self.make(Move::Drop);
            }
            let front = self.scene().front();
            self.put_down(&[front])?;
            self.reach(&[], 0, |_, place| (place == front).then_some(0))?;
            if self.scene().thing_at(front).is_some() {
                self.clear(&[front])?;
            }
        }
        Err(Halt::Stuck)
    }

    /// Fetches a key of this color.
    pub(super) fn fetch_key(&mut self, color: Color, shut: &[Id], depth: usize) -> Went {
        if depth > DEPTH {
            return Err(Halt::Stuck);
        }
        if self.scene().carried.is_some() {
            self.put_down(&[])?;
        }
        let extras = self.extras;
        for _ in 0..ROUNDS {
            if route::key(self.scene()) == Some(color) {
                return Ok(());
            }
            self.reach(shut, depth, |scene, front| {
                let (_, thing) = scene.thing_at(front)?;
                let inside = thing.inside.and_then(|id| scene.thing(id));
                let is_key = |kind: Kind, its: Color| kind == Kind::Key && its == color;
                match inside {
                    Some(inside) => (extras && is_key(inside.kind, inside.color)).then_some(1),
                    None => is_key(thing.kind, thing.color).then_some(0),
                }
            })?;
            let front = self.scene().thing_at(self.scene().front()).map(|(_, thing)| *thing);
            match (self.scene().carried, front) {
                (Some(_), _) => self.put_down(&[])?,
                (None, Some(thing)) if thing.inside.is_some() => self.make(Move::Toggle)?,
                _ => self.make(Move::PickUp)?,
            }
        }
        Err(Halt::Stuck)
    }
}
