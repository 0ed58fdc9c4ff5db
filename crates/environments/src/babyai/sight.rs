//! What the agent sees, as a list, nearest first, and in words.

use super::place::{Facing, Place};
use super::scene::Scene;
use super::thing::{Color, Kind, Latch, Thing};
use super::view::{self, SIDE, View};

/// Something seen; walls as well.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Seen {
    /// `None` for a wall.
    pub(super) thing: Option<Thing>,
    /// The cell it is in.
    pub(super) place: Place,
    /// Steps along rows and columns.
    pub(super) distance: i32,
    /// As observations name it: `red ball`, `red closed door`.
    pub(super) name: String,
    /// Counted from 1 among those of the same name, nearest first.
    pub(super) number: usize,
}

impl Seen {
    /// Whether nobody can walk there; doors are no hindrance to the original's plans, even closed ones.
    pub(super) fn blocks(&self) -> bool {
        self.thing.is_none_or(|thing| thing.kind != Kind::Door)
    }

    /// Whether the original speaks of it as something that one faces.
    fn is_barrier(&self) -> bool {
        self.thing.is_none_or(|thing| thing.kind == Kind::Box)
    }
}

/// Everything that is seen from one place.
#[derive(Clone, Debug)]
pub(super) struct Sight {
    /// Where the agent stands.
    pub(super) agent: Place,
    /// Where it looks.
    pub(super) facing: Facing,
    /// What it carries.
    pub(super) carried: Option<Thing>,
    /// Nearest first; among equals from the farthest row to the agent's own and from left to right.
    pub(super) seen: Vec<Seen>,
}

impl Sight {
    /// Reads a view; where the agent stands and what it carries is as it is now.
    pub(super) fn new(scene: &Scene, view: &View) -> Self {
        let cells = (0..SIDE).flat_map(|row| (0..SIDE).map(move |column| (column, row)));
        let seen = cells.filter_map(|(column, row)| {
            let place = view::place(scene, column, row);
            let distance = place.distance(scene.agent);
            let thing = decode(view.code(column, row))?;
            let near = place.x >= 0 && place.y >= 0 && distance > 0;
            near.then_some(Seen { thing, place, distance, name: String::new(), number: 0 })
        });
        let mut seen: Vec<Seen> = seen.collect();
        seen.sort_by_key(|seen| seen.distance);
        number(&mut seen);
        Self { agent: scene.agent, facing: scene.facing, carried: scene.held().copied(), seen }
    }

    /// Things without walls.
    pub(super) fn things(&self) -> impl Iterator<Item = (&Seen, &Thing)> {
        self.seen.iter().filter_map(|seen| seen.thing.as_ref().map(|thing| (seen, thing)))
    }

    /// The nearest wall or box straight ahead, and its distance.
    fn barrier(&self) -> Option<(&'static str, i32)> {
        let ahead = self
            .seen
            .iter()
            .filter(|seen| seen.is_barrier() && seen.place.aside(self.agent, self.facing) == 0);
        let nearest = ahead.min_by_key(|seen| seen.distance)?;
        Some((nearest.thing.map_or("wall", |thing| thing.kind.word()), nearest.distance))
    }

    /// Whether a wall or a box is right in front.
    pub(super) fn is_blocked(&self) -> bool {
        self.barrier().is_some_and(|(_, distance)| distance <= 1)
    }

    /// What is right in front, unless it is a wall.
    pub(super) fn front(&self) -> Option<(&Seen, &Thing)> {
        let front = self.agent.toward(self.facing, 1);
        self.things().find(|(seen, _)| seen.place == front)
    }

    /// The observation in the original's words.
    pub(super) fn words(&self) -> String {
        let mut text = String::new();
        if self.seen.is_empty() {
            text.push_str("You cannot see any objects within sight.");
        } else {
            text.push_str("In front of you in this room, you can see several objects: ");
        }
        for (seen, _) in self.things() {
            let ahead = seen.place.ahead(self.agent, self.facing);
            let place = match seen.place.aside(self.agent, self.facing) {
                0 => format!("right in front of you {ahead} steps away. "),
                right if right > 0 => {
                    format!("{ahead} steps in front of you and {right} steps to your right. ")
                }
                left => format!("{ahead} steps in front of you and {} steps to your left. ", -left),
            };
            text.push_str(&format!("There is a {} {} {place} ", seen.name, seen.number));
        }
        text.push_str("The room has walls around you. ");
        if let Some((name, distance)) = self.barrier() {
            text.push_str(&format!("You are facing a {name} {distance} steps away. "));
        }
        match self.carried {
            Some(thing) => text.push_str(&format!("You are carrying a {}.", thing.name())),
            None => text.push_str("You are not carrying anything."),
        }
        text
    }
}

/// What the three numbers of a cell stand for: nothing, a wall, a thing.
fn decode([kind, color, latch]: [u8; 3]) -> Option<Option<Thing>> {
    if kind == 2 {
        return Some(None);
    }
    let kind = Kind::ALL.into_iter().find(|known| known.code() == kind)?;
    let color = Color::ALL.into_iter().find(|known| known.code() == color)?;
    let latches = [Latch::Open, Latch::Closed, Latch::Locked];
    let latch = latches.into_iter().find(|known| known.code() == latch)?;
    Some(Some(Thing { kind, color, latch, inside: None }))
}

fn number(seen: &mut [Seen]) {
    let mut names: Vec<(String, usize)> = Vec::new();
    for seen in seen {
        let Some(thing) = seen.thing else { continue };
        seen.name = thing.seen();
        seen.number = match names.iter_mut().find(|(name, _)| *name == seen.name) {
            Some((_, count)) => {
                *count += 1;
                *count
            }
            None => {
                names.push((seen.name.clone(), 1));
                1
            }
        };
    }
}
