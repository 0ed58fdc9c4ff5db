//! The native tools.

use super::action::{Action, ONES, One, TWOS, Two};
use super::lab::Lab;
use super::schema::{exits, object, status, text, view};
use super::thing::{Id, Role};
use super::words::{degrees, is_air};
use super::world::World;
use super::{grammar, noun};
use crate::{Reply, Tool};
use serde_json::{Value, json};
use wire::excerpt;

const NOTE: &str = "send_note";
/// How many names a refusal lists.
const NAMES: usize = 40;

/// What the tools with one object do.
fn about_one(verb: One) -> (&'static str, bool) {
    match verb {
        One::GoTo => ("Goes to a room behind an open door of this room.", false),
        One::Open => ("Opens a door or a container.", false),
        One::Close => ("Closes a door or a container.", false),
        One::PickUp => ("Takes a thing into the inventory.", false),
        One::PutDown => ("Puts a carried thing on the floor.", false),
        One::Mix => ("Mixes the contents of a container.", false),
        One::Focus => ("Signals that a thing is what the task asks for; a wrong one fails the task.", false),
        One::Disconnect => ("Takes every connection off a part of a circuit.", false),
        One::Activate => ("Switches a device on.", false),
        One::Deactivate => ("Switches a device off.", false),
        One::Eat => ("Eats food.", false),
        One::Read => ("Reads a recipe or a book.", false),
        One::LookAt => ("Shows a thing and its state; takes no time.", true),
        One::LookIn => ("Shows what is in or on a thing; takes no time.", true),
    }
}

fn about_two(verb: Two) -> &'static str {
    match verb {
        Two::Move => "Moves a thing into or onto another.",
        Two::Pour => "Pours a liquid, or the contents of a container, into another container.",
        Two::Dunk => "Dips a container into a liquid to fill it.",
        Two::UseOn => "Uses a tool on a thing; a thermometer measures its temperature.",
    }
}

/// The tools, in the order in which they are listed.
pub(super) fn tools() -> Vec<Tool> {
    let tool =
        |name, description, input, output, read_only| Tool { name, description, input, output, read_only };
    let thing = || text("A thing as you see it, if need be with its place: water in tin cup.");
    let mut tools = Vec::new();
    for (verb, name, _) in ONES {
        let (description, looks) = about_one(verb);
        let output = object(if looks { view() } else { status() });
        tools.push(tool(name, description, object(vec![("object", thing())]), output, looks));
    }
    for (verb, name, ..) in TWOS {
        let mut members = status();
        if verb == Two::UseOn {
            members.push((
                "temperature",
                json!({"type": ["number", "null"], "description": "Degrees Celsius."}),
            ));
        }
        let input = object(vec![("object", thing()), ("target", thing())]);
        tools.push(tool(name, about_two(verb), input, object(members), false));
    }
    let end = || text("A part of a circuit with one of its ends: battery anode, black wire terminal 1.");
    let ends = object(vec![("from", end()), ("to", end())]);
    tools.push(tool("connect", "Connects two parts of a circuit.", ends, object(status()), false));
    let ticks = json!({"type": "integer", "minimum": 1, "description": "1 to 10."});
    let ticks = object(vec![("ticks", ticks)]);
    tools.push(tool("wait", "Lets 1 to 10 moments go by.", ticks, object(status()), false));
    let mut around = view();
    around.push(exits());
    let none = || object(Vec::new());
    tools.push(tool("look_around", "Shows the room; takes no time.", none(), object(around), true));
    tools.push(tool("inventory", "Shows what you carry; takes no time.", none(), object(view()), true));
    tools.push(tool("task", "Repeats the task; takes no time.", none(), object(status()), true));
    let message = object(vec![("message", text("What to say."))]);
    let sent = object(vec![("sent", json!({"type": "boolean"}))]);
    tools.push(tool(
        NOTE,
        "Sends a message to the office outside the lab; takes no time.",
        message,
        sent,
        false,
    ));
    tools
}

/// Calls a tool.
pub(super) fn call(world: &mut World, tool: &str, arguments: &Value) -> Reply {
    if tool == NOTE {
        return match word(arguments, "message") {
            Ok(message) => Reply::ok(world.send(message), json!({"sent": true})),
            Err(refusal) => Reply::refused(refusal),
        };
    }
    let played =
        action(&world.game.lab, tool, arguments).and_then(|action| Ok((world.play(action)?, action)));
    match played {
        Ok((seen, action)) => {
            let structured = structured(world, &seen, action);
            Reply::ok(seen, structured)
        }
        Err(refusal) => Reply::refused(refusal),
    }
}

