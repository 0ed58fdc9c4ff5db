//! The goal of a task.

use super::action::Treatment;
use super::house::{House, Thing};

/// What must hold in the end. The six kinds of task are its combinations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// Things of one kind are in or on one spot.
    Place {
        /// Kind of the things.
        thing: String,
        /// Kind of the spot.
        spot: String,
        /// How many things.
        count: usize,
        /// What has been done to them.
        treatment: Option<Treatment>,
    },
    /// A thing is held beside a lamp that has been switched on.
    Light {
        /// Kind of the thing.
        thing: String,
        /// Kind of the lamp.
        lamp: String,
    },
}

impl Goal {
    /// Whether it holds.
    pub(super) fn is_met(&self, house: &House) -> bool {
        match self {
            Self::Place { spot, count, .. } => (0..house.spots.len()).any(|at| {
                house.spots.get(at).is_some_and(|place| place.kind == *spot)
                    && house
                        .contents(at)
                        .filter(|(_, thing)| self.wants(thing) && self.is_treated(thing))
                        .count()
                        >= *count
            }),
            Self::Light { lamp, .. } => {
                let near =
                    |spot: usize| house.spots.get(spot).is_some_and(|place| place.location == house.here);
                let lit = |thing: &Thing| {
                    thing.kind == *lamp && thing.switchable && thing.switched && thing.spot.is_some_and(near)
                };
                house.held().is_some_and(|(_, thing)| self.wants(thing)) && house.things.iter().any(lit)
            }
        }
    }

    /// Whether a thing is of the kind that the goal speaks of and can be made to fit it.
    pub(super) fn wants(&self, thing: &Thing) -> bool {
        match self {
            Self::Place { thing: kind, treatment, .. } => {
                thing.kind == *kind && treatment.is_none_or(|how| thing.bears.contains(&how))
            }
            Self::Light { thing: kind, .. } => thing.kind == *kind,
        }
    }

    /// Whether that has been done to a thing which the goal asks for.
    pub(super) fn is_treated(&self, thing: &Thing) -> bool {
        match self {
            Self::Place { treatment, .. } => treatment.is_none_or(|how| thing.treated.contains(&how)),
            Self::Light { .. } => true,
        }
    }
}
