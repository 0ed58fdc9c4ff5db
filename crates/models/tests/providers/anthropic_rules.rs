//! What an Anthropic Messages endpoint demands of a request.

use crate::fake::{Seen, demand, demand_known, demand_name};
use serde_json::Value;
use std::collections::BTreeSet;

const FIELDS: &[&str] = &["model", "stream", "system", "messages", "tools", "max_tokens", "temperature"];

pub(crate) fn rules(seen: &Seen) -> Result<(), String> {
    let body = &seen.body;
    demand(seen.path == "/v1/messages", "unknown path")?;
    demand(seen.headers["anthropic-version"] == "2023-06-01", "anthropic-version is required")?;
    demand_known(body, FIELDS)?;
    demand(body["model"].as_str().is_some_and(|model| !model.is_empty()), "model is required")?;
    demand(body["stream"] != true, "this server does not stream")?;
    demand(body["max_tokens"].as_u64().is_some_and(|tokens| tokens > 0), "max_tokens is required")?;
    demand(body["system"] != "", "system must not be empty")?;
    for tool in body["tools"].as_array().into_iter().flatten() {
        demand_known(tool, &["type", "name", "description", "input_schema"])?;
        demand(tool["type"].is_null() || tool["type"] == "custom", "unknown server tool")?;
        demand_name(&tool["name"])?;
        demand(tool["input_schema"]["type"] == "object", "input_schema must be of type object")?;
    }
    conversation(body["messages"].as_array().map(Vec::as_slice).unwrap_or_default())
}

fn conversation(messages: &[Value]) -> Result<(), String> {
    demand(!messages.is_empty(), "at least one message is required")?;
    let mut called = BTreeSet::new();
    for (index, message) in messages.iter().enumerate() {
        let role = if index % 2 == 0 { "user" } else { "assistant" };
        demand(message["role"] == role, "roles must alternate, beginning with the user's")?;
        demand_known(message, &["role", "content"])?;
        called = turn(message, role, &called)?;
    }
    demand(called.is_empty(), "tool_use ids without tool_result blocks")
}

/// Checks one turn against the calls of the turn before; gives its own calls.
fn turn<'a>(message: &'a Value, role: &str, called: &BTreeSet<&str>) -> Result<BTreeSet<&'a str>, String> {
    let mut calls = BTreeSet::new();
    let mut answered = BTreeSet::new();
    let mut words = false;
    let content = &message["content"];
    demand(
        content.is_array() || content.as_str().is_some_and(|text| !text.is_empty()),
        "content must not be empty",
    )?;
    demand(content.as_array().is_none_or(|blocks| !blocks.is_empty()), "content must not be empty")?;
    for block in content.as_array().into_iter().flatten() {
        match (role, block["type"].as_str().unwrap_or_default()) {
            (_, "text") => {
                words = true;
                demand(block["text"] != "", "text content blocks must be non-empty")?;
            }
            ("assistant", "tool_use") => {
                demand_name(&block["name"])?;
                demand(block["input"].is_object(), "input must be an object")?;
                demand(
                    calls.insert(block["id"].as_str().ok_or("id is required")?),
                    "tool_use ids must be unique",
                )?;
            }
            ("user", "tool_result") => {
                demand_known(block, &["type", "tool_use_id", "content", "is_error"])?;
                demand(!words, "tool_result blocks must come first")?;
                answered.insert(block["tool_use_id"].as_str().ok_or("tool_use_id is required")?);
            }
            (_, other) => return Err(format!("unexpected block {other} of the {role}")),
        }
    }
    demand(answered == *called, "tool_use and tool_result ids must match")?;
    Ok(calls)
}