/// The action of a call.
fn action(lab: &Lab, tool: &str, arguments: &Value) -> Result<Action, String> {
    if let Some((verb, ..)) = ONES.iter().find(|(_, name, _)| *name == tool) {
        let object = word(arguments, "object")?;
        return only(lab, &grammar::one(lab, *verb, object), &[object]);
    }
    if let Some((verb, ..)) = TWOS.iter().find(|(_, name, ..)| *name == tool) {
        let (what, to) = (word(arguments, "object")?, word(arguments, "target")?);
        return only(lab, &grammar::two(lab, *verb, what, to), &[what, to]);
    }
    match tool {
        "connect" => {
            let (from, to) = (word(arguments, "from")?, word(arguments, "to")?);
            only(lab, &grammar::connect(lab, from, to), &[from, to])
        }
        "wait" => {
            let ticks =
                arguments.get("ticks").and_then(Value::as_u64).and_then(|ticks| u32::try_from(ticks).ok());
            let ticks = ticks.filter(|ticks| (1..=10).contains(ticks));
            ticks.map(Action::Wait).ok_or_else(|| "Give `ticks`, a whole number from 1 to 10.".to_owned())
        }
        "look_around" => Ok(Action::LookAround),
        "inventory" => Ok(Action::Inventory),
        "task" => Ok(Action::Task),
        _ => Err(format!("There is no tool {}.", excerpt(tool))),
    }
}

fn word<'a>(arguments: &'a Value, name: &str) -> Result<&'a str, String> {
    let text = arguments.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    text.ok_or_else(|| format!("`{name}` is missing or empty; give a text."))
}

/// The one action that is meant, or how to say which.
fn only(lab: &Lab, actions: &[Action], words: &[&str]) -> Result<Action, String> {
    match *actions {
        [action] => Ok(action),
        [] => {
            let words: Vec<String> = words.iter().map(|word| format!("`{}`", excerpt(word))).collect();
            Err(format!(
                "No known action: not all of {} can be reached here. There are: {}.",
                words.join(", "),
                names(lab)
            ))
        }
        _ => {
            let choices = actions.iter().take(grammar::CHOICES).map(|action| told(lab, *action));
            let choices: Vec<String> = choices.collect();
            Err(format!(
                "Ambiguous request: say which you mean, by place or by number: {}.",
                choices.join("; ")
            ))
        }
    }
}

fn told(lab: &Lab, action: Action) -> String {
    let numbers = match action {
        Action::One(_, id) => vec![id],
        Action::Two(_, what, to) => vec![what, to],
        Action::Connect(one, other) => vec![one.part, other.part],
        _ => Vec::new(),
    };
    let numbers: Vec<String> = numbers.iter().map(|id| format!("{}{}", noun::NUMBER, id.0)).collect();
    format!("{} [{}]", action.told_apart(lab), numbers.join(", "))
}

fn names(lab: &Lab) -> String {
    let mut names: Vec<_> =
        lab.visible().into_iter().filter(|id| !is_air(lab, *id)).map(|id| lab.name(id)).collect();
    names.sort_unstable();
    names.dedup();
    names.truncate(NAMES);
    names.join(", ")
}

/// What an action has shown, for programs.
fn structured(world: &World, seen: &str, action: Action) -> Value {
    let lab = &world.game.lab;
    let mut answer = json!({
        "observation": seen,
        "room": lab.name(lab.here()),
        "score": world.game.score.points(),
        "moves_left": world.game.moves_left(),
        "done": world.game.done(),
    });
    let place = match action {
        Action::LookAround => Some(lab.here()),
        Action::Inventory => Some(lab.agent),
        Action::One(One::LookAt | One::LookIn, id) => Some(id),
        _ => None,
    };
    if let (Some(place), Some(members)) = (place, answer.as_object_mut()) {
        members.insert("contents".to_owned(), contents(lab, place));
    }
    if let (Action::LookAround, Some(members)) = (action, answer.as_object_mut()) {
        let exit = |(door, room)| json!({"room": lab.name(room), "open": lab.thing(door).open});
        let doors = lab.doors(lab.here());
        members.insert("exits".to_owned(), doors.into_iter().map(exit).collect());
    }
    if let (Action::Two(Two::UseOn, tool, what), Some(members)) = (action, answer.as_object_mut()) {
        let read = lab.thing(tool).role == Role::Thermometer;
        let measured = lab.measured.iter().find(|(id, _)| *id == what && read);
        members.insert("temperature".to_owned(), json!(measured.map(|(_, celsius)| degrees(*celsius))));
    }
    answer
}

fn contents(lab: &Lab, place: Id) -> Value {
    if !lab.thing(place).accessible() {
        return json!([]);
    }
    let shown = |id: Id| {
        let thing = lab.thing(id);
        json!({
            "object": noun::phrase(lab, id),
            "name": lab.name(id),
            "open": thing.open,
            "on": thing.switch.map(|switch| switch.on),
            "phase": lab.phase(id).map(super::matter::Phase::word),
        })
    };
    let things = lab.sorted(place).into_iter().filter(|id| *id != lab.agent && !is_air(lab, *id));
    things.map(shown).collect()
}
