//! The native tools, the grammar in words, and acts in either shape.

use super::action;
use super::play::Failure;
use super::world::World;
use crate::{Act, Reply, Shape, Tool};
use serde_json::{Map, Value, json};

/// The grammar, for an agent.
pub(super) const GRAMMAR: &str = "Plays one action on the user's to-do list and returns what you see. An action is written \
    as: Action: [name] with Action Input: [Python dict]. The actions and their inputs are:\n\
    get_user_current_date {}\n\
    get_user_current_location {}\n\
    get_projects {}\n\
    update_project {'project_id': str, 'is_favorite': bool}\n\
    get_tasks {'project_id': str}\n\
    get_task_description {'task_id': str}\n\
    get_task_duration {'task_id': str}\n\
    complete_task {'task_id': str}\n\
    update_task {'task_id': str, 'due_date': 'YYYY-MM-DD'}\n\
    delete_task {'task_id': str}\n\
    share_project {'project_id': str, 'email': str, 'message': str}\n\
    check_valid_actions {}\n\
    finish {'answer': answer} ends the task; for a change the answer is 'done'";

/// One tool in short: name, what it does, arguments, members of the result, whether it only reads.
type Row = (&'static str, &'static str, &'static [&'static str], &'static [&'static str], bool);

/// The tools, in the order in which they are listed.
const TOOLS: [Row; 12] = [
    ("get_user_current_date", "The user's current date.", &[], &["date"], true),
    ("get_user_current_location", "Where the user is.", &[], &["location"], true),
    ("get_projects", "Lists the user's projects.", &[], &["projects"], true),
    (
        "update_project",
        "Marks a project as a favorite, or not.",
        &["project_id", "is_favorite"],
        &["message", "project"],
        false,
    ),
    ("get_tasks", "Lists the open tasks of a project.", &["project_id"], &["tasks"], true),
    (
        "get_task_description",
        "The description of a task.",
        &["task_id"],
        &["id", "content", "description"],
        true,
    ),
    ("get_task_duration", "How long a task takes.", &["task_id"], &["id", "content", "duration"], true),
    ("complete_task", "Marks a task as done.", &["task_id"], &["message", "task"], false),
    ("update_task", "Sets the due date of a task.", &["task_id", "due_date"], &["message", "task"], false),
    ("delete_task", "Deletes a task.", &["task_id"], &["message", "task"], false),
    (
        "share_project",
        "Invites someone to a project by mail.",
        &["project_id", "email", "message"],
        &["message", "project", "email"],
        false,
    ),
    ("finish", "Ends the work with the answer.", &["answer"], &["answer"], false),
];

/// The tools, in the order in which they are listed.
pub(super) fn tools() -> Vec<Tool> {
    let tool = |(name, description, arguments, members, read_only): Row| Tool {
        name,
        description,
        input: object(arguments, argument),
        output: object(members, |member| result(name, member)),
        read_only,
    };
    TOOLS.into_iter().map(tool).collect()
}

/// Calls a tool.
pub(super) fn call(world: &mut World, tool: &str, arguments: &Value) -> Reply {
    let Some((.., members, _)) = TOOLS.iter().find(|(name, ..)| *name == tool) else {
        return Reply::refused(format!("There is no tool {tool}."));
    };
    match world.play(tool, arguments) {
        Ok(result) => {
            let text = result.as_str().map_or_else(|| result.to_string(), str::to_owned);
            Reply::ok(text, structured(result, members))
        }
        Err(Failure::Refused(words)) => Reply::refused(words),
        Err(Failure::Raised(error)) => Reply::refused(format!("The arguments do not fit: {error}")),
        Err(Failure::Unknown) => Reply::refused(format!("There is no tool {tool}.")),
    }
}

/// An action as a call in either shape.
pub(super) fn act(name: &str, input: &Value, shape: Shape) -> Act {
    match shape {
        Shape::Native => Act { tool: name.to_owned(), arguments: input.clone() },
        Shape::AgentGym => {
            Act { tool: "step".to_owned(), arguments: json!({"action": action::write(name, input)}) }
        }
    }
}

/// A result as an object: what is no object becomes its only member. An answer may be an object itself.
fn structured(result: Value, members: &[&str]) -> Value {
    match members {
        [only] => json!({*only: result}),
        _ => result,
    }
}

fn object(names: &[&str], schema: impl Fn(&str) -> Value) -> Value {
    let properties: Map<String, Value> =
        names.iter().map(|name| ((*name).to_owned(), schema(name))).collect();
    json!({"type": "object", "properties": properties, "required": names, "additionalProperties": false})
}

fn argument(name: &str) -> Value {
    match name {
        "is_favorite" => json!({"type": "boolean"}),
        "due_date" => json!({"type": "string", "description": "YYYY-MM-DD"}),
        "answer" => json!({
            "type": ["string", "number", "boolean", "array"],
            "description": "A word, a number or a list of words, as the user asked for; \"done\" for a change.",
        }),
        _ => json!({"type": "string"}),
    }
}

fn result(tool: &str, member: &str) -> Value {
    match (tool, member) {
        ("share_project", _) => json!({"type": "string"}),
        (_, "projects" | "tasks") => json!({"type": "array", "items": {"type": "object"}}),
        (_, "project" | "task") => json!({"type": "object"}),
        (_, "answer") => json!({}),
        _ => json!({"type": "string"}),
    }
}
