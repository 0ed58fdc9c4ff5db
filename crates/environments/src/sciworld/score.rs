//! The score: subgoals in order, each worth some of 100 points, and what fails a task.

use super::circuit;
use super::lab::{End, Lab};
use super::life::Realm;
use super::matter::Phase;
use super::thing::{Hold, Id, Part, Thing};
use std::collections::BTreeSet;

/// What the agent is to focus on.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    Thing(Id),
    /// Any amount of a substance, by name.
    Matter(&'static str),
    Living,
    NotLiving,
    Of(Realm),
}

impl Target {
    /// Whether a thing is one that is meant.
    pub(super) fn fits(&self, lab: &Lab, id: Id) -> bool {
        let thing = lab.thing(id);
        let life = thing.life.filter(|life| life.alive);
        match self {
            Self::Thing(wanted) => *wanted == id,
            Self::Matter(name) => thing.matter.is_some_and(|matter| matter.name == *name),
            Self::Living => life.is_some(),
            Self::NotLiving => thing.life.is_none(),
            Self::Of(realm) => life.is_some_and(|life| life.species.realm == *realm),
        }
    }
}

/// What a check looks at: a thing, or, if that is `None`, whatever the agent has focused on last.
pub(super) type Subject = Option<Id>;

/// What can be true of a lab.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Check {
    /// The agent has focused on it.
    Focus(Target),
    /// The agent is in a room.
    AgentIn(Id),
    /// One thing is somewhere inside another.
    Inside(Id, Id),
    /// What the agent has focused on is inside a thing.
    FocusInside(Id),
    /// It is at least this warm, in degrees Celsius.
    Warmer(Subject, f64),
    /// It is at most this warm, in degrees Celsius.
    Colder(Subject, f64),
    /// It is of this phase.
    Phase(Subject, Phase),
    /// It is of another phase.
    NotPhase(Subject, Phase),
    /// It is at least one degree Celsius away from a temperature.
    Away(Subject, f64),
    /// It has been measured when it was at least this warm, in degrees Celsius.
    Measured(Id, f64),
    /// Both its ends are connected.
    Linked(Id),
    /// It runs; by a source that is renewable, or is not, where that is said.
    Powered(Id, Option<bool>),
    /// All these substances are in one vessel, or the product is somewhere already.
    Together(&'static [&'static str], &'static str),
    /// There is some of a substance.
    Exists(&'static str),
    /// A plant stands in soil.
    Planted(Id),
    /// A living thing has reached a stage.
    Stage(Id, usize),
}

impl Check {
    fn holds(&self, lab: &Lab) -> bool {
        match self {
            // What has been focused on is kept by the score.
            Self::Focus(_) => false,
            Self::AgentIn(room) => lab.here() == *room,
            Self::Inside(id, place) => lab.is_inside(*id, *place),
            Self::FocusInside(place) => lab.focus.is_some_and(|id| lab.is_inside(id, *place)),
            Self::Warmer(subject, least) => degrees(lab, *subject).is_some_and(|now| now >= *least),
            Self::Colder(subject, most) => degrees(lab, *subject).is_some_and(|now| now <= *most),
            Self::Away(subject, from) => degrees(lab, *subject).is_some_and(|now| (now - from).abs() >= 1.0),
            Self::Phase(subject, phase) => phase_of(lab, *subject).is_some_and(|now| now == *phase),
            Self::NotPhase(subject, phase) => phase_of(lab, *subject).is_some_and(|now| now != *phase),
            Self::Measured(id, least) => {
                lab.measured.iter().any(|(other, celsius)| other == id && celsius >= least)
            }
            Self::Linked(id) => {
                [0, 1].into_iter().all(|side| circuit::linked(lab, End { part: *id, side }).is_some())
            }
            Self::Powered(id, renewable) => lab.powered.iter().any(|(load, source)| {
                load == id && renewable.is_none_or(|wanted| is_renewable(lab.thing(*source)) == wanted)
            }),
            Self::Together(parts, product) => together(lab, parts) || exists(lab, product),
            Self::Exists(name) => exists(lab, name),
            Self::Planted(id) => lab.amount(lab.thing(*id).place, super::matter::SOIL.name).is_some(),
            Self::Stage(id, least) => {
                lab.thing(*id).life.is_some_and(|life| life.alive && life.stage >= *least)
            }
        }
    }
}

fn degrees(lab: &Lab, subject: Subject) -> Option<f64> {
    subject.or(lab.focus).map(|id| lab.thing(id).temperature())
}

