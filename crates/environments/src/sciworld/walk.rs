//! How tasks are solved: on a copy of the game, action by action, each written down as it is done.

use super::action::{Action, One, Two};
use super::game::Game;
use super::lab::{End, Lab};
use super::matter::WATER;
use super::thing::{Hold, Id, Role};
use crate::{Act, Shape};
use serde_json::json;
use std::collections::VecDeque;

/// A way through a task. Methods give `None` when it cannot go on, or need not.
pub(super) struct Walk {
    pub(super) game: Game,
    shape: Shape,
    calls: Vec<Act>,
}

impl Walk {
    /// A walk from here.
    pub(super) fn new(game: Game, shape: Shape) -> Self {
        Self { game, shape, calls: Vec::new() }
    }

    /// What has been done.
    pub(super) fn into_calls(self) -> Vec<Act> {
        self.calls
    }

    /// The lab as it is now.
    pub(super) fn lab(&self) -> &Lab {
        &self.game.lab
    }

    /// Does one action.
    pub(super) fn act(&mut self, action: Action) -> Option<()> {
        if self.game.done() {
            return None;
        }
        let (tool, arguments) = match self.shape {
            Shape::Native => action.native(self.lab()),
            Shape::AgentGym => ("step", json!({"action": action.words(self.lab())})),
        };
        self.game.play(action).ok()?;
        self.calls.push(Act { tool: tool.to_owned(), arguments });
        Some(())
    }

    /// Does something with one thing.
    pub(super) fn one(&mut self, verb: One, id: Id) -> Option<()> {
        self.act(Action::One(verb, id))
    }

    /// Does something with two things.
    pub(super) fn two(&mut self, verb: Two, what: Id, to: Id) -> Option<()> {
        self.act(Action::Two(verb, what, to))
    }

    /// Walks to a room, opening doors.
    pub(super) fn go(&mut self, room: Id) -> Option<()> {
        for (door, next) in way(self.lab(), room)? {
            if self.lab().thing(door).open == Some(false) {
                self.one(One::Open, door)?;
            }
            self.one(One::GoTo, next)?;
        }
        Some(())
    }

    /// Comes to where a thing can be reached, opening what it is in.
    pub(super) fn reach(&mut self, id: Id) -> Option<()> {
        if self.lab().is_inside(id, self.lab().agent) {
            return Some(());
        }
        self.go(self.lab().room_of(id))?;
        let places: Vec<Id> = self.lab().places(id).collect();
        places.into_iter().rev().try_for_each(|place| self.open(place))
    }

    /// Opens a thing unless it is open.
    pub(super) fn open(&mut self, id: Id) -> Option<()> {
        match self.lab().thing(id).open {
            Some(false) => self.one(One::Open, id),
            _ => Some(()),
        }
    }

    /// Focuses on a thing where it is.
    pub(super) fn focus(&mut self, id: Id) -> Option<()> {
        self.reach(id)?;
        self.one(One::Focus, id)
    }

    /// Takes a thing along.
    pub(super) fn take(&mut self, id: Id) -> Option<()> {
        if self.lab().is_inside(id, self.lab().agent) {
            return Some(());
        }
        self.reach(id)?;
        self.one(One::PickUp, id)
    }

    /// Brings a thing into or onto another, which stays where it is.
    pub(super) fn bring(&mut self, id: Id, to: Id) -> Option<()> {
        if self.lab().thing(id).place == to {
            return Some(());
        }
        self.take(id)?;
        self.reach(to)?;
        self.open(to)?;
        self.two(Two::Move, id, to)
    }

    /// Lets time go by until something holds.
    pub(super) fn wait_until(&mut self, holds: impl Fn(&Lab) -> bool) -> Option<()> {
        while !holds(self.lab()) {
            self.act(Action::Wait(10))?;
        }
        Some(())
    }

    /// Connects two ends.
    pub(super) fn connect(&mut self, one: (Id, usize), other: (Id, usize)) -> Option<()> {
        let end = |(part, side)| End { part, side };
        self.act(Action::Connect(end(one), end(other)))
    }

    /// Puts water from a tap into a carried vessel.
    pub(super) fn fill(&mut self, vessel: Id) -> Option<()> {
        self.take(vessel)?;
        let tap = self.nearest(|lab, id| matches!(lab.thing(id).role, Role::Tap(WATER)))?;
        self.bring(vessel, tap)?;
        self.one(One::Activate, tap)?;
        self.one(One::Deactivate, tap)?;
        self.take(vessel)
    }

    /// The vessel in which a substance is.
    pub(super) fn vessel(&self, id: Id) -> Option<Id> {
        let place = self.lab().thing(id).place;
        (self.lab().thing(place).hold == Hold::Vessel).then_some(place)
    }

    /// The nearest thing that fits.
    pub(super) fn nearest(&self, fits: impl Fn(&Lab, Id) -> bool) -> Option<Id> {
        let lab = self.lab();
        let found = lab.ids().filter(|id| fits(lab, *id));
        found.filter_map(|id| Some((way(lab, lab.room_of(id))?.len(), id))).min().map(|(_, id)| id)
    }
}

/// The doors and rooms on the shortest way to a room.
fn way(lab: &Lab, room: Id) -> Option<Vec<(Id, Id)>> {
    let mut from: Vec<(Id, Id, Id)> = Vec::new();
    let mut queue = VecDeque::from([lab.here()]);
    while let Some(at) = queue.pop_front() {
        if at == room {
            let mut way = Vec::new();
            let mut at = at;
            while let Some((_, door, before)) = from.iter().find(|(to, ..)| *to == at && at != lab.here()) {
                way.push((*door, at));
                at = *before;
            }
            way.reverse();
            return Some(way);
        }
        for (door, next) in lab.doors(at) {
            if next != lab.here() && from.iter().all(|(known, ..)| *known != next) {
                from.push((next, door, at));
                queue.push_back(next);
            }
        }
    }
    None
}
