//! Tools that the task does not need are gone, and calls to them too.

use crate::support::{Guarded, LIST, call, second};
use serde_json::{Value, json};

const ASK: &str = r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{}}"#;

fn list(names: &[&str]) -> String {
    let tools: Vec<Value> = names.iter().map(|name| json!({"name": name})).collect();
    json!({"jsonrpc": "2.0", "id": 1, "result": {"tools": tools}}).to_string()
}

/// Names of the tools that are left, and whether each of all can be called.
fn left(settings: &str, calls: &[(&str, &str)], names: &[&str]) -> Vec<String> {
    let [mut guarded, _] = Guarded::two("tool-filter", settings, Some(second(calls)));
    guarded.server_sees(ASK).unwrap();
    let seen: Value = serde_json::from_str(&guarded.host_sees(&list(names))).unwrap();
    let tools = seen["result"]["tools"].as_array().unwrap();
    let left: Vec<String> = tools.iter().map(|tool| tool["name"].as_str().unwrap().to_owned()).collect();
    for name in names {
        let passes = guarded.server_sees(&call(2, name, "{}")).is_ok();
        assert_eq!(passes, left.iter().any(|left| left == name), "{name}");
    }
    assert!(guarded.server_sees(&call(3, "never_listed", "{}")).is_err());
    left
}

#[test]
fn tools_that_reach_out_need_a_word_of_the_task() {
    let names = ["get_rain", "post_message", "send_alert", "towns", "share_rain"];
    assert_eq!(left("{}", &[], &names), ["get_rain", "towns", "share_rain"]);
    assert_eq!(left(r#"{"most":1}"#, &[], &names), ["get_rain"]);
}

#[test]
fn a_second_model_chooses_by_name() {
    let calls = [("towns", "{}"), ("send_alert", "{}")];
    let settings = r#"{"by":"model"}"#;
    assert_eq!(left(settings, &calls, &["get_rain", "send_alert", "towns"]), ["send_alert", "towns"]);
}

#[test]
fn a_list_of_tools_that_stay_passes_byte_for_byte() {
    let mut guarded = Guarded::new("tool-filter", "{}", None);
    assert_eq!(guarded.host_sees(LIST), LIST);
    let call = call(1, "forecast", r#"{ "city": "Oslo" }"#);
    assert_eq!(guarded.server_sees(&call).unwrap(), call);
}
