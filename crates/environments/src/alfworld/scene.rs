//! What the agent sees.

use super::action::Treatment;
use super::house::{House, Thing};

impl House {
    /// The room as the first observation shows it.
    pub(super) fn overview(&self) -> String {
        middle(self.spots.iter().map(|spot| spot.name.as_str()))
    }

    /// The answer to `look`: what the agent faces. In the middle of the room that is nothing, as in the original.
    pub(super) fn look(&self) -> String {
        let facing: Vec<_> = self
            .spots
            .iter()
            .enumerate()
            .filter(|(_, spot)| spot.location == self.here)
            .map(|(at, spot)| (at, spot.name.as_str()))
            .collect();
        if facing.is_empty() {
            return middle(std::iter::empty());
        }
        let beside = self.things.iter().filter(|thing| {
            thing.location == Some(self.here) && facing.iter().any(|(at, _)| thing.spot != Some(*at))
        });
        let faced = joined(facing.iter().map(|(_, name)| (*name).to_owned()).collect());
        format!("You are facing the {faced}. Next to it, you see {}.", some(beside.map(name)))
    }

    /// The answer to `inventory`.
    pub(super) fn inventory(&self) -> String {
        match self.held() {
            Some((_, thing)) => format!("You are carrying: a {}.", thing.name),
            None => "You are not carrying anything.".to_owned(),
        }
    }

    /// A spot with what is in or on it.
    pub(super) fn describe_spot(&self, spot: usize) -> String {
        let Some(place) = self.spots.get(spot) else { return String::new() };
        let contents = || some(self.contents(spot).map(|(_, thing)| name(thing)));
        match (place.openable, place.open) {
            (true, true) => format!("The {} is open. In it, you see {}.", place.name, contents()),
            (true, false) => format!("The {} is closed.", place.name),
            (false, _) => format!("On the {}, you see {}.", place.name, contents()),
        }
    }
}

/// A thing, closely looked at.
pub(super) fn describe_thing(thing: &Thing) -> String {
    let name = &thing.name;
    if thing.vessel {
        return format!("This is a normal {name}. In it, you see nothing.");
    }
    let is = |how| thing.treated.contains(&how);
    let sliced = if thing.sliced { "sliced " } else { "" };
    let state = match (is(Treatment::Heat), is(Treatment::Cool), is(Treatment::Clean)) {
        (true, _, true) => "hot and clean ",
        (_, true, true) => "cool and clean ",
        (true, ..) => "hot ",
        (.., true) => "clean ",
        (_, true, _) if thing.sliced => "cool ",
        (_, true, _) => "cold ",
        _ if thing.switchable => {
            return format!("This {name} is {}.", if thing.switched { "on" } else { "off" });
        }
        _ if thing.sliced => "",
        _ => return format!("There's nothing special about {name}."),
    };
    format!("This is a {state}{sliced}{name}.")
}

fn middle<'n>(seen: impl Iterator<Item = &'n str>) -> String {
    format!("You are in the middle of a room. Looking quickly around you, you see {}.", some(seen))
}

fn name(thing: &Thing) -> &str {
    &thing.name
}

/// Names with their articles; the original's article is always "a".
fn some<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.map(|name| format!("a {name}")).collect();
    if names.is_empty() { "nothing".to_owned() } else { joined(names) }
}

/// A list as the original writes it, with a comma before "and" even between two.
fn joined(mut names: Vec<String>) -> String {
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{}, and {last}", names.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(treated: &[Treatment], sliced: bool, expected: &str) {
        let treated = treated.iter().copied().collect();
        let thing = Thing { name: "egg 1".to_owned(), treated, sliced, ..Thing::default() };
        assert_eq!(describe_thing(&thing), expected);
    }

    #[test]
    fn says_what_was_done_to_a_thing() {
        use Treatment::{Clean, Cool, Heat};
        check(&[], false, "There's nothing special about egg 1.");
        check(&[], true, "This is a sliced egg 1.");
        check(&[Heat], false, "This is a hot egg 1.");
        check(&[Cool], false, "This is a cold egg 1.");
        check(&[Cool], true, "This is a cool sliced egg 1.");
        check(&[Clean], true, "This is a clean sliced egg 1.");
        check(&[Cool, Clean], false, "This is a cool and clean egg 1.");
        check(&[Heat, Clean], true, "This is a hot and clean sliced egg 1.");
    }
}
