//! Why a native call is not possible, and what to do instead.

use super::offer::Verb;
use super::sight::Sight;
use super::thing::{Kind, Latch};
use wire::excerpt;

/// Why something that is about no thing in particular is not possible.
pub(super) fn of(sight: &Sight, verb: Verb) -> String {
    match verb {
        Verb::Forward => "There is a wall or a box in front of you; turn, or pick the box up.".to_owned(),
        Verb::Drop if sight.carried.is_none() => "You are not carrying anything.".to_owned(),
        Verb::Drop => "The cell in front of you is not free; turn, or walk to a free cell.".to_owned(),
        _ => match sight.front() {
            Some((_, thing)) if thing.kind == Kind::Door && thing.latch == Latch::Locked => locked(sight),
            _ => "There is no door in front of you; go to one first.".to_owned(),
        },
    }
}

/// Why something that is about this thing is not possible.
pub(super) fn at(sight: &Sight, verb: Verb, name: &str, number: usize) -> String {
    let found = sight.things().find(|(seen, _)| seen.name == name && seen.number == number);
    let Some((seen, thing)) = found else {
        let seen: Vec<String> =
            sight.things().map(|(seen, _)| format!("{} {}", seen.name, seen.number)).collect();
        let list = if seen.is_empty() { "nothing but walls".to_owned() } else { seen.join(", ") };
        return format!("You see no {} {number}; you see {list}.", excerpt(name));
    };
    match (verb, thing.kind, sight.carried) {
        (Verb::PickUp, Kind::Door, _) => "A door cannot be picked up.".to_owned(),
        (Verb::PickUp, _, Some(held)) => {
            format!("You carry a {}; drop it first.", held.name())
        }
        (Verb::GoThrough, Kind::Box | Kind::Ball | Kind::Key, _) => "That is not a door.".to_owned(),
        (Verb::GoThrough, Kind::Door, _) if thing.latch == Latch::Locked && !has_key(sight, thing.color) => {
            locked(sight)
        }
        _ => format!(
            "You see no free way to {} {}; move what is in the way, or look from elsewhere.",
            seen.name, seen.number
        ),
    }
}

fn has_key(sight: &Sight, color: super::thing::Color) -> bool {
    sight.carried.is_some_and(|held| held.kind == Kind::Key && held.color == color)
}

fn locked(sight: &Sight) -> String {
    match sight.carried {
        Some(held) => format!("The door is locked; you need the key of its color, not the {}.", held.name()),
        None => "The door is locked; you need the key of its color in your hand.".to_owned(),
    }
}
