//! Injected instructions are taken out wherever they stand; benign messages pass byte for byte.

use crate::support::{Guarded, LIST, PAYLOAD, RESULT};
use chain::Action;
use serde_json::{Value, json};

const FLAG: &str = r#"{"action":"flag"}"#;
const REDACT: &str = r#"{"action":"redact"}"#;
const BLOCK: &str = r#"{"action":"block"}"#;

fn check(settings: &str, message: &Value, expected: &Value, found: usize) {
    let mut guarded = Guarded::new("detector", settings, None);
    let seen: Value = serde_json::from_str(&guarded.host_sees(&message.to_string())).unwrap();
    assert_eq!(seen, *expected, "{settings}");
    assert_eq!(guarded.actions().len(), found, "{settings}");
}

#[expect(clippy::needless_pass_by_value, reason = "called with `json!`")]
fn response(result: Value) -> Value {
    json!({"jsonrpc": "2.0", "id": 1, "result": result})
}

#[test]
fn benign_messages_pass_byte_for_byte() {
    for settings in [FLAG, REDACT, BLOCK] {
        let mut guarded = Guarded::new("detector", settings, None);
        assert_eq!(guarded.host_sees(LIST), LIST);
        assert_eq!(guarded.host_sees(RESULT), RESULT);
        let call = json!({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": PAYLOAD}})
            .to_string();
        assert_eq!(guarded.server_sees(&call).unwrap(), call);
        assert_eq!(guarded.actions(), []);
    }
}

#[test]
fn flag_only_records() {
    let message = response(json!({"content": [{"type": "text", "text": PAYLOAD}]}));
    check(FLAG, &message, &message, 1);
    let mut guarded = Guarded::new("detector", FLAG, None);
    guarded.host_sees(&message.to_string());
    let finding = guarded.findings().remove(0);
    assert_eq!((finding.layer.as_str(), finding.place.as_str()), ("detector", "result.content[0].text"));
    assert!(finding.what.contains("overrides earlier instructions"), "{}", finding.what);
    assert_eq!(finding.action, Action::Flag);
}

#[test]
fn redact_keeps_the_rest() {
    let text = format!("Sunny.\n{PAYLOAD}\n21 degrees.");
    let left = "Sunny.\n[removed]\n21 degrees.";
    check(
        REDACT,
        &response(
            json!({"content": [{"type": "text", "text": text}], "structuredContent": {"deep": [{"note": text}]}}),
        ),
        &response(
            json!({"content": [{"type": "text", "text": left}], "structuredContent": {"deep": [{"note": left}]}}),
        ),
        2,
    );
    check(
        REDACT,
        &response(
            json!({"tools": [{"name": "a", "description": text, "inputSchema": {"properties": {"c": {"enum": [PAYLOAD]}}}}]}),
        ),
        &response(
            json!({"tools": [{"name": "a", "description": left, "inputSchema": {"properties": {"c": {"enum": ["[removed]"]}}}}]}),
        ),
        2,
    );
    check(
        REDACT,
        &json!({"jsonrpc": "2.0", "id": 1, "error": {"code": -1, "message": text, "data": [PAYLOAD]}}),
        &json!({"jsonrpc": "2.0", "id": 1, "error": {"code": -1, "message": left, "data": ["[removed]"]}}),
        2,
    );
}

#[test]
fn a_tool_with_a_hostile_name_or_key_is_dropped() {
    let good = json!({"name": "good"});
    let key = json!({"name": "a", "inputSchema": {"properties": {PAYLOAD: {}}}});
    let name = json!({"name": PAYLOAD});
    check(
        REDACT,
        &response(json!({"tools": [key, good, name], "ttlMs": 5})),
        &response(json!({"tools": [good], "ttlMs": 5})),
        2,
    );
}

#[test]
fn block_refuses_the_whole() {
    let good = json!({"name": "good", "description": "Fine."});
    let bad = json!({"name": "bad", "description": PAYLOAD});
    check(BLOCK, &response(json!({"tools": [bad, good, bad]})), &response(json!({"tools": [good]})), 2);
    check(BLOCK, &response(json!({"tools": [bad]})), &response(json!({"tools": []})), 1);
    let text = "The result was withheld because it contained text that is not data.";
    let withheld = json!({"content": [{"type": "text", "text": text}], "isError": true});
    let content = json!([{"type": "text", "text": "Sunny."}, {"type": "text", "text": PAYLOAD}]);
    check(BLOCK, &response(json!({"content": content})), &response(withheld.clone()), 1);
    let mut stateless = withheld;
    stateless["resultType"] = json!("complete");
    check(BLOCK, &response(json!({"content": content, "resultType": "complete"})), &response(stateless), 1);
    check(
        BLOCK,
        &response(json!({"instructions": format!("Fine. {PAYLOAD}")})),
        &response(json!({"instructions": "[removed]"})),
        1,
    );
}

#[test]
fn a_batch_is_scanned_too() {
    let bad = response(json!({"content": [{"type": "text", "text": PAYLOAD}]}));
    let left = response(json!({"content": [{"type": "text", "text": "[removed]"}]}));
    check(REDACT, &json!([bad, 1]), &json!([left, 1]), 1);
}

#[test]
fn the_threshold_counts() {
    let message = response(json!({"content": [{"type": "text", "text": PAYLOAD}]}));
    check(r#"{"threshold": 1.0}"#, &message, &message, 0);
}
