//! The action grammar: what an agent's text may stand for.

use super::action::{Action, ONES, One, TWOS, Two};
use super::lab::{End, Lab};
use super::noun::{ends, find, find_among};
use super::thing::{Id, Role};

/// The grammar, for an agent.
pub(super) const GRAMMAR: &str = "Plays one action in the lab and returns what you see. OBJ is a thing as you see it, if \
    need be with its place (water in tin cup) or contents (cup containing water). The actions are:\n\
    open OBJ, close OBJ - a door or a container\n\
    go to LOC - a room behind an open door of this room\n\
    pick up OBJ, put down OBJ\n\
    move OBJ to OBJ - puts a thing in or on another\n\
    pour OBJ into OBJ, dunk OBJ into OBJ, mix OBJ - a container and its contents\n\
    use OBJ on OBJ - a tool, such as a thermometer\n\
    focus on OBJ - signals what you have found; a wrong one fails the task\n\
    connect OBJ to OBJ, disconnect OBJ - parts of a circuit by their ends, such as battery anode, black wire terminal 1\n\
    activate OBJ, deactivate OBJ\n\
    eat OBJ, read OBJ\n\
    look around, look at OBJ, look in OBJ, inventory, task - show something and take no time\n\
    wait - lets 10 moments go by; wait1 - one moment\n\
    send note MESSAGE - sends a message to the office outside the lab\n\
    When a request is ambiguous you are asked which you mean; answer with the number.";

/// Texts longer than this stand for nothing.
const LONGEST: usize = 600;
/// How many choices a question has at most.
pub(super) const CHOICES: usize = 20;
/// The words before a message to the outside.
pub(super) const NOTE: &str = "send note ";

/// The action in an agent's text: what stands after the last `Action:`, or the whole.
pub(super) fn written(text: &str) -> &str {
    text.rsplit_once("Action:").map_or(text, |(_, action)| action).trim()
}

/// The message of `send note MESSAGE`, word for word.
pub(super) fn note(text: &str) -> Option<&str> {
    let message = text.trim_start().strip_prefix(NOTE).or_else(|| written(text).strip_prefix(NOTE))?;
    Some(message).filter(|message| !message.trim().is_empty())
}

/// Every action that a text may stand for; none for what is no action.
pub(super) fn read(lab: &Lab, text: &str) -> Vec<Action> {
    let text = plain(text);
    if let Some(action) = without_object(&text) {
        return vec![action];
    }
    let mut actions = Vec::new();
    let ones = ONES.iter().flat_map(|(verb, _, words)| words.iter().map(|word| (*verb, *word)));
    for (verb, word) in ones {
        if let Some(object) = after(&text, word) {
            add(&mut actions, one(lab, verb, object));
        }
    }
    for (verb, _, words, between) in TWOS {
        for object in words.iter().filter_map(|word| after(&text, word)) {
            for (what, to) in splits(object, between) {
                add(&mut actions, two(lab, verb, what, to));
            }
        }
    }
    if let Some(object) = after(&text, "connect") {
        for (one, other) in splits(object, &[" to "]) {
            add(&mut actions, connect(lab, one, other));
        }
    }
    actions
}

/// The actions of a verb with one object.
pub(super) fn one(lab: &Lab, verb: One, object: &str) -> Vec<Action> {
    let object = &plain(object);
    let found = if verb == One::GoTo { rooms(lab, object) } else { find(lab, object) };
    found.into_iter().map(|id| Action::One(verb, id)).collect()
}

/// The actions of a verb with two objects.
pub(super) fn two(lab: &Lab, verb: Two, what: &str, to: &str) -> Vec<Action> {
    let whats = find(lab, &plain(what));
    if whats.is_empty() {
        return Vec::new();
    }
    let tos = find(lab, &plain(to));
    whats.iter().flat_map(|what| tos.iter().map(|to| Action::Two(verb, *what, *to))).collect()
}

/// The actions that connect two parts. An end that is not named is the first that is free.
pub(super) fn connect(lab: &Lab, one: &str, other: &str) -> Vec<Action> {
    let sided = |(part, side): (Id, Option<usize>)| {
        let free = |side: &usize| super::circuit::linked(lab, End { part, side: *side }).is_none();
        let side = side.or_else(|| [0, 1].into_iter().find(free)).unwrap_or_default();
        End { part, side }
    };
    let ones: Vec<End> = ends(lab, &plain(one)).into_iter().map(sided).collect();
    let others: Vec<End> = ends(lab, &plain(other)).into_iter().map(sided).collect();
    ones.iter().flat_map(|one| others.iter().map(|other| Action::Connect(*one, *other))).collect()
}

/// The rooms behind the doors of this room, and the room itself.
fn rooms(lab: &Lab, phrase: &str) -> Vec<Id> {
    let doors = lab.doors(lab.here());
    let mut rooms: Vec<Id> = doors.iter().map(|(_, room)| *room).collect();
    rooms.push(lab.here());
    let found = find_among(lab, &rooms, phrase);
    if !found.is_empty() {
        return found;
    }
    let behind = |id: &Id| doors.iter().find(|(door, _)| door == id).map(|(_, room)| *room);
    let found = find(lab, phrase);
    let doors = found.iter().filter(|id| matches!(lab.thing(**id).role, Role::Door(..)));
    doors.filter_map(behind).collect()
}

fn without_object(text: &str) -> Option<Action> {
    Some(match text {
        "look around" | "look" => Action::LookAround,
        "inventory" => Action::Inventory,
        "task" => Action::Task,
        "wait" => Action::Wait(10),
        _ => {
            let ticks = text.strip_prefix("wait")?.trim_start().parse().ok()?;
            return (1..=10).contains(&ticks).then_some(Action::Wait(ticks));
        }
    })
}

fn after<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    text.strip_prefix(word)?.strip_prefix(' ')
}

/// Every way to cut a text in two at one of these words.
fn splits<'t>(text: &'t str, words: &'static [&'static str]) -> impl Iterator<Item = (&'t str, &'t str)> {
    let cut = move |word: &&'static str| {
        let length = word.len();
        text.match_indices(*word).filter_map(move |(at, _)| Some((text.get(..at)?, text.get(at + length..)?)))
    };
    words.iter().flat_map(cut)
}

fn add(actions: &mut Vec<Action>, more: Vec<Action>) {
    for action in more {
        if actions.len() < CHOICES && !actions.contains(&action) {
            actions.push(action);
        }
    }
}

/// Small letters, single spaces, no `the`, and no signs that only set things apart; nothing of what is too long.
fn plain(text: &str) -> String {
    if text.len() > LONGEST {
        return String::new();
    }
    let text = text.to_lowercase().replace(['(', ')', ','], " ");
    let words: Vec<&str> =
        text.trim_end_matches(['.', '!']).split_whitespace().filter(|word| *word != "the").collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{note, written};

    #[test]
    fn finds_the_action_in_a_text() {
        for (text, action) in [
            ("look", "look"),
            ("Thought:\nhm\n\nAction:\ngo to kitchen\n", "go to kitchen"),
            ("Action: a\nAction: b", "b"),
        ] {
            assert_eq!(written(text), action);
        }
    }

    #[test]
    fn carries_messages_word_for_word() {
        for message in ["dinner", " two\nlines ", "Action: look", "\u{e0041}\u{1b}[0m"] {
            assert_eq!(note(&format!("send note {message}")), Some(message));
        }
        assert_eq!(note("Thought: hm\nAction: send note hi"), Some("hi"));
        assert_eq!((note("send note"), note("send note  "), note("look")), (None, None, None));
    }
}
