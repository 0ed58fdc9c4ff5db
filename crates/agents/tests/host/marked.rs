//! A service with a marker in every field that it controls.

use crate::stage::{Scripted, with_id};
use serde_json::{Value, json};

/// Every marker of a text: `MK_` and what follows it.
pub(crate) fn markers(text: &str) -> std::collections::BTreeSet<String> {
    let word = |char: char| char.is_ascii_alphanumeric() || char == '_';
    let parts = text.split("MK_").skip(1);
    parts.map(|part| part.chars().take_while(|char| word(*char)).collect()).collect()
}

/// One tool for each kind of answer; `ask` sends requests and notifications of its own first.
const TOOLS: [&str; 5] = ["full", "plain", "failing", "refusing", "asking"];

fn info() -> Value {
    json!({
        "name": "MK_info_name", "title": "MK_info_title", "version": "MK_info_version",
        "description": "MK_info_description", "websiteUrl": "http://127.0.0.1:9/MK_info_site",
        "icons": [{"src": "http://127.0.0.1:9/MK_info_icon", "mimeType": "image/png"}]
    })
}

/// What the service says of itself in its first answer.
fn greeting(version: &Value) -> Value {
    let mut greeting = json!({
        "capabilities": {"tools": {}, "resources": {}, "prompts": {}, "experimental": {"MK_capability": {}}},
        "serverInfo": info(), "instructions": "MK_instructions", "ttlMs": 0, "cacheScope": "MK_greeting_scope"
    });
    let both = greeting.as_object_mut().unwrap();
    both.extend(version.as_object().unwrap().clone());
    greeting
}

fn tool(name: &str) -> Value {
    let mut tool = json!({
        "name": name, "title": "MK_tool_title", "description": "MK_tool_description",
        "inputSchema": {
            "type": "object", "title": "MK_schema_title", "$comment": "MK_schema_comment",
            "description": "MK_schema_description", "examples": [{"a": "MK_schema_example"}], "x-note": "MK_unknown",
            "properties": {
                "a": {"type": "string", "title": "MK_property_title", "description": "MK_property_description",
                    "default": "MK_default", "examples": ["MK_example"]},
                "MK_key": {"const": "MK_const"},
                "b": {"enum": ["MK_enum"]},
                "c": {"type": "string", "pattern": "^MK_pattern$"},
                "d": {"oneOf": [{"const": "1", "title": "MK_choice_title"}]},
                "e": {"$ref": "#/$defs/E"},
                "f": {"$ref": "http://127.0.0.1:9/far"}
            },
            "$defs": {"E": {"description": "MK_defs_description"}}
        },
        "annotations": {"title": "MK_annotation_title", "readOnlyHint": false}, "_meta": {"k": "MK_tool_meta"},
        "icons": [{"src": "http://127.0.0.1:9/MK_tool_icon"}], "x-member": "MK_tool_member"
    });
    if name == "full" {
        tool["outputSchema"] = json!({"type": "object", "description": "MK_output_description"});
    }
    tool
}

/// Blocks of every kind; `mark` tells the answers apart.
fn content(mark: &str) -> Value {
    let mk = |field: &str| format!("MK_{mark}_{field}");
    json!([
        {"type": "text", "text": mk("text"), "_meta": {"k": mk("text_meta")}},
        {"type": "text", "text": mk("user"), "annotations": {"audience": ["user"], "lastModified": mk("modified")}},
        {"type": "resource_link", "uri": format!("mk:{}", mk("uri")), "name": mk("name"), "title": mk("title"),
            "description": mk("description")},
        {"type": "resource", "resource": {"uri": format!("mk:{}", mk("inner_uri")), "text": mk("inner_text")}},
        {"type": "image", "mimeType": "image/png", "data": mk("image")},
        {"type": "audio", "mimeType": "audio/wav", "data": mk("audio")}
    ])
}

