//! Rules decide, the first that holds.

use crate::support::{Guarded, LIST, RESULT, call};
use serde_json::json;

/// Whether a call passes after an earlier one to each service was answered.
fn check(rules: &serde_json::Value, tool: &str, arguments: &str, passes: [bool; 2]) {
    let [mut weather, mut mail] = Guarded::two("policy", &rules.to_string(), None);
    assert_eq!(
        mail.server_sees(&call(7, tool, arguments)).is_ok(),
        passes[0],
        "{rules} before anything is read"
    );
    weather.calls(1, "forecast", r#"{"city":"Oslo"}"#, "Sunny.");
    assert_eq!(mail.server_sees(&call(8, tool, arguments)).is_ok(), passes[1], "{rules} afterwards");
}

#[test]
fn rules_speak_of_tool_arguments_history_and_provenance() {
    let deny = |rule: &str| json!({"rules": [{"deny": rule}]});
    check(&json!({}), "send", "{}", [true, true]);
    check(&deny("tool == 'send'"), "send", "{}", [false, false]);
    check(&deny("service == 'weather'"), "send", "{}", [true, true]);
    check(&deny("arguments.amount > 10"), "pay", r#"{"amount":20}"#, [false, false]);
    check(&deny("arguments.amount > 10"), "pay", r#"{"amount":5}"#, [true, true]);
    check(&deny("arguments.amount > 10"), "pay", "{}", [false, false]);
    check(&deny("has(arguments.amount) && arguments.amount > 10"), "pay", "{}", [true, true]);
    check(&deny("size(untrusted) > 0"), "send", "{}", [true, false]);
    check(&deny("'weather' in untrusted"), "send", "{}", [true, false]);
    check(
        &json!({"rules": [{"deny": "size(untrusted) > 0"}], "trusted": ["weather"]}),
        "send",
        "{}",
        [true, true],
    );
    check(
        &deny("history.exists(c, c.tool == 'forecast' && c.text.contains('Sunny'))"),
        "send",
        "{}",
        [true, false],
    );
    check(&deny("arguments.no_such_argument"), "send", "{}", [false, false]);
}

#[test]
fn the_first_rule_that_holds_decides() {
    let rules = json!({"rules": [{"allow": "tool == 'send'"}, {"deny": "true"}]});
    check(&rules, "send", "{}", [true, true]);
    check(&rules, "pay", "{}", [false, false]);
    check(&json!({"otherwise": "deny"}), "send", "{}", [false, false]);
    check(&json!({"rules": [{"ask": "true"}]}), "send", "{}", [false, false]);
    check(&json!({"rules": [{"ask": "true"}], "unasked": "allow"}), "send", "{}", [true, true]);
}

#[test]
fn what_no_rule_denies_passes_byte_for_byte() {
    let mut guarded = Guarded::new("policy", r#"{"rules":[{"deny":"tool == 'send'"}]}"#, None);
    let call = call(1, "forecast", r#"{ "city": "Oslo" }"#);
    assert_eq!(guarded.server_sees(&call).unwrap(), call);
    assert_eq!(guarded.host_sees(RESULT), RESULT);
    assert_eq!(guarded.host_sees(LIST), LIST);
    assert!(guarded.server_sees(&format!("[{call}]")).is_err());
}
