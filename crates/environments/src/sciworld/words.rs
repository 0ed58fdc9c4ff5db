//! What is seen, in ScienceWorld's shape of sentences.

use super::lab::Lab;
use super::matter::{AIR, SOIL};
use super::thing::{Drive, Hold, Id, Part, Role};
use std::borrow::Cow;

impl Lab {
    /// What a thing is called now.
    pub(super) fn name(&self, id: Id) -> Cow<'static, str> {
        let thing = self.thing(id);
        match (thing.matter, thing.life, thing.role) {
            (Some(matter), _, _) => matter.called(matter.phase(thing.heat)),
            (_, Some(life), _) if life.alive => life.stage().1.into(),
            (_, Some(life), _) => format!("dead {}", life.stage().1).into(),
            (.., Role::Door(one, other)) => {
                let behind = if one == self.here() { other } else { one };
                format!("door to {}", self.thing(behind).name).into()
            }
            _ => thing.name.into(),
        }
    }

    /// What the agent sees around.
    pub(super) fn look_around(&self) -> String {
        let here = self.here();
        let room = self.thing(here);
        let mut text = if room.outdoors {
            format!("This outside location is called the {}. Here you see: \n\tthe agent", room.name)
        } else {
            format!("This room is called the {}. In it, you see: \n\tthe agent", room.name)
        };
        for id in self.sorted(here).into_iter().filter(|id| *id != self.agent) {
            text.push_str("\n\t");
            text.push_str(&self.described(id));
        }
        text.push_str("\nYou also see:");
        let mut doors: Vec<String> =
            self.doors(here).into_iter().map(|(door, _)| self.described(door)).collect();
        doors.sort_unstable();
        for door in doors {
            text.push_str("\n\t");
            text.push_str(&door);
        }
        text
    }

    /// A thing with its state and what it holds, as it stands in a list.
    pub(super) fn described(&self, id: Id) -> String {
        let thing = self.thing(id);
        if matches!(thing.role, Role::Door(..)) {
            let room = self.name(id);
            let room = room.trim_start_matches("door to ");
            return format!("A door to the {room} (that is {})", open_word(thing.open));
        }
        let mut text = self.brief(id);
        if let Some(open) = thing.open {
            text.push_str(&format!(". The {} door is {}. ", thing.name, open_word(Some(open))));
        }
        let preposition = if thing.hold == Hold::On { "On" } else { "In" };
        match thing.hold {
            Hold::On | Hold::In if thing.accessible() => {
                let stop = if thing.open.is_some() { "" } else { ". " };
                let contents = self.listed(id);
                text.push_str(&format!("{stop}{preposition} the {} is: {contents}.", thing.name));
            }
            _ => {}
        }
        text
    }

    /// A thing with its state and, for a vessel, what is in it, as it stands within another.
    fn brief(&self, id: Id) -> String {
        let thing = self.thing(id);
        let name = self.name(id);
        if let Some(matter) = thing.matter {
            let plain = matter == SOIL || matter.name.ends_with("paint");
            return if plain { name.into_owned() } else { format!("a substance called {name}") };
        }
        let mut text = match thing.role {
            Role::Recipe(recipe) => format!("a recipe titled instructions to make {}", recipe.product.name),
            _ => format!("{} {name}", article(&name)),
        };
        if let Some(life) = thing.life.filter(|life| life.species.stages.len() > 1) {
            text.push_str(&format!(" in the {} stage", life.stage().0));
        }
        text.push_str(&self.state_words(id));
        if thing.hold == Hold::Vessel && thing.accessible() {
            text.push_str(&format!(" (containing {})", self.listed(id)));
        }
        text
    }

    fn state_words(&self, id: Id) -> String {
        let thing = self.thing(id);
        let on = thing.on();
        match (thing.role, thing.part) {
            (Role::Thermometer, _) => {
                format!(
                    ", currently reading a temperature of {:.0} degrees celsius",
                    degrees(thing.temperature())
                )
            }
            (Role::Stopwatch(ticks), _) if on => format!(", which reads {ticks} ticks"),
            (Role::Stopwatch(_), _) => ", which is deactivated".to_owned(),
            (_, Some(Part::Load | Part::Switch | Part::Source(Drive::Fuel | Drive::Sun | Drive::Wind))) => {
                format!(", which is {}", if on { "on" } else { "off" })
            }
            _ if thing.switch.is_some() => format!(", which is turned {}", if on { "on" } else { "off" }),
            _ => String::new(),
        }
    }

    /// What a thing holds, in one line.
    fn listed(&self, id: Id) -> String {
        let contents: Vec<String> = self.sorted(id).into_iter().map(|id| self.brief(id)).collect();
        if contents.is_empty() { "nothing".to_owned() } else { contents.join(", ") }
    }

    /// What a thing holds, line by line.
    pub(super) fn looked_in(&self, id: Id) -> String {
        let lines: Vec<String> =
            self.sorted(id).into_iter().map(|id| format!("\n\t{}", self.brief(id))).collect();
        let name = self.name(id);
        if lines.is_empty() {
            return format!("There is nothing in the {name}.");
        }
        format!("Inside the {name} is: {}", lines.concat())
    }

    /// What the agent carries.
    pub(super) fn inventory(&self) -> String {
        let lines: Vec<String> =
            self.sorted(self.agent).into_iter().map(|id| format!("\n\t{}", self.described(id))).collect();
        if lines.is_empty() {
            return "Your inventory is empty.".to_owned();
        }
        format!("In your inventory, you see:{}", lines.concat())
    }

    /// The places around a thing in words: `(in table, in kitchen)`.
    pub(super) fn whereabouts(&self, id: Id) -> String {
        let mut places = Vec::new();
        for place in self.places(id) {
            if place == self.agent {
                places.push("in inventory".to_owned());
                break;
            }
            places.push(format!("in {}", self.name(place)));
        }
        if places.is_empty() { String::new() } else { format!(" ({})", places.join(", ")) }
    }
}

/// Whether a thing is part of the scenery of every room and not worth listing for programs.
pub(super) fn is_air(lab: &Lab, id: Id) -> bool {
    lab.thing(id).matter == Some(AIR)
}

/// Degrees as they are read: whole ones, and no minus before nothing.
pub(super) fn degrees(celsius: f64) -> f64 {
    celsius.round() + 0.0
}

fn open_word(open: Option<bool>) -> &'static str {
    if open == Some(false) { "closed" } else { "open" }
}

fn article(name: &str) -> &'static str {
    if name.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" }
}