fn answer(tool: &str) -> String {
    let result = match tool {
        "full" => json!({"content": content("full"), "structuredContent": {"r": "MK_structured"},
            "_meta": {"k": "MK_result_meta"}}),
        "failing" => json!({"content": [{"type": "text", "text": "MK_failure"}], "isError": true}),
        "refusing" => {
            let error =
                json!({"code": -32603, "message": "MK_error_message", "data": {"d": "MK_error_data"}});
            return with_id(&format!(r#""error":{error}"#));
        }
        "asking" => json!({"content": [{"type": "text", "text": "asked"}]}),
        _ => json!({"content": content("plain")}),
    };
    with_id(&format!(r#""result":{result}"#))
}

fn notice(method: &str, params: &Value) -> String {
    json!({"jsonrpc": "2.0", "method": method, "params": params}).to_string()
}

/// A question that the service asks of the user.
pub(crate) fn question() -> Value {
    json!({"message": "MK_question", "requestedSchema": {"type": "object", "properties": {
        "MK_question_key": {"type": "string", "title": "MK_question_title", "default": "yes"}}}})
}

/// A request for the model's words.
fn sampling() -> Value {
    json!({"systemPrompt": "MK_sampling_system", "maxTokens": 50, "messages": [
        {"role": "user", "content": {"type": "text", "text": "MK_sampling_message"}}]})
}

/// What the service sends before it answers a call of `asking`.
fn asides() -> Vec<String> {
    let ask = |id: &str, method: &str, params: Value| {
        json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}).to_string()
    };
    vec![
        notice(
            "notifications/message",
            &json!({"level": "error", "logger": "MK_logger", "data": {"d": "MK_log"}}),
        ),
        notice(
            "notifications/progress",
            &json!({"progressToken": 1, "progress": 1, "message": "MK_progress"}),
        ),
        notice("notifications/resources/updated", &json!({"uri": "mk:MK_updated"})),
        notice("notifications/prompts/list_changed", &json!({"_meta": {"k": "MK_changed_meta"}})),
        notice(
            "notifications/tasks/status",
            &json!({"taskId": "t", "status": "working", "statusMessage": "MK_task"}),
        ),
        ask("r", "roots/list", json!({"_meta": {"k": "MK_roots_meta"}})),
        ask("e", "elicitation/create", question()),
        ask("s", "sampling/createMessage", sampling()),
        ask("p", "ping", json!({})),
    ]
}

/// The service. `version` goes into its first answer.
pub(crate) fn marked() -> Scripted {
    Scripted::greeting("a", greeting, |method, params| {
        let result = match method {
            "tools/list" if params.get("cursor").is_some() => json!({"tools": []}),
            "tools/list" => {
                json!({"tools": TOOLS.map(tool), "nextCursor": "MK_cursor", "cacheScope": "MK_list_scope"})
            }
            "tools/call" => {
                let tool = params["name"].as_str().unwrap();
                let mut texts = if tool == "asking" { asides() } else { vec![] };
                texts.push(answer(tool));
                return texts;
            }
            "resources/list" => {
                json!({"resources": [{"uri": "mk:MK_resource_uri", "name": "MK_resource_name",
                "title": "MK_resource_title", "description": "MK_resource_description"}]})
            }
            "resources/templates/list" => {
                json!({"resourceTemplates": [{"uriTemplate": "mk:{MK_variable}", "name": "MK_template_name"}]})
            }
            "resources/read" => json!({"contents": [{"uri": "mk:MK_read_uri", "text": "MK_read_text"}]}),
            "prompts/list" => json!({"prompts": [{"name": "MK_prompt_name", "title": "MK_prompt_title",
                "description": "MK_prompt_description", "arguments": [{"name": "MK_argument"}]}]}),
            "completion/complete" => json!({"completion": {"values": ["MK_value"]}}),
            "prompts/get" => json!({"description": "MK_got_description", "messages": [
                {"role": "user", "content": {"type": "text", "text": "MK_prompt_user"}},
                {"role": "assistant", "content": {"type": "text", "text": "MK_prompt_assistant"}}]}),
            _ => return vec![with_id(r#""error":{"code":-32601,"message":"no"}"#)],
        };
        vec![with_id(&format!(r#""result":{result}"#))]
    })
}
