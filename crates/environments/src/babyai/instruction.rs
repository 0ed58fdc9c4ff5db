//! What a mission asks for, and when it is fulfilled.

use super::description::Description;
use super::place::Place;
use super::scene::Scene;
use super::thing::{Id, Kind, Latch};

/// The original's low-level moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    Left,
    Right,
    Forward,
    PickUp,
    Drop,
    Toggle,
}

/// What a move means for an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Continue,
    Success,
    Failure,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Deed {
    GoTo(Description),
    /// Strict: any other door counts as a failure.
    Open {
        door: Description,
        strict: bool,
    },
    /// Strict: any other thing counts as a failure.
    PickUp {
        what: Description,
        strict: bool,
        before: Option<Id>,
    },
    PutNext {
        what: Description,
        to: Description,
        before: Option<Id>,
    },
}

/// How two instructions follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    And,
    /// The first before the second.
    Then,
    /// The first after the second.
    After,
}

/// A mission.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Instruction {
    Do(Deed),
    Both { order: Order, parts: Box<[Instruction; 2]>, done: [bool; 2] },
}

impl Deed {
    /// Open one of these doors.
    pub(super) fn open(door: Description) -> Self {
        Self::Open { door, strict: false }
    }

    /// Pick one of these up.
    pub(super) fn pick_up(what: Description) -> Self {
        Self::PickUp { what, strict: false, before: None }
    }

    /// Put one of these next to one of those.
    pub(super) fn put_next(what: Description, to: Description) -> Self {
        Self::PutNext { what, to, before: None }
    }

    /// Its descriptions.
    pub(super) fn descriptions(&mut self) -> Vec<&mut Description> {
        match self {
            Self::GoTo(what) | Self::Open { door: what, .. } | Self::PickUp { what, .. } => vec![what],
            Self::PutNext { what, to, .. } => vec![what, to],
        }
    }

    fn words(&self) -> String {
        match self {
            Self::GoTo(what) => format!("go to {}", what.words()),
            Self::Open { door, .. } => format!("open {}", door.words()),
            Self::PickUp { what, .. } => format!("pick up {}", what.words()),
            Self::PutNext { what, to, .. } => format!("put {} next to {}", what.words(), to.words()),
        }
    }

    fn judge(&mut self, scene: &Scene, made: Move) -> Verdict {
        match self {
            Self::GoTo(what) => when(what.places.contains(&scene.front())),
            Self::Open { door, strict } => judge_open(door, *strict, scene, made),
            Self::PickUp { what, strict, before } => {
                let carried = std::mem::replace(before, scene.carried);
                if made != Move::PickUp {
                    return Verdict::Continue;
                }
                let wanted = scene.carried.is_some_and(|id| what.things.contains(&id));
                match carried.is_none() && wanted {
                    true => Verdict::Success,
                    false if *strict && scene.carried.is_some() => Verdict::Failure,
                    false => Verdict::Continue,
                }
            }
            Self::PutNext { what, to, before } => {
                let carried = std::mem::replace(before, scene.carried);
                let dropped = carried.filter(|id| made == Move::Drop && what.things.contains(id));
                let place = dropped.and_then(|id| scene.place_of(id)).unwrap_or(Place::NOWHERE);
                when(to.places.iter().any(|other| other.distance(place) == 1))
            }
        }
    }
}

fn when(success: bool) -> Verdict {
    if success { Verdict::Success } else { Verdict::Continue }
}

fn judge_open(door: &Description, strict: bool, scene: &Scene, made: Move) -> Verdict {
    let front = scene.thing_at(scene.front()).filter(|(_, thing)| thing.kind == Kind::Door);
    match front.filter(|_| made == Move::Toggle) {
        Some((id, thing)) if thing.latch == Latch::Open && door.things.contains(&id) => Verdict::Success,
        Some(_) if strict => Verdict::Failure,
        _ => Verdict::Continue,
    }
}

impl Instruction {
    /// Two instructions in this order.
    pub(super) fn both(order: Order, first: Self, second: Self) -> Self {
        Self::Both { order, parts: Box::new([first, second]), done: [false; 2] }
    }

    /// Calls `visit` for every deed, the first named first.
    pub(super) fn each(&mut self, visit: &mut impl FnMut(&mut Deed)) {
        match self {
            Self::Do(deed) => visit(deed),
            Self::Both { parts, .. } => parts.iter_mut().for_each(|part| part.each(visit)),
        }
    }

    /// The mission in words.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Do(deed) => deed.words(),
            Self::Both { order, parts, .. } => {
                let [first, second] = parts.as_ref();
                let between = match order {
                    Order::And => " and ",
                    Order::Then => ", then ",
                    Order::After => " after you ",
                };
                format!("{}{between}{}", first.words(), second.words())
            }
        }
    }

    /// How many ways across the whole world the original allows for.
    pub(super) fn errands(&self) -> u32 {
        match self {
            Self::Do(Deed::PutNext { .. }) => 2,
            Self::Do(_) => 1,
            Self::Both { parts, .. } => parts.iter().map(Self::errands).sum(),
        }
    }

    /// Judges a move that was just made.
    pub(super) fn judge(&mut self, scene: &Scene, made: Move) -> Verdict {
        let (order, parts, done) = match self {
            Self::Do(deed) => return deed.judge(scene, made),
            Self::Both { order, parts, done } => (*order, parts.as_mut(), done),
        };
        let [first, second] = parts;
        let [first_done, second_done] = done;
        match order {
            Order::And => {
                *first_done = *first_done || first.judge(scene, made) == Verdict::Success;
                *second_done = *second_done || second.judge(scene, made) == Verdict::Success;
                when(*first_done && *second_done)
            }
            Order::Then => in_turn((first, first_done), second, scene, made),
            Order::After => in_turn((second, second_done), first, scene, made),
        }
    }
}

/// One instruction and then another: only once the first is fulfilled is the other looked at.
fn in_turn(
    (first, done): (&mut Instruction, &mut bool),
    second: &mut Instruction,
    scene: &Scene,
    made: Move,
) -> Verdict {
    if !*done {
        let verdict = first.judge(scene, made);
        if verdict != Verdict::Success {
            return verdict;
        }
        *done = true;
    }
    second.judge(scene, made)
}
