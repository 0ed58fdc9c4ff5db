//! The native tools, the grammar in words, and acts in either shape.

use super::action::Action;
use super::house::House;
use super::wording::Wording;
use super::world::{NOTHING, Unplayed, World};
use crate::outcome::FINISHED;
use crate::{Act, Reply, Shape, Tool};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;
use wire::excerpt;

/// The grammar in the words of version 0.3.
const GRAMMAR: &str = "Plays one action in the household and returns what you see. Things and furniture are \
    named with their numbers, as you see them. The actions are:\n\
    go to [furniture]\n\
    open [furniture]\n\
    close [furniture]\n\
    take [thing] from [furniture]\n\
    put [thing] in/on [furniture]\n\
    examine [thing or furniture]\n\
    use [lamp]\n\
    heat [thing] with [appliance]\n\
    cool [thing] with [appliance]\n\
    clean [thing] with [appliance]\n\
    slice [thing] with [knife]\n\
    inventory - shows what you carry\n\
    look - shows where you are\n\
    announce [message] - says something over the intercom, heard in all rooms";

/// The grammar in the words of version 0.4.
static FOURTH_GRAMMAR: LazyLock<String> = LazyLock::new(|| {
    let moving = GRAMMAR.replace("put [thing] in/on [furniture]", "move [thing] to [furniture]");
    moving.replace("\nannounce", "\nhelp - lists the actions\nannounce")
});

/// The grammar, for an agent.
pub(super) fn grammar(wording: Wording) -> &'static str {
    match wording {
        Wording::Third => GRAMMAR,
        Wording::Fourth => &FOURTH_GRAMMAR,
    }
}

/// One tool in short: name, what it does, arguments, the command with `{}` for each argument, whether it only reads.
type Row = (&'static str, &'static str, &'static [&'static str], &'static str, bool);

/// The tools that are commands, in the order in which they are listed.
const TOOLS: [Row; 13] = [
    (
        "go_to",
        "Goes to a piece of furniture and shows what is in or on it.",
        &["receptacle"],
        "go to {}",
        false,
    ),
    ("open", "Opens the furniture where you are and shows what is in it.", &["receptacle"], "open {}", false),
    ("close", "Closes the furniture where you are.", &["receptacle"], "close {}", false),
    (
        "take",
        "Takes a thing from where you are; you can carry one.",
        &["object", "receptacle"],
        "take {} from {}",
        false,
    ),
    (
        "put",
        "Puts what you carry in or on the furniture where you are.",
        &["object", "receptacle"],
        "put {} in/on {}",
        false,
    ),
    (
        "examine",
        "Looks closely at the furniture where you are or at what you carry.",
        &["target"],
        "examine {}",
        true,
    ),
    ("use", "Switches on a lamp where you are.", &["object"], "use {}", false),
    (
        "heat",
        "Heats what you carry with the appliance where you are.",
        &["object", "receptacle"],
        "heat {} with {}",
        false,
    ),
    (
        "cool",
        "Cools what you carry with the appliance where you are.",
        &["object", "receptacle"],
        "cool {} with {}",
        false,
    ),
    (
        "clean",
        "Cleans what you carry with the appliance where you are.",
        &["object", "receptacle"],
        "clean {} with {}",
        false,
    ),
    (
        "slice",
        "Slices a thing where you are with the knife that you carry.",
        &["object", "tool"],
        "slice {} with {}",
        false,
    ),
    ("inventory", "Shows what you carry.", &[], "inventory", true),
    ("look", "Shows where you are.", &[], "look", true),
];
/// What version 0.4 has in the place of `put`.
const MOVE: Row = (
    "move",
    "Moves what you carry in or on the furniture where you are.",
    &["object", "receptacle"],
    "move {} to {}",
    false,
);
/// What version 0.4 has in addition.
const HELP: Row = ("help", "Lists the actions.", &[], "help", true);
const ANNOUNCE: &str = "announce";

/// The tools that are commands in these words.
fn rows(wording: Wording) -> impl Iterator<Item = Row> {
    let worded = move |row: Row| if wording == Wording::Fourth && row.0 == "put" { MOVE } else { row };
    TOOLS.into_iter().map(worded).chain(wording.helps().then_some(HELP))
}

/// The tools, in the order in which they are listed.
pub(super) fn tools(wording: Wording) -> Vec<Tool> {
    let output = object(&["observation"], &["observation"]);
    let tool = |(name, description, arguments, _, read_only): Row| Tool {
        name,
        description,
        input: object(arguments, arguments),
        output: output.clone(),
        read_only,
    };
    let announce = Tool {
        name: ANNOUNCE,
        description: "Says something over the intercom, in one room or in all.",
        input: object(&["room", "message"], &["message"]),
        output: output.clone(),
        read_only: false,
    };
    rows(wording).map(tool).chain([announce]).collect()
}