fn phase_of(lab: &Lab, subject: Subject) -> Option<Phase> {
    subject.or(lab.focus).and_then(|id| lab.phase(id))
}

fn is_renewable(source: &Thing) -> bool {
    matches!(source.part, Some(Part::Source(drive)) if drive.renewable())
}

fn exists(lab: &Lab, name: &str) -> bool {
    let is =
        |thing: &Thing| thing.place != Lab::NOWHERE && thing.matter.is_some_and(|matter| matter.name == name);
    lab.ids().any(|id| is(lab.thing(id)))
}

fn together(lab: &Lab, parts: &[&str]) -> bool {
    let holds = |id: Id| {
        lab.thing(id).hold == Hold::Vessel && parts.iter().all(|part| lab.amount(id, part).is_some())
    };
    lab.ids().any(holds)
}

/// A subgoal.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Goal {
    pub(super) points: i32,
    pub(super) check: Check,
}

/// How far a task has got.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Score {
    /// Subgoals, in order; their points are 100 in all.
    goals: Vec<Goal>,
    /// What fails the task.
    traps: Vec<Check>,
    /// How many subgoals are reached.
    pub(super) reached: usize,
    /// The subgoals whose thing has been focused on.
    focused: BTreeSet<usize>,
    pub(super) failed: bool,
}

/// What a failed task scores.
const FAILED: i32 = -100;

impl Score {
    /// A task at its start.
    pub(super) fn new(goals: Vec<(i32, Check)>, traps: Vec<Check>) -> Self {
        let goals = goals.into_iter().map(|(points, check)| Goal { points, check }).collect();
        Self { goals, traps, ..Self::default() }
    }

    /// Points so far, of 100; -100 for a task that has failed.
    pub(super) fn points(&self) -> i32 {
        if self.failed {
            return FAILED;
        }
        self.goals.iter().take(self.reached).map(|goal| goal.points).sum()
    }

    /// Whether every subgoal is reached.
    pub(super) fn won(&self) -> bool {
        !self.failed && self.reached == self.goals.len()
    }

    /// How many subgoals there are.
    pub(super) fn goals(&self) -> usize {
        self.goals.len()
    }

    /// The agent has focused on a thing: the next one that it should, one that it had, or a wrong one.
    pub(super) fn focus(&mut self, lab: &Lab, id: Id) {
        let wanted = self.goals.iter().enumerate().filter_map(|(at, goal)| match &goal.check {
            Check::Focus(target) => Some((at, target.fits(lab, id))),
            _ => None,
        });
        let wanted: Vec<(usize, bool)> = wanted.collect();
        let next = wanted.iter().find(|(at, _)| !self.focused.contains(at));
        match next {
            Some((at, true)) => {
                self.focused.insert(*at);
            }
            _ => self.failed |= !wanted.iter().any(|(at, fits)| *fits && self.focused.contains(at)),
        }
    }

    /// Takes note of what holds now.
    pub(super) fn update(&mut self, lab: &Lab) {
        self.failed |= self.traps.iter().any(|trap| trap.holds(lab));
        while let Some(goal) = self.goals.get(self.reached).filter(|_| !self.failed) {
            if !goal.check.holds(lab) && !self.focused.contains(&self.reached) {
                break;
            }
            self.reached += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Check, Score, Target};
    use crate::sciworld::lab::Lab;
    use crate::sciworld::thing::{Hold, Id, Thing};

    #[test]
    fn a_wrong_focus_fails_and_a_second_look_does_not() {
        let mut lab = Lab::new();
        let room = lab.add(Lab::NOWHERE, Thing::fixed("room").holding(Hold::Room));
        let things: [Id; 3] = ["a", "b", "c"].map(|name| lab.add(room, Thing::portable(name)));
        let check = |focused: &[usize], points: i32, failed: bool| {
            let goals = [0, 1].map(|at| (50, Check::Focus(Target::Thing(things[at]))));
            let mut score = Score::new(goals.into(), Vec::new());
            for at in focused {
                score.focus(&lab, things[*at]);
                score.update(&lab);
            }
            assert_eq!((score.points(), score.failed), (points, failed), "{focused:?}");
        };
        check(&[], 0, false);
        check(&[0], 50, false);
        check(&[0, 0], 50, false);
        check(&[0, 1, 0], 100, false);
        check(&[1], -100, true);
        check(&[0, 2], -100, true);
    }
}
