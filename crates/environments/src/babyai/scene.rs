//! The whole world of one episode: grid, things, and who walks in it.

use super::place::{Facing, Place};
use super::thing::{Id, Kind, Latch, Thing};

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Empty,
    Wall,
    Thing(Id),
}

/// Grid, things and agent.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Scene {
    /// Columns of the grid.
    pub(super) width: i32,
    /// Rows of the grid.
    pub(super) height: i32,
    cells: Vec<Cell>,
    things: Vec<Thing>,
    /// Where the agent is.
    pub(super) agent: Place,
    /// Where it looks.
    pub(super) facing: Facing,
    /// What it carries; that stands in no cell.
    pub(super) carried: Option<Id>,
}

impl Scene {
    /// An empty world with the agent at this place.
    pub(super) fn new(width: i32, height: i32, agent: Place) -> Self {
        let cells = vec![Cell::Empty; usize::try_from(width * height).unwrap_or_default()];
        Self { width, height, cells, things: Vec::new(), agent, facing: Facing::Right, carried: None }
    }

    fn at(&self, place: Place) -> Option<usize> {
        let inside = (0..self.width).contains(&place.x) && (0..self.height).contains(&place.y);
        inside.then(|| usize::try_from(place.y * self.width + place.x).unwrap_or_default())
    }

    /// What a cell holds; outside there is wall.
    pub(super) fn cell(&self, place: Place) -> Cell {
        self.at(place).and_then(|at| self.cells.get(at)).copied().unwrap_or(Cell::Wall)
    }

    /// Puts something into a cell; nothing happens outside.
    pub(super) fn set(&mut self, place: Place, cell: Cell) {
        if let Some(slot) = self.at(place).and_then(|at| self.cells.get_mut(at)) {
            *slot = cell;
        }
    }

    /// Takes a thing into the list, without a place yet.
    pub(super) fn add(&mut self, thing: Thing) -> Id {
        self.things.push(thing);
        self.things.len() - 1
    }

    /// A thing by its number.
    pub(super) fn thing(&self, id: Id) -> Option<&Thing> {
        self.things.get(id)
    }

    /// The same, to be changed.
    pub(super) fn thing_mut(&mut self, id: Id) -> Option<&mut Thing> {
        self.things.get_mut(id)
    }

    /// The thing in a cell.
    pub(super) fn thing_at(&self, place: Place) -> Option<(Id, &Thing)> {
        match self.cell(place) {
            Cell::Thing(id) => self.thing(id).map(|thing| (id, thing)),
            _ => None,
        }
    }

    /// What the agent carries.
    pub(super) fn held(&self) -> Option<&Thing> {
        self.carried.and_then(|id| self.thing(id))
    }

    /// The cell in front of the agent.
    pub(super) fn front(&self) -> Place {
        self.agent.toward(self.facing, 1)
    }

    /// All places, column by column, as the original walks over them.
    pub(super) fn places(&self) -> impl Iterator<Item = Place> + use<> {
        let (width, height) = (self.width, self.height);
        (0..width).flat_map(move |x| (0..height).map(move |y| Place { x, y }))
    }

    /// Where a thing stands.
    pub(super) fn place_of(&self, id: Id) -> Option<Place> {
        self.places().find(|place| self.cell(*place) == Cell::Thing(id))
    }

    /// Whether the agent can step into a cell as it is now.
    pub(super) fn is_free(&self, place: Place) -> bool {
        match self.cell(place) {
            Cell::Empty => true,
            Cell::Wall => false,
            Cell::Thing(_) => self
                .thing_at(place)
                .is_some_and(|(_, thing)| thing.kind == Kind::Door && thing.latch == Latch::Open),
        }
    }

    /// The original's three numbers for a cell.
    pub(super) fn code(&self, place: Place) -> [u8; 3] {
        match self.cell(place) {
            Cell::Empty => [1, 0, 0],
            Cell::Wall => [2, 5, 0],
            Cell::Thing(id) => self.thing(id).map_or([1, 0, 0], Thing::code),
        }
    }
}
