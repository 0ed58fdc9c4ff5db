//! A world under construction: rooms in rows and columns, and the draws that fill them.

use super::place::{Facing, Place};
use super::scene::{Cell, Scene};
use super::thing::{Color, Id, Kind, Thing};
use crate::numpy::Generator;

/// Draws after which the original gives up a place, and with it the whole world.
const TRIES: u32 = 1001;
/// Looks for a place to start from after which we give up; the original would never end.
const STARTS: u32 = 10_000;

/// The world is given up and drawn anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rejected;

/// What leads out of a room on one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// The wall is gone.
    Gap,
    Door(Id),
}

/// How rooms are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Side of a room in cells, walls included.
    pub(super) room: i32,
    /// Columns of rooms.
    pub(super) columns: i32,
    /// Rows of rooms.
    pub(super) rows: i32,
}

/// A room. Sides are right, down, left, up.
#[derive(Clone, Debug, Default)]
pub(super) struct Room {
    /// Where a way out would be; none on an outer side.
    pub(super) openings: [Option<Place>; 4],
    /// What leads out on each side.
    pub(super) ways: [Option<Way>; 4],
    /// Whether the door that was last added on this room's account is locked.
    pub(super) locked: bool,
    /// What was put into it.
    pub(super) things: Vec<Id>,
}

/// The world under construction.
pub(super) struct Site {
    /// Where every draw comes from.
    pub(super) random: Generator,
    pub(super) layout: Layout,
    /// What stands so far.
    pub(super) scene: Scene,
    /// Row by row.
    rooms: Vec<Room>,
}

impl Site {
    /// An empty site, before anything is drawn.
    pub(super) fn new(random: Generator, layout: Layout) -> Self {
        let Layout { room, columns, rows } = layout;
        let scene = Scene::new((room - 1) * columns + 1, (room - 1) * rows + 1, Place::NOWHERE);
        Self { random, layout, scene, rooms: Vec::new() }
    }

    /// Clears the site: walls without doors, the agent in the middle.
    pub(super) fn clear(&mut self) {
        let Layout { room, columns, rows } = self.layout;
        let step = room - 1;
        let middle = |count: i32| count / 2 * step + room / 2;
        self.scene =
            Scene::new(step * columns + 1, step * rows + 1, Place::new(middle(columns), middle(rows)));
        for place in self.scene.places() {
            if place.x % step == 0 || place.y % step == 0 {
                self.scene.set(place, Cell::Wall);
            }
        }
        let count = usize::try_from(rows * columns).unwrap_or_default();
        self.rooms = vec![Room::default(); count];
        for row in 0..rows {
            for column in 0..columns {
                self.cut(column, row);
            }
        }
    }

    /// Draws where the ways out of a room to the right and down would be.
    fn cut(&mut self, column: i32, row: i32) {
        let Layout { room, columns, rows } = self.layout;
        let top = self.top(column, row);
        let last = Place::new(top.x + room - 1, top.y + room - 1);
        if column < columns - 1 {
            let place = Place::new(last.x, self.number(top.y + 1, last.y));
            self.set_opening(column, row, 0, place);
            self.set_opening(column + 1, row, 2, place);
        }
        if row < rows - 1 {
            let place = Place::new(self.number(top.x + 1, last.x), last.y);
            self.set_opening(column, row, 1, place);
            self.set_opening(column, row + 1, 3, place);
        }
    }

    fn set_opening(&mut self, column: i32, row: i32, side: usize, place: Place) {
        if let Some(slot) = self.room_mut(column, row).and_then(|room| room.openings.get_mut(side)) {
            *slot = Some(place);
        }
    }

    /// The top left corner of a room.
    pub(super) fn top(&self, column: i32, row: i32) -> Place {
        let step = self.layout.room - 1;
        Place::new(column * step, row * step)
    }

    fn at(&self, column: i32, row: i32) -> usize {
        usize::try_from(row * self.layout.columns + column).unwrap_or(usize::MAX)
    }

    /// The room in this column and row of rooms.
    pub(super) fn room(&self, column: i32, row: i32) -> Option<&Room> {
        self.rooms.get(self.at(column, row))
    }

    /// The same, to be changed.
    pub(super) fn room_mut(&mut self, column: i32, row: i32) -> Option<&mut Room> {
        let at = self.at(column, row);
        self.rooms.get_mut(at)
    }

