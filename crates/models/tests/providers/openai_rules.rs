//! What an OpenAI chat-completions endpoint demands of a request.

use crate::fake::{Seen, demand, demand_known, demand_name};
use serde_json::Value;

const FIELDS: &[&str] =
    &["model", "stream", "messages", "tools", "max_tokens", "max_completion_tokens", "temperature", "seed"];

pub(crate) fn rules(seen: &Seen) -> Result<(), String> {
    let body = &seen.body;
    demand(seen.path.ends_with("/chat/completions"), "unknown path")?;
    demand(seen.headers["content-type"] == "application/json", "content-type must be application/json")?;
    demand_known(body, FIELDS)?;
    demand(body["model"].as_str().is_some_and(|model| !model.is_empty()), "model is required")?;
    demand(body["stream"] != true, "this server does not stream")?;
    demand(body["seed"].is_null() || body["seed"].is_i64(), "seed must be a signed integer")?;
    for tool in list(&body["tools"]) {
        demand(tool["type"] == "function", "a tool must be a function")?;
        demand_name(&tool["function"]["name"])?;
        demand(tool["function"]["parameters"]["type"] == "object", "schema must be of type object")?;
    }
    conversation(list(&body["messages"]))
}

fn conversation(messages: &[Value]) -> Result<(), String> {
    demand(!messages.is_empty(), "messages must not be empty")?;
    let mut open: Vec<&str> = Vec::new();
    for (index, message) in messages.iter().enumerate() {
        let role = message["role"].as_str().unwrap_or_default();
        demand(
            open.is_empty() || role == "tool",
            "tool calls must be followed by tool messages for each id",
        )?;
        demand(
            message["content"].is_string() || !list(&message["tool_calls"]).is_empty(),
            "content is missing",
        )?;
        match role {
            "system" => demand(index == 0, "a system message comes first")?,
            "user" => {}
            "assistant" => open = calls(message)?,
            "tool" => {
                let answered = open.iter().position(|id| message["tool_call_id"] == *id);
                open.remove(answered.ok_or("a tool message must respond to a preceding call")?);
            }
            _ => return Err(format!("unknown role {role}")),
        }
    }
    demand(open.is_empty(), "a call is unanswered")
}

fn calls(message: &Value) -> Result<Vec<&str>, String> {
    demand(
        message.get("tool_calls").is_none_or(|calls| !list(calls).is_empty()),
        "tool_calls must not be empty",
    )?;
    list(&message["tool_calls"]).iter().map(call).collect()
}

fn call(call: &Value) -> Result<&str, String> {
    demand(call["type"] == "function", "a call must be of a function")?;
    demand_name(&call["function"]["name"])?;
    let arguments = call["function"]["arguments"].as_str().ok_or("arguments must be a string")?;
    demand(serde_json::from_str::<Value>(arguments).is_ok(), "arguments must be JSON")?;
    call["id"].as_str().ok_or_else(|| "a call must have an id".to_owned())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}
