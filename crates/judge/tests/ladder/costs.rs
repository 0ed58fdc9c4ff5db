//! What a trial cost.

use crate::case::{BLOCKED, Case, OK};
use chain::{Direction, Event, Metrics, Said, Tap};

#[test]
fn what_the_attacker_asks_is_not_the_agents_cost() {
    let said = || Said { text: "{}".into(), calls: vec![], input_tokens: 10, output_tokens: 1 };
    let worded = Event::Reworded { model: "reference/faithful".into(), said: said() };
    assert_eq!(Case::default().event(worded).measured(), Metrics::default());
    let consulted = Event::Consulted { layer: "quarantine".into(), said: said() };
    assert_eq!(Case::default().event(consulted).measured().model_calls, 1, "a defense's is");
}

#[test]
fn costs_are_counted_where_they_arise() {
    let case = Case::default()
        .says("", &[("get", "{}"), ("get", "{}")])
        .call("get", "{}", OK)
        .call("get", "{}", BLOCKED)
        .message(Tap::Planted, Direction::ToServer, r#"{"method":"notifications/x"}"#)
        .message(Tap::Delivered, Direction::ToHost, r#"{"id":1,"result":{}}"#)
        .says("Done.", &[]);
    let call = r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get","arguments":{}}}"#;
    let expected = Metrics {
        model_calls: 2,
        tool_calls: 2,
        input_tokens: 20,
        output_tokens: 2,
        bytes_to_service: (call.len() + 28) as u64,
        bytes_to_host: r#"{"id":1,"result":{"content":[]}}"#.len() as u64,
    };
    assert_eq!(case.measured(), expected);
}
