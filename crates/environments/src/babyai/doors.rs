//! Doors between rooms, and what can be reached through them.

use super::place::Place;
use super::scene::Cell;
use super::site::{Rejected, Site, Way};
use super::thing::{Color, Id, Kind, Thing};
use std::collections::BTreeSet;

/// Draws after which the original gives up connecting rooms, and with it the whole world.
const TRIES: u32 = 5001;

/// A door to be added; what is not given is drawn.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wish {
    /// Right, down, left, up.
    pub(super) side: Option<usize>,
    pub(super) color: Option<Color>,
    pub(super) locked: Option<bool>,
}

impl Wish {
    /// Any door that is locked or not, as said.
    pub(super) fn locked(locked: bool) -> Self {
        Self { locked: Some(locked), ..Self::default() }
    }

    /// The same on this side.
    pub(super) fn on(self, side: usize) -> Self {
        Self { side: Some(side), ..self }
    }

    /// The same in this color.
    pub(super) fn colored(self, color: Color) -> Self {
        Self { color: Some(color), ..self }
    }
}

/// The room next to a room; sides are right, down, left, up.
pub(super) fn neighbor(column: i32, row: i32, side: usize) -> (i32, i32) {
    match side {
        0 => (column + 1, row),
        1 => (column, row + 1),
        2 => (column - 1, row),
        _ => (column, row - 1),
    }
}

impl Site {
    fn opening(&self, column: i32, row: i32, side: usize) -> Option<Place> {
        self.room(column, row).and_then(|room| room.openings.get(side).copied().flatten())
    }

    fn way(&self, column: i32, row: i32, side: usize) -> Option<Way> {
        self.room(column, row).and_then(|room| room.ways.get(side).copied().flatten())
    }

    /// Whether there is a room on this side.
    pub(super) fn has_neighbor(&self, column: i32, row: i32, side: usize) -> bool {
        self.opening(column, row, side).is_some()
    }

    fn set_way(&mut self, column: i32, row: i32, side: usize, way: Way) {
        let (other_column, other_row) = neighbor(column, row, side);
        for (column, row, side) in [(column, row, side), (other_column, other_row, (side + 2) % 4)] {
            if let Some(slot) = self.room_mut(column, row).and_then(|room| room.ways.get_mut(side)) {
                *slot = Some(way);
            }
        }
    }

    /// Adds a door to a room.
    pub(super) fn add_door(&mut self, column: i32, row: i32, wish: Wish) -> Result<Id, Rejected> {
        let side = match wish.side {
            Some(side) => side,
            None => self.free_side(column, row)?,
        };
        let color = wish.color.map_or_else(|| self.color(), Ok)?;
        let locked = wish.locked.unwrap_or_else(|| self.coin());
        if let Some(room) = self.room_mut(column, row) {
            room.locked = locked;
        }
        let place = self.opening(column, row, side).ok_or(Rejected)?;
        let door = self.scene.add(Thing::door(color, locked));
        self.scene.set(place, Cell::Thing(door));
        self.set_way(column, row, side, Way::Door(door));
        Ok(door)
    }

    /// Draws a side with a neighbor and without a door.
    fn free_side(&mut self, column: i32, row: i32) -> Result<usize, Rejected> {
        for _ in 0..TRIES {
            let side = self.side();
            if self.has_neighbor(column, row, side) && self.way(column, row, side).is_none() {
                return Ok(side);
            }
        }
        Err(Rejected)
    }

    /// Draws a side.
    pub(super) fn side(&mut self) -> usize {
        usize::try_from(self.number(0, 4)).unwrap_or_default()
    }

    /// Takes away the wall on one side of a room: right for 0, up for 3.
    pub(super) fn remove_wall(&mut self, column: i32, row: i32, side: usize) {
        let (top, last) = (self.top(column, row), self.layout.room - 1);
        for step in 1..last {
            let place = match side {
                0 => Place::new(top.x + last, top.y + step),
                1 => Place::new(top.x + step, top.y + last),
                2 => Place::new(top.x, top.y + step),
                _ => Place::new(top.x + step, top.y),
            };
            self.scene.set(place, Cell::Empty);
        }
        self.set_way(column, row, side, Way::Gap);
    }

    /// Adds doors of these colors until every room can be reached from the agent's.
    pub(super) fn connect(&mut self, colors: &[Color]) -> Result<(), Rejected> {
        let start = self.room_of(self.scene.agent);
        for _ in 0..TRIES {
            if self.reached(start) == self.rooms().len() {
                return Ok(());
            }
            let column = self.number(0, self.layout.columns);
            let row = self.number(0, self.layout.rows);
            let side = self.side();
            if !self.has_neighbor(column, row, side) || self.way(column, row, side).is_some() {
                continue;
            }
            let (other_column, other_row) = neighbor(column, row, side);
            let locked = |column, row| self.room(column, row).is_some_and(|room| room.locked);
            if locked(column, row) || locked(other_column, other_row) {
                continue;
            }
            let color = self.pick(colors)?;
            self.add_door(column, row, Wish::locked(false).on(side).colored(color))?;
        }
        Err(Rejected)
    }

    /// How many rooms can be reached from one.
    fn reached(&self, start: (i32, i32)) -> usize {
        let mut reached = BTreeSet::new();
        let mut left = vec![start];
        while let Some((column, row)) = left.pop() {
            if reached.insert((row, column)) {
                let open = (0..4).filter(|side| self.way(column, row, *side).is_some());
                left.extend(open.map(|side| neighbor(column, row, side)));
            }
        }
        reached.len()
    }

    /// Whether every thing can be reached from the agent without moving another; doors do not stand in the way.
    pub(super) fn all_reachable(&self) -> bool {
        let scene = &self.scene;
        let mut reached = BTreeSet::new();
        let mut left = vec![scene.agent];
        while let Some(place) = left.pop() {
            let outside = !(0..scene.width).contains(&place.x) || !(0..scene.height).contains(&place.y);
            if outside || !reached.insert(place) {
                continue;
            }
            let open = match scene.thing_at(place) {
                Some((_, thing)) => thing.kind == Kind::Door,
                None => scene.cell(place) == Cell::Empty,
            };
            if open {
                left.extend(super::place::Facing::ALL.map(|facing| place.toward(facing, 1)));
            }
        }
        scene.places().all(|place| scene.thing_at(place).is_none() || reached.contains(&place))
    }

    /// Gives the world up unless every thing can be reached.
    pub(super) fn demand_reachable(&self) -> Result<(), Rejected> {
        if self.all_reachable() { Ok(()) } else { Err(Rejected) }
    }
}
