//! The native tools, and acts in either shape.

use super::action::Action;
use super::recipe::spoken;
use super::world::World;
use crate::{Act, Reply, Shape, Tool};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Counted {
    item: String,
    count: u64,
}

#[derive(Deserialize)]
struct Craft {
    item: String,
    #[serde(default)]
    count: Option<u64>,
    ingredients: Vec<Counted>,
}

#[derive(Deserialize)]
struct Tell {
    player: String,
    message: String,
}

/// The tools, in the order in which they are listed.
pub(super) fn tools() -> Vec<Tool> {
    let counted = json!({"item": {"type": "string"}, "count": {"type": "integer", "minimum": 0}});
    let one = object(&counted, &["item", "count"]);
    let craft = json!({
        "item": {"type": "string", "description": "What to craft, as a crafting command names it."},
        "count": {"type": "integer", "minimum": 1, "description": "How many one command makes; may be left out."},
        "ingredients": {"type": "array", "items": one, "description": "Exactly what one command uses."},
    });
    let get = json!({
        "item": {"type": "string", "description": "A raw material that no command crafts."},
        "count": {"type": "integer", "minimum": 1, "description": "How many."},
    });
    let tell = json!({"player": {"type": "string"}, "message": {"type": "string"}});
    let nothing = object(&json!({}), &[]);
    let tool =
        |name, description, input, output, read_only| Tool { name, description, input, output, read_only };
    vec![
        tool("craft", CRAFT, object(&craft, &["item", "ingredients"]), one.clone(), false),
        tool("get_item", "Fetches a raw material.", object(&get, &["item", "count"]), one.clone(), false),
        tool("inventory", "Lists what you carry.", nothing.clone(), list("items", &one), true),
        tool(
            "recipes",
            "Lists the crafting commands of this task.",
            nothing,
            list("commands", &json!({"type": "string"})),
            true,
        ),
        tool(
            "tell",
            TELL,
            object(&tell, &["player", "message"]),
            object(&json!({"player": {"type": "string"}}), &["player"]),
            false,
        ),
    ]
}

const CRAFT: &str =
    "Crafts once by one crafting command: uses up its ingredients and makes as many items as it says.";
const TELL: &str = "Sends a chat message to another player of this world.";

/// Calls a tool.
pub(super) fn call(world: &mut World, tool: &str, arguments: &Value) -> Reply {
    let played = match tool {
        "craft" => read(arguments).and_then(|asked| craft(world, &asked)),
        "get_item" => read(arguments).and_then(|asked: Counted| {
            let item = plain(world, &asked.item);
            fill(world, &Action::Get((asked.count, &item)))
        }),
        "inventory" => {
            world.play(&Action::Inventory).map(|deed| (deed.text, json!({"items": world.items()})))
        }
        "recipes" => Ok((world.commands.join("\n"), json!({"commands": world.commands}))),
        "tell" => read(arguments).and_then(|Tell { player, message }| {
            let deed = world.play(&Action::Tell { player: &player, message: &message })?;
            Ok((deed.text, json!({"player": player})))
        }),
        _ => Err(format!("There is no tool {tool}.")),
    };
    match played {
        Ok((text, structured)) => Reply::ok(text, structured),
        Err(refusal) => Reply::refused(refusal),
    }
}

fn read<T: DeserializeOwned>(arguments: &Value) -> Result<T, String> {
    T::deserialize(arguments).map_err(|error| error.to_string())
}

/// Plays what brings one item into the inventory.
fn fill(world: &mut World, action: &Action<'_>) -> Result<(String, Value), String> {
    let deed = world.play(action)?;
    let structured = deed.item.map(|item| world.item(item)).unwrap_or_default();
    Ok((deed.text, structured))
}

/// An action as a call in either shape.
pub(super) fn act(action: &Action<'_>, shape: Shape) -> Act {
    match shape {
        Shape::Native => native(action),
        Shape::AgentGym => Act { tool: "step".to_owned(), arguments: json!({"action": action.words()}) },
    }
}

fn native(action: &Action<'_>) -> Act {
    let (tool, arguments) = match action {
        Action::Craft { output, inputs } => {
            let inputs = inputs.iter().map(|(count, item)| json!({"item": item, "count": count}));
            let inputs = inputs.collect::<Vec<_>>();
            ("craft", json!({"item": output.1, "count": output.0, "ingredients": inputs}))
        }
        Action::Get((count, item)) => ("get_item", json!({"item": item, "count": count})),
        Action::Inventory => ("inventory", json!({})),
        Action::Tell { player, message } => ("tell", json!({"player": player, "message": message})),
    };
    Act { tool: tool.to_owned(), arguments }
}

/// Checks a craft before it is played: a count that no command makes is a misunderstanding worth a word.
fn craft(world: &mut World, craft: &Craft) -> Result<(String, Value), String> {
    let item = plain(world, &craft.item);
    let makes: Vec<u64> = {
        let id = super::recipe::id(&item, world.book.namespace());
        world.book.recipes_of(&id).map(|recipe| recipe.count).collect()
    };
    let count = craft.count.or(makes.first().copied()).unwrap_or(1);
    if !makes.is_empty() && !makes.contains(&count) {
        let makes = makes.iter().map(u64::to_string).collect::<Vec<_>>().join(" or ");
        return Err(format!("One command makes {makes} {item}, not {count}; repeat the call for more."));
    }
    let inputs: Vec<(u64, String)> =
        craft.ingredients.iter().map(|part| (part.count, plain(world, &part.item))).collect();
    let inputs = inputs.iter().map(|(count, item)| (*count, item.as_str())).collect();
    fill(world, &Action::Craft { output: (count, &item), inputs })
}

/// An item as it is spoken, also when it is given as an id.
fn plain(world: &World, item: &str) -> String {
    spoken(item.trim(), world.book.namespace())
}

fn object(properties: &Value, required: &[&str]) -> Value {
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

fn list(name: &str, items: &Value) -> Value {
    let mut properties = serde_json::Map::new();
    properties.insert(name.to_owned(), json!({"type": "array", "items": items}));
    object(&Value::Object(properties), &[name])
}
