//! What a trial cost.

use crate::case::{BLOCKED, Case, OK};
use chain::{Direction, Metrics, Tap};

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
