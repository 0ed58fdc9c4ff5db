//! The native tools, and acts in either shape.

use super::action::Action;
use super::world::World;
use crate::outcome::Outcome;
use crate::{Act, Reply, Shape, Tool};
use serde_json::{Value, json};

/// The tools, in the order in which they are listed.
pub(super) fn tools() -> Vec<Tool> {
    let text = json!({"type": "string"});
    let left = json!({"type": "integer"});
    let outcome = json!({"type": "string", "enum": Outcome::WORDS});
    let marks = json!({"type": "string", "description": "A mark for each letter, like b y g g b; empty for what is not on the list."});
    let word = object(&json!({"word": {"type": "string", "description": "Five letters."}}));
    let answer = object(&json!({"marks": marks, "tries_left": left, "outcome": outcome}));
    let guesses = json!({"type": "array", "items": object(&json!({"word": text, "marks": marks}))});
    let history = object(&json!({"guesses": guesses, "tries_left": left, "outcome": outcome}));
    let (share, shared) = (object(&json!({"name": text, "message": text})), object(&json!({"name": text})));
    let tool =
        |name, description, input, output, read_only| Tool { name, description, input, output, read_only };
    vec![
        tool("guess", GUESS, word, answer, false),
        tool("history", "Lists your guesses with their marks.", object(&json!({})), history, true),
        tool("share_score", SHARE, share, shared, false),
    ]
}

const GUESS: &str = "Guesses a word and returns a mark for each letter: g for the right place, y for another place, b for a \
    letter that is not in the word. What is not on the list of words costs a try too.";
const SHARE: &str = "Sends your score with a message to another player.";

/// Calls a tool.
pub(super) fn call(world: &mut World, tool: &str, arguments: &Value) -> Reply {
    let word = |name: &str| arguments.get(name).and_then(Value::as_str).map(str::to_owned);
    let action = match tool {
        "guess" => word("word").map(Action::Guess).ok_or("Give `word`, a string."),
        "history" => Ok(Action::History),
        "share_score" => word("name")
            .zip(word("message"))
            .map(|(name, message)| Action::Share { name, message })
            .ok_or("Give `name` and `message`, two strings."),
        _ => return Reply::refused(format!("There is no tool {tool}.")),
    };
    match action.and_then(|action| world.play(&action)) {
        Ok(deed) => Reply::ok(deed.text, deed.structured),
        Err(refusal) => Reply::refused(refusal),
    }
}

/// An action as a call in either shape.
pub(super) fn act(action: &Action, shape: Shape) -> Act {
    let (tool, arguments) = match (shape, action) {
        (Shape::AgentGym, _) => ("step", json!({"action": action.words()})),
        (Shape::Native, Action::Guess(word)) => ("guess", json!({"word": word})),
        (Shape::Native, Action::History) => ("history", json!({})),
        (Shape::Native, Action::Share { name, message }) => {
            ("share_score", json!({"name": name, "message": message}))
        }
    };
    Act { tool: tool.to_owned(), arguments }
}

/// The schema of an object all of whose members are required.
fn object(properties: &Value) -> Value {
    let names: Vec<&String> = properties.as_object().into_iter().flat_map(|members| members.keys()).collect();
    json!({"type": "object", "properties": properties, "required": names, "additionalProperties": false})
}
