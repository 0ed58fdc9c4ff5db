//! What can be done: the original's actions as tools.

/// An action of the original: a start, perhaps a thing, perhaps a joining word and a second thing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Verb {
    /// Name of the native tool.
    pub(super) tool: &'static str,
    /// What it does.
    pub(super) about: &'static str,
    /// The words that the action begins with.
    start: &'static str,
    things: Things,
    /// Whether the simulator counts it as no move and nothing changes.
    pub(super) read_only: bool,
}

/// How many things an action names, and the word between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Things {
    None,
    One,
    Two(&'static str),
    /// The second may be left out.
    OneOrTwo(&'static str),
}

const fn verb(tool: &'static str, start: &'static str, things: Things, about: &'static str) -> Verb {
    Verb { tool, about, start, things, read_only: false }
}

const fn look(tool: &'static str, start: &'static str, things: Things, about: &'static str) -> Verb {
    Verb { tool, about, start, things, read_only: true }
}

/// All of them, in the order in which they are listed.
pub(super) const VERBS: [Verb; 25] = [
    look("look_around", "look around", Things::None, "Describes the room."),
    look("look_at", "look at", Things::One, "Describes a thing."),
    look("look_in", "look in", Things::One, "Tells what is in a container."),
    look("inventory", "inventory", Things::None, "Lists what you carry."),
    look("task", "task", Things::None, "Tells the task again."),
    verb("read", "read", Things::One, "Reads a note or a book."),
    verb("go_to", "go to", Things::One, "Goes to a neighboring place through an open door."),
    verb("open", "open", Things::One, "Opens a door or a container."),
    verb("close", "close", Things::One, "Closes a door or a container."),
    verb("pick_up", "pick up", Things::One, "Takes a thing."),
    verb("put_down", "put down", Things::One, "Puts down a thing that you carry."),
    verb("move", "move", Things::Two("to"), "Moves a thing into or onto another."),
    verb("pour", "pour", Things::Two("into"), "Pours a liquid, or what a container holds, into another."),
    verb("dunk", "dunk", Things::Two("into"), "Dips a container into a liquid."),
    verb("mix", "mix", Things::One, "Mixes what a container holds."),
    verb("activate", "activate", Things::One, "Switches a device on."),
    verb("deactivate", "deactivate", Things::One, "Switches a device off."),
    verb("use", "use", Things::OneOrTwo("on"), "Uses a tool, on another thing if it needs one."),
    verb("connect", "connect", Things::Two("to"), "Joins two ends of electrical parts."),
    verb("disconnect", "disconnect", Things::One, "Takes an electrical part off."),
    verb(
        "focus_on",
        "focus on",
        Things::One,
        "Says which thing the task is about. A wrong one fails the task.",
    ),
    verb("eat", "eat", Things::One, "Eats something."),
    verb("flush", "flush", Things::One, "Flushes a toilet."),
    verb("wait", "wait", Things::None, "Lets ten moments pass."),
    verb("wait_once", "wait1", Things::None, "Lets one moment pass."),
];

/// Other words by which the original's own ways to the goal say the same.
const ALSO: [(&str, &str); 1] = [("examine", "look at")];

impl Verb {
    /// The arguments that it takes: each with whether it must be given.
    pub(super) fn arguments(&self) -> &'static [(&'static str, bool)] {
        match self.things {
            Things::None => &[],
            Things::One => &[("object", true)],
            Things::Two(_) => &[("object", true), ("target", true)],
            Things::OneOrTwo(_) => &[("object", true), ("target", false)],
        }
    }

    /// The action in the original's words.
    pub(super) fn words(&self, object: &str, target: Option<&str>) -> String {
        let start = self.start;
        match (self.things, target) {
            (Things::None, _) => start.to_owned(),
            (Things::Two(word) | Things::OneOrTwo(word), Some(target)) => {
                format!("{start} {object} {word} {target}")
            }
            _ => format!("{start} {object}"),
        }
    }

    /// The form of the action, for an agent: `move OBJECT to OBJECT`.
    pub(super) fn form(&self) -> String {
        match self.things {
            Things::OneOrTwo(word) => format!("{} OBJECT [{word} OBJECT]", self.start),
            _ => self.words("OBJECT", Some("OBJECT")),
        }
    }

    /// Reads an action that fits this verb: its things. Where the joining word stands more than once, it does not matter
    /// at which one it is taken apart.
    fn read<'a>(&self, action: &'a str) -> Option<(&'a str, Option<&'a str>)> {
        let rest = action.strip_prefix(self.start)?;
        let rest = if rest.is_empty() { rest } else { rest.strip_prefix(' ')? };
        let halves = |word: &str| rest.split_once(&format!(" {word} "));
        match self.things {
            Things::None => rest.is_empty().then_some(("", None)),
            _ if rest.is_empty() => None,
            Things::One => Some((rest, None)),
            Things::Two(word) => halves(word).map(|(object, target)| (object, Some(target))),
            Things::OneOrTwo(word) => {
                Some(halves(word).map_or((rest, None), |(object, target)| (object, Some(target))))
            }
        }
    }
}

/// The verb and the things of an action in the original's words; `None` for words that no verb has.
pub(super) fn read(action: &str) -> Option<(Verb, String, Option<String>)> {
    let also = ALSO.iter().find_map(|(other, start)| {
        let rest = action.strip_prefix(other)?;
        Some(format!("{start}{rest}"))
    });
    let action = also.as_deref().unwrap_or(action);
    VERBS.iter().find_map(|verb| {
        let (object, target) = verb.read(action)?;
        Some((*verb, object.to_owned(), target.map(str::to_owned)))
    })
}

#[cfg(test)]
mod tests {
    use super::{VERBS, read};

    #[test]
    fn actions_are_read_and_said_again() {
        for (action, tool) in [
            ("look around", "look_around"),
            ("open door to kitchen", "open"),
            ("use thermometer in inventory on substance in metal pot", "use"),
            ("use stopwatch", "use"),
            ("connect red wire terminal 1 to anode in light bulb", "connect"),
            ("move a to b to c", "move"),
            ("pour metal pot into metal pot", "pour"),
            ("wait", "wait"),
            ("wait1", "wait_once"),
        ] {
            let (verb, object, target) = read(action).unwrap();
            assert_eq!((verb.tool, verb.words(&object, target.as_deref()).as_str()), (tool, action));
        }
        let (verb, object, _) = read("examine steam").unwrap();
        assert_eq!((verb.tool, object.as_str()), ("look_at", "steam"));
        for action in ["", "dance", "open", "waiting", "move a", "opened door"] {
            assert!(read(action).is_none(), "{action}");
        }
    }

    #[test]
    fn tools_have_names_of_their_own() {
        let names: std::collections::BTreeSet<_> = VERBS.iter().map(|verb| verb.tool).collect();
        assert_eq!(names.len(), VERBS.len());
    }
}
