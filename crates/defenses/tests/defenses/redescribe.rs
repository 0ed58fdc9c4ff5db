//! What a service says of itself does not reach the model.

use crate::support::{Guarded, LIST, PAYLOAD, RESULT, second};
use serde_json::{Value, json};

#[test]
fn prose_goes_and_names_and_types_stay() {
    let tool = json!({
        "name": "get rain", "title": PAYLOAD, "description": PAYLOAD, "annotations": {"title": PAYLOAD, "readOnlyHint": true},
        "inputSchema": {"type": "object", "title": PAYLOAD, "properties": {
            "city": {"type": "string", "description": PAYLOAD}, "days": {"anyOf": [{"description": PAYLOAD}]}}},
        "outputSchema": {"description": PAYLOAD},
    });
    let list = json!({"jsonrpc": "2.0", "id": 1, "result": {"tools": [tool], "ttlMs": 5}}).to_string();
    let seen = Guarded::new("redescribe", "{}", None).host_sees(&list);
    assert!(!seen.contains("Ignore"), "{seen}");
    let seen: Value = serde_json::from_str(&seen).unwrap();
    let tool = &seen["result"]["tools"][0];
    assert_eq!(tool["description"], "Tool get_rain. Arguments: city (string), days.");
    assert_eq!((&tool["name"], &tool["annotations"]["readOnlyHint"]), (&json!("get rain"), &json!(true)));
    assert_eq!(seen["result"]["ttlMs"], 5);
    let hello = json!({"jsonrpc": "2.0", "id": 1, "result": {"capabilities": {}, "instructions": PAYLOAD}});
    assert!(!Guarded::new("redescribe", "{}", None).host_sees(&hello.to_string()).contains("Ignore"));
}

#[test]
fn a_second_model_sees_names_only() {
    let [mut guarded, _] = Guarded::two("redescribe", r#"{"by":"model"}"#, Some(second(&[])));
    let seen = guarded.host_sees(&LIST.replace("Get the forecast", PAYLOAD));
    assert!(seen.contains(r#""description":"The tool forecast.""#) && !seen.contains("Ignore"), "{seen}");
}

#[test]
fn results_pass_byte_for_byte() {
    let mut guarded = Guarded::new("redescribe", "{}", None);
    assert_eq!(guarded.host_sees(RESULT), RESULT);
    let bare =
        r#"{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"a","inputSchema":{"type":"object"}}]}}"#;
    assert_eq!(guarded.host_sees(bare), bare);
}
