//! What the original's wrapper offers to do, and what it says of what it does not offer.

use super::instruction::Move;
use super::sight::{Seen, Sight};
use super::thing::{Kind, Latch, Thing};
use super::way::Ways;
use std::collections::BTreeMap;

/// What an offer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    TurnLeft,
    TurnRight,
    Forward,
    PickUp,
    Drop,
    Toggle,
    /// Through an open door, or through one that is opened on the way.
    GoThrough,
    GoTo,
    Check,
}

/// One action that is offered.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Offer {
    /// As it is written in the grammar.
    pub(super) text: String,
    /// What it does.
    pub(super) verb: Verb,
    /// Name and number of what it is about, as the observation has them.
    pub(super) target: Option<(String, usize)>,
    /// The low-level moves that it stands for.
    pub(super) moves: Vec<Move>,
}

/// Everything that is offered, in the original's order, and the original's words for what is not.
#[derive(Clone, Debug, Default)]
pub(super) struct Offers {
    /// What is offered, in order.
    pub(super) list: Vec<Offer>,
    refusals: BTreeMap<String, String>,
}

impl Offers {
    /// What is offered in this situation.
    pub(super) fn of(sight: &Sight) -> Self {
        let ways = Ways::of(sight);
        let mut offers = Self::default();
        offers.add("turn left", Verb::TurnLeft, vec![Move::Left]);
        offers.add("turn right", Verb::TurnRight, vec![Move::Right]);
        if sight.is_blocked() {
            offers.refuse("move forward", "There is a barrier in front of you, you can't move forward.");
        } else {
            offers.add("move forward", Verb::Forward, vec![Move::Forward]);
        }
        if sight.carried.is_none() {
            let loose = sight.things().filter(|(_, thing)| thing.kind != Kind::Door);
            offers.approach(&ways, Verb::PickUp, "pickup", loose.map(|(seen, _)| seen), &[Move::PickUp]);
        }
        offers.drop(sight);
        for (seen, door) in sight.things().filter(|(_, thing)| thing.kind == Kind::Door) {
            offers.door(sight, &ways, seen, door);
        }
        offers.approach(&ways, Verb::GoTo, "go to", sight.things().map(|(seen, _)| seen), &[]);
        offers.add("check available actions", Verb::Check, Vec::new());
        offers
    }

    /// The offer with this text.
    pub(super) fn find(&self, text: &str) -> Option<&Offer> {
        self.list.iter().find(|offer| offer.text == text)
    }

    /// What the original says to an action that is not offered.
    pub(super) fn refusal(&self, text: &str) -> &str {
        let known = self.refusals.get(text).map(String::as_str);
        known.unwrap_or("The action is not recognized. Please check valid actions.")
    }

    /// The texts of all offers.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|offer| offer.text.as_str())
    }

    fn add(&mut self, text: &str, verb: Verb, moves: Vec<Move>) {
        self.list.push(Offer { text: text.to_owned(), verb, target: None, moves });
    }

    fn add_at(&mut self, text: String, verb: Verb, seen: &Seen, moves: Vec<Move>) {
        let target = Some((seen.name.clone(), seen.number));
        self.list.push(Offer { text, verb, target, moves });
    }

    fn refuse(&mut self, text: &str, why: &str) {
        self.refusals.insert(text.to_owned(), why.to_owned());
    }

    /// Ways that end before a thing. Only things that can be reached are numbered; so the numbers may differ from those of
    /// the observation.
    fn approach<'s>(
        &mut self,
        ways: &Ways,
        verb: Verb,
        word: &str,
        things: impl Iterator<Item = &'s Seen>,
        end: &[Move],
    ) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for seen in things {
            let count = counts.entry(&seen.name).or_default();
            let text = format!("{word} {} {}", seen.name, *count + 1);
            match ways.before(seen.place) {
                Some(mut moves) => {
                    *count += 1;
                    moves.extend(end);
                    self.add_at(text, verb, seen, moves);
                }
                None => self.no_path(&text),
            }
        }
    }

    fn no_path(&mut self, text: &str) {
        self.refuse(text, &format!("You cannot {text}, as there is no path leading to it."));
    }

    fn drop(&mut self, sight: &Sight) {
        if sight.carried.is_none() {
            return self.refuse("drop", "You cannot drop the object, as you are not carrying anything.");
        }
        let front = sight.agent.toward(sight.facing, 1);
        match sight.seen.iter().any(|seen| seen.place == front && seen.blocks()) {
            true => self
                .refuse("drop", "You cannot drop the object, as there is already an object in front of you."),
            false => self.add("drop", Verb::Drop, vec![Move::Drop]),
        }
    }

    fn door(&mut self, sight: &Sight, ways: &Ways, seen: &Seen, door: &Thing) {
        let name = format!("{} {}", seen.name, seen.number);
        let (through, opened) = (format!("go through {name}"), format!("toggle and go through {name}"));
        match door.latch {
            Latch::Open => match ways.into(seen.place) {
                Some(moves) => self.add_at(through, Verb::GoThrough, seen, moves),
                None => self.no_path(&through),
            },
            Latch::Closed => {
                self.opening(sight, ways, seen, opened);
                let why = format!("You cannot {through}, as it is closed. You should toggle it first.");
                self.refuse(&through, &why);
            }
            Latch::Locked => {
                let key = sight.carried.filter(|held| held.kind == Kind::Key);
                let why = match key {
                    None => "you are not carrying a key.",
                    Some(key) if key.color != door.color => {
                        "the color of the key you are carrying does not match the color of door."
                    }
                    Some(_) => return self.opening(sight, ways, seen, opened),
                };
                self.refuse(&opened, &format!("You cannot {opened}, as {why}"));
            }
        }
    }

    /// A way through a door that is opened on the way.
    fn opening(&mut self, sight: &Sight, ways: &Ways, seen: &Seen, text: String) {
        let Some(mut moves) = ways.before(seen.place) else {
            let why = format!(
                "You cannot toggle and go through {} {}, as there is no path leading to it.",
                seen.name,
                counts(sight, seen)
            );
            return self.refuse(&text, &why);
        };
        let near = moves.is_empty();
        moves.extend([Move::Toggle, Move::Forward]);
        self.add_at(text, Verb::GoThrough, seen, moves);
        if near && self.find("toggle").is_none() {
            self.add("toggle", Verb::Toggle, vec![Move::Toggle]);
        }
    }
}

/// How many doors of each name were counted up to this one: the original shows its whole count by mistake.
fn counts(sight: &Sight, last: &Seen) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for (seen, _) in sight.things().filter(|(_, thing)| thing.kind == Kind::Door) {
        match counts.iter_mut().find(|(name, _)| *name == seen.name) {
            Some((_, count)) => *count = seen.number,
            None => counts.push((&seen.name, seen.number)),
        }
        if std::ptr::eq(seen, last) {
            break;
        }
    }
    let counts: Vec<String> = counts.iter().map(|(name, count)| format!("'{name}': {count}")).collect();
    format!("{{{}}}", counts.join(", "))
}
