//! What an agent can do, and how it is said.

use super::lab::{End, Lab};
use super::noun::{end_phrase, phrase, with_contents};
use super::thing::{Hold, Id};
use serde_json::{Value, json};

/// What is done to one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum One {
    GoTo,
    Open,
    Close,
    PickUp,
    PutDown,
    Mix,
    Focus,
    Disconnect,
    Activate,
    Deactivate,
    Eat,
    Read,
    LookAt,
    LookIn,
}

/// What is done with one thing to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Two {
    Move,
    Pour,
    Dunk,
    UseOn,
}

/// One action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    LookAround,
    Inventory,
    Task,
    /// Lets this many ticks go by.
    Wait(u32),
    One(One, Id),
    Two(Two, Id, Id),
    Connect(End, End),
}

/// A verb with one object: the native tool, then its words in the grammar, the first being the usual ones.
pub(super) const ONES: [(One, &str, &[&str]); 14] = [
    (One::GoTo, "go_to", &["go to", "go through", "go into", "go", "move to"]),
    (One::Open, "open", &["open"]),
    (One::Close, "close", &["close"]),
    (One::PickUp, "pick_up", &["pick up", "take", "get"]),
    (One::PutDown, "put_down", &["put down", "drop"]),
    (One::Mix, "mix", &["mix"]),
    (One::Focus, "focus", &["focus on"]),
    (One::Disconnect, "disconnect", &["disconnect"]),
    (One::Activate, "activate", &["activate", "turn on"]),
    (One::Deactivate, "deactivate", &["deactivate", "turn off"]),
    (One::Eat, "eat", &["eat"]),
    (One::Read, "read", &["read"]),
    (One::LookAt, "look_at", &["look at", "examine"]),
    (One::LookIn, "look_in", &["look in", "look inside", "look on"]),
];

/// A verb with two objects: the native tool, its words, and the words between the objects.
pub(super) const TWOS: [(Two, &str, &[&str], &[&str]); 4] = [
    (Two::Move, "move_object", &["move", "put", "place"], &[" to ", " into ", " onto ", " in ", " on "]),
    (Two::Pour, "pour", &["pour"], &[" into ", " in ", " onto ", " on ", " to "]),
    (Two::Dunk, "dunk", &["dunk"], &[" into ", " in "]),
    (Two::UseOn, "use_on", &["use"], &[" on ", " with "]),
];

impl Action {
    /// Whether it only tells what is.
    pub(super) fn only_looks(self) -> bool {
        matches!(
            self,
            Self::LookAround | Self::Inventory | Self::Task | Self::One(One::LookAt | One::LookIn, _)
        )
    }

    /// How much time it takes.
    pub(super) fn ticks(self) -> u32 {
        match self {
            Self::Wait(ticks) => ticks,
            action => u32::from(!action.only_looks()),
        }
    }

    /// The action in the grammar. Read where the agent stands, it stands for this action alone.
    pub(super) fn words(self, lab: &Lab) -> String {
        match self {
            Self::LookAround => "look around".to_owned(),
            Self::Inventory => "inventory".to_owned(),
            Self::Task => "task".to_owned(),
            Self::Wait(10) => "wait".to_owned(),
            Self::Wait(ticks) => format!("wait{ticks}"),
            Self::One(verb, id) => format!("{} {}", first(one(verb).1), object(lab, verb, id)),
            Self::Two(verb, what, to) => {
                let (_, words, between) = two(verb);
                format!("{} {}{}{}", first(words), phrase(lab, what), first(between), phrase(lab, to))
            }
            Self::Connect(one, other) => {
                format!("connect {} to {}", end_phrase(lab, one), end_phrase(lab, other))
            }
        }
    }

    /// The action with each thing's contents and whereabouts, for a question.
    pub(super) fn told_apart(self, lab: &Lab) -> String {
        let full = |id: Id| format!("{}{}", with_contents(lab, id), lab.whereabouts(id));
        match self {
            Self::One(verb, id) => format!("{} {}", first(one(verb).1), full(id)),
            Self::Two(verb, what, to) => {
                let (_, words, between) = two(verb);
                format!("{} {}{}{}", first(words), full(what), first(between), full(to))
            }
            Self::Connect(one, other) => {
                let end = |end: End| {
                    let word = lab.thing(end.part).ends().get(end.side).copied().unwrap_or_default();
                    format!("{word} on {}", full(end.part))
                };
                format!("connect {} to {}", end(one), end(other))
            }
            _ => self.words(lab),
        }
    }

    /// The action as a call of a native tool.
    pub(super) fn native(self, lab: &Lab) -> (&'static str, Value) {
        match self {
            Self::LookAround => ("look_around", json!({})),
            Self::Inventory => ("inventory", json!({})),
            Self::Task => ("task", json!({})),
            Self::Wait(ticks) => ("wait", json!({"ticks": ticks})),
            Self::One(verb, id) => (one(verb).0, json!({"object": object(lab, verb, id)})),
            Self::Two(verb, what, to) => {
                (two(verb).0, json!({"object": phrase(lab, what), "target": phrase(lab, to)}))
            }
            Self::Connect(one, other) => {
                ("connect", json!({"from": end_phrase(lab, one), "to": end_phrase(lab, other)}))
            }
        }
    }
}

fn object(lab: &Lab, verb: One, id: Id) -> String {
    // A room that is not here is called by its name.
    if verb == One::GoTo && lab.thing(id).hold == Hold::Room {
        return lab.name(id).into_owned();
    }
    phrase(lab, id)
}

fn one(verb: One) -> (&'static str, &'static [&'static str]) {
    ONES.iter().find(|(other, ..)| *other == verb).map(|(_, tool, words)| (*tool, *words)).unwrap_or_default()
}

fn two(verb: Two) -> (&'static str, &'static [&'static str], &'static [&'static str]) {
    let row = TWOS.iter().find(|(other, ..)| *other == verb);
    row.map(|(_, tool, words, between)| (*tool, *words, *between)).unwrap_or_default()
}

fn first(words: &[&'static str]) -> &'static str {
    words.first().copied().unwrap_or_default()
}
