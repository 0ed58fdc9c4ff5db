//! The native tools.

use super::offer::{Offer, Verb};
use super::thing::{Kind, Latch};
use super::world::World;
use crate::{Act, Reply, Tool};
use serde_json::{Value, json};
use wire::excerpt;

// The names of the tools.
pub(super) const TURN: &str = "turn";
pub(super) const MOVE_FORWARD: &str = "move_forward";
pub(super) const GO_TO: &str = "go_to";
pub(super) const PICK_UP: &str = "pick_up";
pub(super) const DROP: &str = "drop";
pub(super) const TOGGLE: &str = "toggle";
pub(super) const GO_THROUGH: &str = "go_through";
pub(super) const LOOK: &str = "look";
pub(super) const OPEN_BOX: &str = "open_box";
pub(super) const SAY: &str = "say";

/// Name, what it does, and the arguments.
const TOOLS: [(&str, &str, &[&str]); 10] = [
    (TURN, "Turns you left or right where you stand.", &["direction"]),
    (
        MOVE_FORWARD,
        "Moves one cell ahead. Against a thing or a closed door you stay where you are, and the move counts.",
        &[],
    ),
    (
        GO_TO,
        "Walks up to a thing or a door that you see, and faces it. Stops early where something is in the way.",
        &["object", "number"],
    ),
    (PICK_UP, "Walks up to a thing that you see, and takes it. You can carry one.", &["object", "number"]),
    (DROP, "Puts what you carry into the free cell in front of you.", &[]),
    (
        TOGGLE,
        "Opens or closes the door in front of you. A locked one needs the key of its color in your hand. This is how a \
         door is opened that the mission names.",
        &[],
    ),
    (
        GO_THROUGH,
        "Walks up to a door that you see, opens it if need be, and walks into its doorway.",
        &["door", "number"],
    ),
    (LOOK, "Shows what you see. This is not a move.", &[]),
    (OPEN_BOX, "Opens the box in front of you. What is inside takes its place.", &[]),
    (SAY, "Says something that whoever is near can hear. This is not a move.", &["message"]),
];

/// The tools, in the order in which they are listed.
pub(super) fn tools() -> Vec<Tool> {
    let view = object(&json!({
        "observation": {"type": "string", "description": "What you see."},
        "moves": {"type": "integer", "description": "Low-level moves made so far."},
        "limit": {"type": "integer", "description": "Moves by which the reward is measured."},
        "reward": {"type": "number", "description": "1 - 0.9 * moves / limit if this fulfilled the mission, else 0."},
        "success": {"type": "boolean", "description": "Whether the mission is fulfilled."},
        "done": {"type": "boolean", "description": "Whether the episode is over."},
    }));
    let said = object(&json!({"said": {"type": "boolean"}}));
    let tool = |(name, description, arguments): (&'static str, &'static str, &[&str])| Tool {
        name,
        description,
        input: object(&arguments.iter().map(|name| ((*name).to_owned(), argument(name))).collect()),
        output: if name == SAY { said.clone() } else { view.clone() },
        read_only: name == LOOK,
    };
    TOOLS.into_iter().map(tool).collect()
}

fn argument(name: &str) -> Value {
    match name {
        "direction" => json!({"type": "string", "enum": ["left", "right"]}),
        "object" => {
            json!({"type": "string", "description": "What it is, as you see it: `red ball`, `blue closed door`."})
        }
        "door" => json!({"type": "string", "description": "Which door, as you see it: `blue closed door`."}),
        "number" => json!({"type": "integer", "minimum": 1, "description": "Its number, as you see it."}),
        _ => json!({"type": "string", "description": "What to say."}),
    }
}

/// Calls a tool.
pub(super) fn call(world: &mut World, tool: &str, arguments: &Value) -> Reply {
    let word = |name: &str| arguments.get(name).and_then(Value::as_str).map(str::trim);
    if tool == SAY {
        return match arguments.get("message").and_then(Value::as_str).filter(|text| !text.trim().is_empty()) {
            Some(message) => Reply::ok(world.say(message), json!({"said": true})),
            None => Reply::refused("`message` is empty or missing; give a text."),
        };
    }
    if tool == LOOK {
        return Reply::ok(world.look(), world.view());
    }
    let played = match tool {
        TURN => match word("direction") {
            Some("left") => world.offered_verb(Verb::TurnLeft),
            Some("right") => world.offered_verb(Verb::TurnRight),
            _ => Err("Give `direction`: left or right.".to_owned()),
        },
        MOVE_FORWARD => world.offered_verb(Verb::Forward),
        DROP => world.offered_verb(Verb::Drop),
        TOGGLE => world.offered_verb(Verb::Toggle).or_else(|refusal| {
            if world.faces(Kind::Door, Latch::Open) { world.toggle() } else { Err(refusal) }
        }),
        OPEN_BOX if world.faces(Kind::Box, Latch::Open) => world.toggle(),
        OPEN_BOX => Err("There is no box in front of you; go to one first.".to_owned()),
        GO_TO | PICK_UP | GO_THROUGH => target(word, arguments, tool).and_then(|(name, number)| {
            let verb = match tool {
                GO_TO => Verb::GoTo,
                PICK_UP => Verb::PickUp,
                _ => Verb::GoThrough,
            };
            world.offered_at(verb, &name, number)
        }),
        _ => Err(format!("There is no tool {}.", excerpt(tool))),
    };
    match played {
        Ok(seen) => Reply::ok(seen, world.view()),
        Err(refusal) => Reply::refused(refusal),
    }
}

/// What a call is about.
fn target<'v>(
    word: impl Fn(&str) -> Option<&'v str>,
    arguments: &Value,
    tool: &str,
) -> Result<(String, usize), String> {
    let argument = if tool == GO_THROUGH { "door" } else { "object" };
    let name = word(argument).filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| format!("Give `{argument}`: a name as you see it."))?;
    let number = arguments.get("number").and_then(Value::as_u64).filter(|number| *number > 0);
    let number = number.and_then(|number| usize::try_from(number).ok());
    let number = number.ok_or("Give `number`, 1 or more: the number that you see after the name.")?;
    Ok((name.to_lowercase(), number))
}

/// An offer as a call.
pub(super) fn act(offer: &Offer) -> Act {
    let arguments = match (offer.verb, &offer.target) {
        (Verb::TurnLeft, _) => json!({"direction": "left"}),
        (Verb::TurnRight, _) => json!({"direction": "right"}),
        (Verb::GoThrough, Some((name, number))) => json!({"door": name, "number": number}),
        (_, Some((name, number))) => json!({"object": name, "number": number}),
        _ => json!({}),
    };
    Act { tool: offer.verb.tool().to_owned(), arguments }
}

/// The schema of an object all of whose members are required.
fn object(properties: &Value) -> Value {
    let names: Vec<&String> = properties.as_object().into_iter().flat_map(|members| members.keys()).collect();
    json!({"type": "object", "properties": properties, "required": names, "additionalProperties": false})
}
