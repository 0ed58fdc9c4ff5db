//! What a mission says of a thing, and which things that fits.

use super::place::{Facing, Place};
use super::scene::{Cell, Scene};
use super::thing::{Color, Id, Kind, Thing};

/// Where a thing is, as seen from where the agent starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
    Front,
    Behind,
}

impl Side {
    /// In the order in which the original draws.
    pub(super) const ALL: [Self; 4] = [Self::Left, Self::Right, Self::Front, Self::Behind];

    fn words(self) -> &'static str {
        match self {
            Self::Left => " on your left",
            Self::Right => " on your right",
            Self::Front => " in front of you",
            Self::Behind => " behind you",
        }
    }

    fn holds(self, place: Place, agent: Place, facing: Facing) -> bool {
        let (ahead, aside) = (place.ahead(agent, facing), place.aside(agent, facing));
        match self {
            Self::Left => aside < 0,
            Self::Right => aside > 0,
            Self::Front => ahead > 0,
            Self::Behind => ahead < 0,
        }
    }
}

/// A description and what it fits.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Description {
    /// Any where it is not given.
    pub(super) kind: Option<Kind>,
    pub(super) color: Option<Color>,
    side: Option<Side>,
    /// What it fits, as found at the start.
    pub(super) things: Vec<Id>,
    /// Where those things were when something was last put down.
    pub(super) places: Vec<Place>,
    /// Walls that it fits: a grey object may be one.
    walls: usize,
}

impl Description {
    /// A description; what is not given may be anything. It fits nothing until [`Description::find`].
    pub(super) fn new(kind: Option<Kind>, color: Option<Color>, side: Option<Side>) -> Self {
        Self { kind, color, side, things: Vec::new(), places: Vec::new(), walls: 0 }
    }

    /// A thing by kind and color.
    pub(super) fn of(thing: &Thing) -> Self {
        Self::new(Some(thing.kind), Some(thing.color), None)
    }

    /// How many things and walls it fits.
    pub(super) fn count(&self) -> usize {
        self.things.len() + self.walls
    }

    /// Finds what it fits now. `room` is the side of a square room in cells; only what is in the agent's room has a side.
    pub(super) fn find(&mut self, scene: &Scene, room: i32) {
        (self.things, self.places, self.walls) = (Vec::new(), Vec::new(), 0);
        for place in scene.places() {
            let fits = match scene.cell(place) {
                Cell::Empty => false,
                Cell::Wall => self.kind.is_none() && self.color.is_none_or(|color| color == Color::Grey),
                Cell::Thing(id) => scene.thing(id).is_some_and(|thing| self.fits(thing)),
            };
            if !fits || !self.is_beside(scene, place, room) {
                continue;
            }
            match scene.cell(place) {
                Cell::Thing(id) => {
                    self.things.push(id);
                    self.places.push(place);
                }
                _ => self.walls += 1,
            }
        }
    }

    /// Finds where the things are now; what is carried is nowhere.
    pub(super) fn find_again(&mut self, scene: &Scene) {
        let here = |place: &Place| scene.thing_at(*place).is_some_and(|(id, _)| self.things.contains(&id));
        self.places = scene.places().filter(here).collect();
    }

    /// The words of a mission.
    pub(super) fn words(&self) -> String {
        let article = if self.count() > 1 { "a" } else { "the" };
        let color = self.color.map(|color| format!("{} ", color.word())).unwrap_or_default();
        let side = self.side.map_or("", Side::words);
        format!("{article} {color}{}{side}", self.kind.map_or("object", Kind::word))
    }

    fn fits(&self, thing: &Thing) -> bool {
        self.kind.is_none_or(|kind| kind == thing.kind) && self.color.is_none_or(|color| color == thing.color)
    }

    fn is_beside(&self, scene: &Scene, place: Place, room: i32) -> bool {
        let Some(side) = self.side else { return true };
        let corner = |at: i32| at / (room - 1) * (room - 1);
        let (left, top) = (corner(scene.agent.x), corner(scene.agent.y));
        let inside = (left..left + room).contains(&place.x) && (top..top + room).contains(&place.y);
        inside && side.holds(place, scene.agent, scene.facing)
    }
}
