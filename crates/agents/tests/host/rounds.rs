//! `input_required`: the service asks before it answers.

use crate::stage::{Order, Played, Scripted, asks, listed, play, says, with_id};
use agents::Budget;
use chain::Outcome;
use serde_json::{Value, json};
use wire::EraPolicy;

const ASKS: &str = r#""result":{"resultType":"input_required","requestState":"s-$n",
    "inputRequests":{"p":{"method":"ping"},"q":{"method":"sampling/createMessage","params":{}}}}"#;

/// A service that asks so many times before it answers a call.
async fn run(times: usize, order: Order) -> Played {
    let mut asked = 0;
    let service = Scripted::new("a", move |method, _| {
        if method == "tools/list" {
            return vec![listed(r#"{"name":"tell"}"#)];
        }
        asked += 1;
        let done = r#""result":{"resultType":"complete","content":[{"type":"text","text":"told"}]}"#;
        vec![with_id(&if asked > times { done.to_owned() } else { ASKS.replace("$n", &asked.to_string()) })]
    });
    play(vec![service], vec![asks(&[("tell", r#"{"n":1}"#)]), says("Done.")], order).await
}

fn plain(call: &Value) -> Value {
    let mut call = call.clone();
    call.as_object_mut().unwrap().remove("_meta");
    call
}

#[tokio::test]
async fn the_call_is_made_again_with_answers_and_state() {
    let played = run(2, Order::default()).await;
    let calls: Vec<Value> = played.heard(0, "tools/call").iter().map(plain).collect();
    assert_eq!(calls[0], json!({"name": "tell", "arguments": {"n": 1}}));
    for (call, state) in [(&calls[1], "s-1"), (&calls[2], "s-2")] {
        assert_eq!((&call["name"], &call["arguments"]), (&json!("tell"), &json!({"n": 1})));
        assert_eq!(call["requestState"], state);
        assert_eq!(call["inputResponses"]["p"], json!({}));
        assert_eq!(
            call["inputResponses"]["q"]["error"]["code"], -32601,
            "what the host does not offer is refused"
        );
    }
    assert_eq!(played.ending.spent.tool_calls, 3);
    assert_eq!(played.asked.len(), 2, "the model hears of one call");
}

#[tokio::test]
async fn rounds_are_bounded() {
    let most = run(10, Order::default()).await;
    assert_eq!((most.ending.outcome, most.heard(0, "tools/call").len()), (Outcome::Completed, 11));
    let more = run(11, Order::default()).await;
    assert_eq!((more.ending.outcome, more.heard(0, "tools/call").len()), (Outcome::ServiceFailed, 11));
    assert!(more.ending.note.contains("asked for input more than 10 times"), "{}", more.ending.note);
}

#[tokio::test]
async fn rounds_cost_bytes() {
    let played =
        run(8, Order { budget: Budget { bytes: 500, ..Budget::default() }, ..Order::default() }).await;
    assert_eq!(played.ending.outcome, Outcome::BudgetExhausted);
    assert!(played.ending.spent.bytes > 500);
}

#[tokio::test]
async fn the_initialize_era_knows_no_rounds() {
    let played = run(1, Order { era: Some(EraPolicy::Initialize(3)), ..Order::default() }).await;
    assert_eq!(played.heard(0, "tools/call").len(), 1);
    assert_eq!(played.ending.outcome, Outcome::Completed);
}
