//! Whatever carries text to the model, in either era, is read by every defense that reads what services say.

use crate::support::{Guarded, PAYLOAD, call};
use defenses::MARK;
use serde_json::{Value, json};

/// Where a text comes from: the row of the table of surfaces, the request that it answers (none for what is unasked), and
/// the message that brings it.
const CARRIED: &[(&str, Option<&str>, &str)] = &[
    ("TR01", Some("tools/call"), r#""result":{"content":[{"type":"text","text":"PAYLOAD"}]}"#),
    ("RS03", Some("resources/read"), r#""result":{"contents":[{"uri":"a:b","text":"PAYLOAD"}]}"#),
    (
        "PR02",
        Some("prompts/get"),
        r#""result":{"messages":[{"role":"user","content":{"type":"text","text":"PAYLOAD"}}]}"#,
    ),
    ("E02", Some("resources/read"), r#""error":{"code":-1,"message":"PAYLOAD"}"#),
    ("TK06", Some("tasks/result"), r#""result":{"content":[{"type":"text","text":"PAYLOAD"}]}"#),
    (
        "TK06",
        Some("tasks/get"),
        r#""result":{"taskId":"t","status":"completed","resultType":"complete","result":{"content":[{"type":"text","text":"PAYLOAD"}]}}"#,
    ),
    (
        "TK06",
        Some("tasks/get"),
        r#""result":{"taskId":"t","status":"failed","error":{"code":-1,"message":"PAYLOAD"}}"#,
    ),
    (
        "N06",
        None,
        r#""method":"notifications/tasks","params":{"taskId":"t","status":"completed","result":{"content":[{"type":"text","text":"PAYLOAD"}]}}"#,
    ),
    ("TK03", Some("tasks/get"), r#""result":{"taskId":"t","status":"working","statusMessage":"PAYLOAD"}"#),
    (
        "TK08",
        Some("tools/call"),
        r#""result":{"task":{"taskId":"t","status":"working"},"_meta":{"io.modelcontextprotocol/model-immediate-response":"PAYLOAD"}}"#,
    ),
];

/// What the service asks of the host, in the way of either era.
const ASKED: &[(&str, Option<&str>, &str)] = &[
    (
        "R04",
        None,
        r#""id":9,"method":"sampling/createMessage","params":{"messages":[{"role":"user","content":{"type":"text","text":"PAYLOAD"}}],"maxTokens":9}"#,
    ),
    (
        "R04",
        Some("tools/call"),
        r#""result":{"resultType":"input_required","inputRequests":{"a":{"method":"sampling/createMessage","params":{"messages":[{"role":"user","content":{"type":"text","text":"PAYLOAD"}}]}}}}"#,
    ),
    (
        "R01",
        None,
        r#""id":9,"method":"elicitation/create","params":{"message":"PAYLOAD","requestedSchema":{"type":"object"}}"#,
    ),
    ("CP01", Some("completion/complete"), r#""result":{"completion":{"values":["PAYLOAD"]}}"#),
    ("N01", None, r#""method":"notifications/message","params":{"level":"info","data":"PAYLOAD"}"#),
    (
        "N02",
        None,
        r#""method":"notifications/progress","params":{"progressToken":1,"progress":1,"message":"PAYLOAD"}"#,
    ),
];

/// What a service offers to be followed.
const OFFERED: &[(&str, Option<&str>, &str)] = &[
    (
        "L04",
        Some("initialize"),
        r#""result":{"protocolVersion":"2025-11-25","capabilities":{},"instructions":"PAYLOAD"}"#,
    ),
    ("L04", Some("server/discover"), r#""result":{"capabilities":{},"instructions":"PAYLOAD"}"#),
    (
        "TL03",
        Some("tools/list"),
        r#""result":{"tools":[{"name":"a","description":"PAYLOAD","inputSchema":{}}]}"#,
    ),
    (
        "RS01",
        Some("resources/list"),
        r#""result":{"resources":[{"uri":"a:b","name":"b","description":"PAYLOAD"}]}"#,
    ),
    (
        "RS02",
        Some("resources/templates/list"),
        r#""result":{"resourceTemplates":[{"uriTemplate":"a:{b}","name":"b","description":"PAYLOAD"}]}"#,
    ),
    (
        "RS05",
        Some("resources/directory/read"),
        r#""result":{"resources":[{"uri":"a:b","name":"b","description":"PAYLOAD"}]}"#,
    ),
    ("PR01", Some("prompts/list"), r#""result":{"prompts":[{"name":"b","description":"PAYLOAD"}]}"#),
];

/// What the host is given of such a message.
fn seen(guarded: &mut Guarded, (_, request, carried): &(&str, Option<&str>, &str)) -> String {
    let carried = carried.replace("PAYLOAD", PAYLOAD);
    if let Some(method) = request {
        let params = json!({"name": "forecast", "taskId": "t", "uri": "a:b"});
        let asked = json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).to_string();
        assert_eq!(guarded.server_sees(&asked).as_deref(), Ok(asked.as_str()));
        return guarded.host_sees(&format!(r#"{{"jsonrpc":"2.0","id":1,{carried}}}"#));
    }
    guarded.host_sees(&format!(r#"{{"jsonrpc":"2.0",{carried}}}"#))
}

#[test]
fn a_quarantine_reads_all_but_what_is_offered() {
    for row in CARRIED.iter().chain(ASKED) {
        let seen = seen(&mut Guarded::new("quarantine", "{}", None), row);
        assert!(!seen.contains("Ignore"), "{}: {seen}", row.0);
    }
    for row in OFFERED {
        let seen = seen(&mut Guarded::new("quarantine", "{}", None), row);
        assert!(seen.contains(PAYLOAD), "{}: {seen}", row.0);
    }
}

#[test]
fn a_spotlight_marks_data_and_on_request_what_is_offered() {
    let marked = PAYLOAD.replace(' ', &MARK.to_string());
    let check = |over: &str, row: &(&str, Option<&str>, &str), expected: bool| {
        let settings = json!({"by": "datamark", "over": over}).to_string();
        let seen = seen(&mut Guarded::new("spotlight", &settings, None), row);
        assert_eq!(seen.contains(&marked), expected, "{over} {}: {seen}", row.0);
        assert_eq!(seen.contains(PAYLOAD), !expected, "{over} {}: {seen}", row.0);
    };
    for row in CARRIED {
        check("all", row, true);
        // A prompt is there to be followed, whoever wrote it.
        check("results", row, row.0 != "PR02");
    }
    for row in OFFERED {
        check("all", row, true);
        check("results", row, false);
    }
}

#[test]
fn a_policy_knows_whose_texts_were_read() {
    const RULE: &str = r#"{"rules":[{"deny":"size(untrusted) > 0"}]}"#;
    for row in CARRIED.iter().chain(ASKED).chain(OFFERED) {
        for (settings, tainted) in [(RULE, true), (&RULE.replace("]}", r#"],"trusted":["weather"]}"#), false)]
        {
            let mut guarded = Guarded::new("policy", settings, None);
            if row.1 != Some("tools/call") {
                assert!(seen(&mut guarded, row).contains(PAYLOAD), "{}", row.0);
            } else {
                guarded.calls(1, "forecast", "{}", PAYLOAD);
            }
            assert_eq!(guarded.server_sees(&call(2, "pay", "{}")).is_err(), tainted, "{}", row.0);
        }
    }
}

#[test]
fn a_policy_tells_sorts_apart() {
    let mut guarded = Guarded::new("policy", r#"{"rules":[{"deny":"size(read.resources) > 0"}]}"#, None);
    seen(&mut guarded, &OFFERED[0]);
    assert!(guarded.server_sees(&call(2, "pay", "{}")).is_ok());
    seen(&mut guarded, &CARRIED[1]);
    assert!(guarded.server_sees(&call(3, "pay", "{}")).is_err());
}

#[test]
fn what_says_nothing_taints_nobody() {
    let mut guarded = Guarded::new("policy", r#"{"rules":[{"deny":"size(untrusted) > 0"}]}"#, None);
    for (method, result) in [
        (
            "initialize",
            json!({"protocolVersion": "2025-11-25", "capabilities": {"tools": {}}, "serverInfo": {"name": "w"}}),
        ),
        ("resources/list", json!({"resources": [], "resultType": "complete"})),
        ("ping", json!({})),
        ("completion/complete", json!({"completion": {"values": []}})),
    ] {
        guarded.server_sees(&json!({"jsonrpc": "2.0", "id": 1, "method": method}).to_string()).unwrap();
        guarded.host_sees(&json!({"jsonrpc": "2.0", "id": 1, "result": result}).to_string());
    }
    guarded.host_sees(r#"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#);
    assert!(guarded.server_sees(&call(2, "pay", "{}")).is_ok());
}

#[test]
fn a_result_that_comes_late_is_that_of_its_call() {
    let rule = r#"{"rules":[{"deny":"history.exists(made, made.text.contains('rain'))"}]}"#;
    let task = |id: u64, status: &str| json!({"jsonrpc": "2.0", "id": id, "result": {"taskId": "t", "status": status, "resultType": "task"}});
    for (method, late) in [
        ("tasks/result", json!({"content": [{"type": "text", "text": "rain"}]})),
        (
            "tasks/get",
            json!({"taskId": "t", "status": "completed", "result": {"content": [{"type": "text", "text": "rain"}]}}),
        ),
    ] {
        let mut guarded = Guarded::new("policy", rule, None);
        guarded.server_sees(&call(1, "forecast", "{}")).unwrap();
        guarded.host_sees(&task(1, "working").to_string());
        assert!(guarded.server_sees(&call(2, "pay", "{}")).is_ok());
        let ask = json!({"jsonrpc": "2.0", "id": 3, "method": method, "params": {"taskId": "t"}});
        guarded.server_sees(&ask.to_string()).unwrap();
        guarded.host_sees(&json!({"jsonrpc": "2.0", "id": 3, "result": late}).to_string());
        assert!(guarded.server_sees(&call(4, "pay", "{}")).is_err(), "{method}");
    }
}

#[test]
fn parity_holds_in_tasks() {
    let result =
        json!({"content": [{"type": "text", "text": "Sunny."}], "structuredContent": {"sky": "rain"}});
    for message in [
        json!({"jsonrpc": "2.0", "id": 1, "result": {"taskId": "t", "status": "completed", "result": result}}),
        json!({"jsonrpc": "2.0", "method": "notifications/tasks", "params": {"taskId": "t", "status": "completed", "result": result}}),
    ] {
        let seen: Value =
            serde_json::from_str(&Guarded::new("parity", "{}", None).host_sees(&message.to_string()))
                .unwrap();
        let holder = if seen.get("params").is_some() { &seen["params"] } else { &seen["result"] };
        assert_eq!(holder["result"]["content"], json!([{"type": "text", "text": r#"{"sky":"rain"}"#}]));
    }
}