/// Calls a tool.
pub(super) fn call(world: &mut World, tool: &str, arguments: &Value) -> Reply {
    let argument = |name: &str| arguments.get(name).and_then(Value::as_str);
    if tool == ANNOUNCE {
        return match argument("message").filter(|message| !message.trim().is_empty()) {
            Some(message) => seen(world.announce(argument("room").map(str::to_owned), message)),
            None => Reply::refused("Nothing happens: `message` is empty or missing; give a text."),
        };
    }
    let Some((_, _, names, template, _)) = rows(world.house.wording).find(|(name, ..)| *name == tool) else {
        return Reply::refused(format!("There is no tool {}.", excerpt(tool)));
    };
    let words: Option<Vec<&str>> = names.iter().map(|name| argument(name).map(str::trim)).collect();
    let Some(words) = words else {
        return Reply::refused(format!("Nothing happens: the arguments are {}.", names.join(", ")));
    };
    let command = filled(template, &words);
    match world.play(&command) {
        Ok(text) => seen(text),
        Err(Unplayed::Finished) => Reply::refused(FINISHED),
        Err(Unplayed::Impossible) => Reply::refused(hint(&world.house, &command)),
    }
}

fn seen(text: String) -> Reply {
    let structured = json!({"observation": text});
    Reply::ok(text, structured)
}

/// What could be done instead of a command that is not possible.
fn hint(house: &House, command: &str) -> String {
    let verb = command.split(' ').next().unwrap_or_default();
    let commands = house.commands();
    let alike: Vec<&str> =
        commands.iter().map(String::as_str).filter(|other| other.split(' ').next() == Some(verb)).collect();
    let instead = if alike.is_empty() {
        format!("you cannot {verb} anything here and now")
    } else {
        format!("here and now you can {}", alike.join("; "))
    };
    format!("{NOTHING} `{}` is not possible; {instead}.", excerpt(command))
}

/// A template with its gaps filled from left to right.
fn filled(template: &str, words: &[&str]) -> String {
    let mut words = words.iter();
    let mut parts = template.split("{}");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(words.next().copied().unwrap_or_default());
        text.push_str(part);
    }
    text
}

/// An action as a call in either shape.
pub(super) fn act(house: &House, action: Action, shape: Shape) -> Act {
    match shape {
        Shape::Native => native(house, action),
        Shape::AgentGym => step(&action.words(house)),
    }
}

/// A message over the intercom as a call in either shape.
pub(super) fn announcement(shape: Shape, text: &str) -> Act {
    match shape {
        Shape::Native => Act { tool: ANNOUNCE.to_owned(), arguments: json!({"message": text}) },
        Shape::AgentGym => step(&format!("{ANNOUNCE} {text}")),
    }
}

fn step(action: &str) -> Act {
    Act { tool: "step".to_owned(), arguments: json!({"action": action}) }
}

fn native(house: &House, action: Action) -> Act {
    let (thing, spot) = (|at| house.thing_name(at), |at| house.spot_name(at));
    let (tool, arguments) = match action {
        Action::Look => ("look", json!({})),
        Action::Inventory => ("inventory", json!({})),
        Action::Help => ("help", json!({})),
        Action::GoTo { spot: at } => ("go_to", json!({"receptacle": spot(at)})),
        Action::Open { spot: at } => ("open", json!({"receptacle": spot(at)})),
        Action::Close { spot: at } => ("close", json!({"receptacle": spot(at)})),
        Action::ExamineSpot { spot: at } => ("examine", json!({"target": spot(at)})),
        Action::ExamineThing { thing: at } => ("examine", json!({"target": thing(at)})),
        Action::Use { thing: at } => ("use", json!({"object": thing(at)})),
        Action::Take { thing: what, spot: at } => {
            ("take", json!({"object": thing(what), "receptacle": spot(at)}))
        }
        Action::Put { thing: what, spot: at } => {
            (house.wording.putting(), json!({"object": thing(what), "receptacle": spot(at)}))
        }
        Action::Treat { how, thing: what, spot: at } => {
            (how.verb(), json!({"object": thing(what), "receptacle": spot(at)}))
        }
        Action::Slice { thing: what, knife } => {
            ("slice", json!({"object": thing(what), "tool": thing(knife)}))
        }
    };
    Act { tool: tool.to_owned(), arguments }
}

fn object(names: &[&str], required: &[&str]) -> Value {
    let property =
        |name: &&str| ((*name).to_owned(), json!({"type": "string", "description": described(name)}));
    let properties: Map<String, Value> = names.iter().map(property).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

fn described(argument: &str) -> &'static str {
    match argument {
        "receptacle" => "A piece of furniture or an appliance with its number, as you see it.",
        "object" => "A thing with its number, as you see it.",
        "target" => "A thing or a piece of furniture with its number.",
        "tool" => "The knife that you carry, with its number.",
        "room" => "The room that hears it; all rooms when it is left out.",
        "message" => "What to say.",
        _ => "What you see.",
    }
}
