//! The lab: an arena of things, each in another, and what has happened in it.

use super::matter::Phase;
use super::thing::{Hold, Id, Role, Thing};

/// One end of a part of a circuit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    pub(super) part: Id,
    /// 0 or 1.
    pub(super) side: usize,
}

/// A lab at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lab {
    things: Vec<Thing>,
    /// What stands for a thing that does not exist, so that looking it up never fails.
    nothing: Thing,
    /// What is connected to what; each end at most once.
    pub(super) links: Vec<[End; 2]>,
    /// The agent.
    pub(super) agent: Id,
    /// What the agent has focused on last.
    pub(super) focus: Option<Id>,
    /// What has been measured with a thermometer, and at how many degrees Celsius.
    pub(super) measured: Vec<(Id, f64)>,
    /// Loads that run now, each with a source that drives it.
    pub(super) powered: Vec<(Id, Id)>,
    /// Ticks since the start.
    pub(super) clock: u32,
}

impl Lab {
    /// The place of what is nowhere: used up, or no longer of interest.
    pub(super) const NOWHERE: Id = Id(0);

    /// A lab without rooms.
    pub(super) fn new() -> Self {
        Self { things: vec![Thing::fixed("nowhere")], ..Self::default() }
    }

    /// The thing with this id.
    pub(super) fn thing(&self, id: Id) -> &Thing {
        self.things.get(id.0).unwrap_or(&self.nothing)
    }

    /// The same, to be changed.
    pub(super) fn thing_mut(&mut self, id: Id) -> &mut Thing {
        self.things.get_mut(id.0).unwrap_or(&mut self.nothing)
    }

    /// Every id but that of nowhere.
    pub(super) fn ids(&self) -> impl DoubleEndedIterator<Item = Id> + use<> {
        (1..self.things.len()).map(Id)
    }

    /// Adds a thing at the temperature of its place.
    pub(super) fn add(&mut self, place: Id, mut thing: Thing) -> Id {
        let id = Id(self.things.len());
        thing.place = place;
        thing.set_temperature(self.thing(place).temperature());
        self.things.push(thing);
        self.thing_mut(place).contents.push(id);
        id
    }

    /// Puts a thing elsewhere. Whatever it was connected to comes off.
    pub(super) fn put(&mut self, id: Id, place: Id) {
        let before = self.thing(id).place;
        self.thing_mut(before).contents.retain(|other| *other != id);
        self.thing_mut(id).place = place;
        self.thing_mut(place).contents.push(id);
        self.disconnect(id);
    }

    /// Takes every connection off a thing.
    pub(super) fn disconnect(&mut self, id: Id) {
        self.links.retain(|link| link.iter().all(|end| end.part != id));
    }

    /// Whether anything is connected to it.
    pub(super) fn is_connected(&self, id: Id) -> bool {
        self.links.iter().flatten().any(|end| end.part == id)
    }

    /// The places around a thing, from the inside to the room.
    pub(super) fn places(&self, id: Id) -> impl Iterator<Item = Id> {
        let up = |at: &Id| Some(self.thing(*at).place).filter(|place| *place != Self::NOWHERE);
        std::iter::successors(up(&id), up)
    }

    /// Whether a thing is somewhere inside another.
    pub(super) fn is_inside(&self, id: Id, place: Id) -> bool {
        self.places(id).any(|around| around == place)
    }

    /// The room in which a thing is; nowhere for what is in none, the room itself for a room.
    pub(super) fn room_of(&self, id: Id) -> Id {
        if self.thing(id).hold == Hold::Room {
            return id;
        }
        self.places(id).find(|place| self.thing(*place).hold == Hold::Room).unwrap_or(Self::NOWHERE)
    }

    /// The room in which the agent is.
    pub(super) fn here(&self) -> Id {
        self.thing(self.agent).place
    }

    /// The doors of a room, each with the room behind it.
    pub(super) fn doors(&self, room: Id) -> Vec<(Id, Id)> {
        let behind = |id: Id| match self.thing(id).role {
            Role::Door(one, other) if one == room => Some((id, other)),
            Role::Door(one, other) if other == room => Some((id, one)),
            _ => None,
        };
        let doors = &self.thing(Self::NOWHERE).contents;
        doors.iter().copied().filter_map(behind).collect()
    }

    /// Everything that the agent can see and reach: the room, what is in it, what it carries, and the doors.
    pub(super) fn visible(&self) -> Vec<Id> {
        let here = self.here();
        let mut found = vec![here];
        let mut at = 0;
        while let Some(id) = found.get(at) {
            let thing = self.thing(*id);
            if thing.accessible() {
                found.extend(&thing.contents);
            }
            at += 1;
        }
        found.extend(self.doors(here).into_iter().map(|(door, _)| door));
        found
    }

    /// The contents of a thing, by name.
    pub(super) fn sorted(&self, id: Id) -> Vec<Id> {
        let mut contents = self.thing(id).contents.clone();
        contents.sort_by_key(|id| (self.thing(*id).name, *id));
        contents
    }

    /// The phase of a thing; `None` for what is no substance.
    pub(super) fn phase(&self, id: Id) -> Option<Phase> {
        let thing = self.thing(id);
        thing.matter.map(|matter| matter.phase(thing.heat))
    }

    /// The amount of a substance in a thing, by the substance's name.
    pub(super) fn amount(&self, place: Id, name: &str) -> Option<Id> {
        let is = |id: &Id| self.thing(*id).matter.is_some_and(|matter| matter.name == name);
        self.thing(place).contents.iter().copied().find(is)
    }
}
