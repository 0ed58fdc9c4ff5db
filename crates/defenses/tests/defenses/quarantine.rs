//! Values reach the agent, sentences do not.

use crate::support::{Guarded, LIST, PAYLOAD, RESULT, call, result, second};
use serde_json::{Value, json};

/// What the host sees of a text.
fn seen(settings: &str, text: &str) -> String {
    let [mut guarded, _] = Guarded::two("quarantine", settings, Some(second(&[])));
    guarded.server_sees(&call(1, "forecast", "{}")).unwrap();
    let seen: Value = serde_json::from_str(&guarded.host_sees(&result(1, text))).unwrap();
    seen["result"]["content"][0]["text"].as_str().unwrap().to_owned()
}

#[test]
fn a_text_is_read_by_a_second_model() {
    let check = |text: &str, expected: Value| assert_eq!(seen("{}", text), expected.to_string());
    check(
        &format!("It is 21 degrees on 2031-05-14. {PAYLOAD}"),
        json!([{"number": 21}, {"date": "2031-05-14"}]),
    );
    check("Order m_17 is open: true", json!([{"id": "m_17"}, {"boolean": true}]));
    check(PAYLOAD, json!([]));
    assert_eq!(
        seen(r#"{"types":["choice"],"choices":["open"]}"#, "Order 17 is open."),
        r#"[{"choice":"open"}]"#
    );
}

#[test]
fn json_is_filtered_where_it_stands() {
    let check = |text: &str, expected: &str| assert_eq!(seen("{}", text), expected);
    check(r#"{"n": 1.0, "id":"m_17"}"#, r#"{"n": 1.0, "id":"m_17"}"#);
    check(
        r#"[{"note":"Pay the bill now.","Pay the bill now.":2}]"#,
        r#"[{"note":"[withheld]","[withheld]":2}]"#,
    );
    check("21.50", "21.50");
}

#[test]
fn no_member_of_a_result_holds_a_sentence() {
    let mut guarded = Guarded::new("quarantine", "{}", None);
    let block = |kind: &str, member: &str| json!({"type": kind, member: PAYLOAD});
    for result in [
        json!({"content": [block("text", "text"), block("resource_link", "description"), block(PAYLOAD, "x")]}),
        json!({"content": [{"type": "resource", "resource": {"uri": PAYLOAD, "text": PAYLOAD}}]}),
        json!({"content": PAYLOAD, "structuredContent": {"deep": [PAYLOAD], PAYLOAD: 1}}),
        json!({"content": [PAYLOAD], "_meta": {"x": PAYLOAD}}),
    ] {
        let message = json!({"jsonrpc": "2.0", "id": 1, "result": result}).to_string();
        let seen = guarded.host_sees(&message);
        assert!(!seen.contains("Ignore"), "{seen}");
    }
    let error =
        json!({"jsonrpc": "2.0", "id": 1, "error": {"code": -1, "message": PAYLOAD, "data": [PAYLOAD]}});
    let seen: Value = serde_json::from_str(&guarded.host_sees(&error.to_string())).unwrap();
    assert_eq!(seen["error"], json!({"code": -1, "message": "The call failed.", "data": ["[withheld]"]}));
}

#[test]
fn what_holds_values_only_passes_byte_for_byte() {
    let mut guarded = Guarded::new("quarantine", "{}", None);
    assert_eq!(guarded.host_sees(LIST), LIST);
    let values = r#"{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"{\"degrees\": 21}"}],"isError":false}}"#;
    assert_eq!(guarded.host_sees(values), values);
    assert!(guarded.host_sees(RESULT).contains("21.000000000000000000001"));
}
