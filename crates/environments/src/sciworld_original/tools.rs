//! The native tools, and acts in either shape.

use super::verb::{self, VERBS, Verb};
use super::world::{World, refuses};
use crate::{Act, Environment, Reply, Shape, Tool};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// The tool that answers a question of the simulator's.
const ANSWER: &str = "answer";

const ANSWER_ABOUT: &str =
    "Answers the question which of several actions was meant, by the number in front of it.";

/// The rules of the action grammar.
pub(super) fn grammar() -> &'static str {
    static GRAMMAR: LazyLock<String> = LazyLock::new(|| {
        let mut text =
            "Plays one action in a house with laboratories and returns what you see. The actions are:\n"
                .to_owned();
        for verb in VERBS {
            text.push_str(&format!("{} - {}\n", verb.form(), verb.about));
        }
        text.push_str(
            "OBJECT is a thing by the name under which you see it, such as `door to kitchen` or `substance in metal pot`. \
             When several actions could be meant you are asked; answer by a number alone.",
        );
        text
    });
    &GRAMMAR
}

/// The tools, in the order in which they are listed.
pub(super) fn tools() -> Vec<Tool> {
    let output = json!({
        "type": "object",
        "properties": {
            "observation": {"type": "string"},
            "reward": {"type": "integer", "description": "What the score gained by this action."},
            "score": {"type": "integer", "description": "0 to 100; less where the task has failed."},
            "done": {"type": "boolean"},
        },
        "required": ["observation", "reward", "score", "done"],
        "additionalProperties": false,
    });
    let of_verb = |verb: &Verb| Tool {
        name: verb.tool,
        description: verb.about,
        input: input(verb),
        output: output.clone(),
        read_only: verb.read_only,
    };
    let answer = Tool {
        name: ANSWER,
        description: ANSWER_ABOUT,
        input: json!({
            "type": "object",
            "properties": {"number": {"type": "integer", "minimum": 0}},
            "required": ["number"],
            "additionalProperties": false,
        }),
        output: output.clone(),
        read_only: false,
    };
    VERBS.iter().map(of_verb).chain([answer]).collect()
}

/// Calls a tool.
pub(super) fn call(world: &mut World, tool: &str, arguments: &Value) -> Reply {
    let played = action(tool, arguments).and_then(|action| world.play(&action));
    match played {
        Err(refusal) => Reply::refused(refusal),
        Ok((observation, _)) if refuses(&observation) => Reply::refused(observation),
        Ok((observation, gained)) => {
            let structured = json!({
                "observation": observation,
                "reward": gained,
                "score": world.score(),
                "done": world.done(),
            });
            Reply::ok(observation, structured)
        }
    }
}

/// An action in the original's words as a call in either shape. Words that no native tool has go to [`ANSWER`], which
/// refuses all but numbers.
pub(super) fn act(action: &str, shape: Shape) -> Act {
    let (tool, arguments) = match (shape, verb::read(action)) {
        (Shape::AgentGym, _) => ("step", json!({"action": action})),
        (Shape::Native, None) => (
            ANSWER,
            json!({"number": action.parse().map_or_else(|_| json!(action), |number: u32| json!(number))}),
        ),
        (Shape::Native, Some((verb, object, target))) => {
            let values = [Some(object), target].into_iter().flatten();
            let names = verb.arguments().iter().map(|(name, _)| (*name).to_owned());
            (verb.tool, Value::Object(names.zip(values.map(Value::from)).collect::<Map<_, _>>()))
        }
    };
    Act { tool: tool.to_owned(), arguments }
}

/// A call in the original's words.
fn action(tool: &str, arguments: &Value) -> Result<String, String> {
    if tool == ANSWER {
        let number = arguments.get("number").and_then(Value::as_u64);
        return number.map(|number| number.to_string()).ok_or("Give `number`, a whole number.".to_owned());
    }
    let verb = VERBS.iter().find(|verb| verb.tool == tool);
    let verb = verb.ok_or_else(|| format!("There is no tool {tool}."))?;
    let word = |name: &str| arguments.get(name)?.as_str().map(str::trim).filter(|word| !word.is_empty());
    for (name, needed) in verb.arguments() {
        if word(name).is_none() && (*needed || arguments.get(name).is_some()) {
            return Err(format!("Give `{name}`, the name of a thing as you see it."));
        }
    }
    Ok(verb.words(word("object").unwrap_or_default(), word("target")))
}

/// The schema of a verb's arguments.
fn input(verb: &Verb) -> Value {
    let thing =
        |name: &str| (name.to_owned(), json!({"type": "string", "description": "A thing by its name."}));
    let properties: Map<String, Value> = verb.arguments().iter().map(|(name, _)| thing(name)).collect();
    let required: Vec<&str> =
        verb.arguments().iter().filter(|(_, needed)| *needed).map(|(name, _)| *name).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}