    /// All rooms, row by row.
    pub(super) fn rooms(&self) -> &[Room] {
        &self.rooms
    }

    /// Column and row of the room that a place is in.
    pub(super) fn room_of(&self, place: Place) -> (i32, i32) {
        let step = self.layout.room - 1;
        (place.x / step, place.y / step)
    }

    /// A number from `low` to one below `high`.
    pub(super) fn number(&mut self, low: i32, high: i32) -> i32 {
        let drawn = self.random.integers(i64::from(low), i64::from(high));
        i32::try_from(drawn).unwrap_or(low)
    }

    /// A coin.
    pub(super) fn coin(&mut self) -> bool {
        self.number(0, 2) == 0
    }

    /// One of these.
    ///
    /// # Errors
    /// [`Rejected`] where there are none; the original would fail.
    pub(super) fn pick<T: Copy>(&mut self, items: &[T]) -> Result<T, Rejected> {
        let count = i32::try_from(items.len()).unwrap_or(i32::MAX);
        let at = usize::try_from(self.number(0, count)).unwrap_or_default();
        items.get(at).copied().ok_or(Rejected)
    }

    /// Some of these in the order drawn, each at most once.
    ///
    /// # Errors
    /// As [`Site::pick`].
    pub(super) fn subset<T: Copy>(&mut self, items: &[T], count: usize) -> Result<Vec<T>, Rejected> {
        let mut left: Vec<T> = items.to_vec();
        let mut drawn = Vec::with_capacity(count);
        while drawn.len() < count {
            let size = i32::try_from(left.len()).unwrap_or(i32::MAX);
            let at = usize::try_from(self.number(0, size)).unwrap_or_default();
            if at >= left.len() {
                return Err(Rejected);
            }
            drawn.push(left.remove(at));
        }
        Ok(drawn)
    }

    /// A drawn color.
    ///
    /// # Errors
    /// As [`Site::pick`]; there are always colors.
    pub(super) fn color(&mut self) -> Result<Color, Rejected> {
        self.pick(&Color::ALL)
    }

    /// An empty cell of a room, not the agent's own and, unless `near`, not next to the agent.
    fn free_place(&mut self, column: i32, row: i32, near: bool) -> Result<Place, Rejected> {
        let (top, size) = (self.top(column, row), self.layout.room);
        for _ in 0..TRIES {
            let x = self.number(top.x, top.x + size);
            let place = Place::new(x, self.number(top.y, top.y + size));
            let distance = place.distance(self.scene.agent);
            if self.scene.cell(place) == Cell::Empty && distance > 0 && (near || distance > 1) {
                return Ok(place);
            }
        }
        Err(Rejected)
    }

    /// Puts a thing somewhere into a room.
    pub(super) fn place(&mut self, column: i32, row: i32, thing: Thing) -> Result<Id, Rejected> {
        let place = self.free_place(column, row, false)?;
        let id = self.scene.add(thing);
        self.scene.set(place, Cell::Thing(id));
        if let Some(room) = self.room_mut(column, row) {
            room.things.push(id);
        }
        Ok(id)
    }

    /// Puts a new thing into a room, of a drawn kind and color where none is given.
    pub(super) fn add(
        &mut self,
        column: i32,
        row: i32,
        kind: Option<Kind>,
        color: Option<Color>,
    ) -> Result<Id, Rejected> {
        let kind = kind.map_or_else(|| self.pick(&Kind::PLACED), Ok)?;
        let color = color.map_or_else(|| self.color(), Ok)?;
        self.place(column, row, Thing::loose(kind, color))
    }

    /// Puts the agent into a room, before no thing.
    pub(super) fn start_in(&mut self, column: i32, row: i32) -> Result<(), Rejected> {
        for _ in 0..STARTS {
            self.scene.agent = Place::NOWHERE;
            self.scene.agent = self.free_place(column, row, true)?;
            self.scene.facing = self.pick(&Facing::ALL)?;
            if !matches!(self.scene.cell(self.scene.front()), Cell::Thing(_)) {
                return Ok(());
            }
        }
        Err(Rejected)
    }

    /// Puts the agent into any room.
    pub(super) fn start(&mut self) -> Result<(), Rejected> {
        let column = self.number(0, self.layout.columns);
        let row = self.number(0, self.layout.rows);
        self.start_in(column, row)
    }
}
