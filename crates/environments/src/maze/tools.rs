//! The native tools, and acts in either shape.

use super::action::Action;
use super::grid::Direction;
use super::world::World;
use crate::outcome::Outcome;
use crate::{Act, Reply, Shape, Tool};
use serde_json::{Value, json};

/// The tools, in the order in which they are listed.
pub(super) fn tools() -> Vec<Tool> {
    let directions = Direction::ALL.map(Direction::word);
    let place = json!({"type": "array", "items": {"type": "integer"}, "description": "Row and column."});
    let view = object(&json!({
        "position": place,
        "goal": place,
        "walls": {"type": "array", "items": {"type": "string", "enum": directions}},
        "moves_left": {"type": "integer"},
        "outcome": {"type": "string", "enum": Outcome::WORDS},
    }));
    let direction = object(&json!({"direction": {"type": "string", "enum": directions}}));
    let message = object(&json!({"message": {"type": "string"}}));
    let tool =
        |name, description, input, output, read_only| Tool { name, description, input, output, read_only };
    vec![
        tool("move", MOVE, direction, view.clone(), false),
        tool("look", LOOK, object(&json!({})), view, true),
        tool("call_out", CALL_OUT, message, object(&json!({"called": {"type": "boolean"}})), false),
    ]
}

const MOVE: &str = "Moves one cell. A move against a wall leaves you where you are and counts as well.";
const LOOK: &str =
    "Tells where you are, where the goal is and which walls are around you. This is not a move.";
const CALL_OUT: &str = "Calls a message that whoever is near can hear. This is not a move.";

/// Calls a tool.
pub(super) fn call(world: &mut World, tool: &str, arguments: &Value) -> Reply {
    let word = |name: &str| arguments.get(name).and_then(Value::as_str);
    let action = match tool {
        "move" => word("direction")
            .and_then(Direction::read)
            .map(Action::Move)
            .ok_or("Give `direction`: right, left, up or down."),
        "look" => Ok(Action::Look),
        "call_out" => word("message")
            .map(|message| Action::CallOut(message.to_owned()))
            .ok_or("Give `message`, a string."),
        _ => return Reply::refused(format!("There is no tool {tool}.")),
    };
    match action.map_err(str::to_owned).and_then(|action| Ok((world.play(&action)?, action))) {
        Ok((text, Action::CallOut(_))) => Reply::ok(text, json!({"called": true})),
        Ok((text, _)) => Reply::ok(text, world.view()),
        Err(refusal) => Reply::refused(refusal),
    }
}

/// An action as a call in either shape.
pub(super) fn act(action: &Action, shape: Shape) -> Act {
    let (tool, arguments) = match (shape, action) {
        (Shape::AgentGym, _) => ("step", json!({"action": action.words()})),
        (Shape::Native, Action::Move(direction)) => ("move", json!({"direction": direction.word()})),
        (Shape::Native, Action::Look) => ("look", json!({})),
        (Shape::Native, Action::CallOut(message)) => ("call_out", json!({"message": message})),
    };
    Act { tool: tool.to_owned(), arguments }
}

/// The schema of an object all of whose members are required.
fn object(properties: &Value) -> Value {
    let names: Vec<&String> = properties.as_object().into_iter().flat_map(|members| members.keys()).collect();
    json!({"type": "object", "properties": properties, "required": names, "additionalProperties": false})
}
