//! Bounds end a run, and nothing is counted that did not happen.

use crate::stage::{Order, Played, Scripted, asks, listed, play, says, with_id};
use agents::Budget;
use chain::{Outcome, Part};
use models::{ChatReply, Usage};

const TELL: &str = r#"{"name":"tell","description":"Tells."}"#;

fn service() -> Scripted {
    Scripted::with("a", TELL, r#""result":{"content":[{"type":"text","text":"told"}]}"#)
}

/// Bytes of the list of tools.
fn list() -> u64 {
    listed(TELL).replace("$id", "2").len() as u64
}

/// Calls a tool `calls` times, two at a time, then answers.
async fn run(calls: usize, budget: Budget) -> Played {
    let mut turns: Vec<ChatReply> = (0..calls).map(|_| asks(&[("tell", "{}"), ("tell", "{}")])).collect();
    turns.push(says("Done."));
    play(vec![service()], turns, Order { budget, ..Order::default() }).await
}

/// A budget of exactly what a run of three requests needs is enough; one less is not.
async fn check(tight: Budget, short: Budget, requests: u64, note: &str) {
    let enough = run(2, tight).await;
    assert_eq!(enough.ending.outcome, Outcome::Completed, "{}", enough.ending.note);
    let stopped = run(2, short).await;
    assert_eq!(stopped.ending.outcome, Outcome::BudgetExhausted);
    assert_eq!((&*stopped.ending.note, &*stopped.ending.answer), (note, ""));
    assert_eq!(stopped.asked.len() as u64, requests);
    assert_eq!(
        stopped.ending.spent.model_calls, requests,
        "no request is made beyond the budget, nor counted"
    );
}

#[tokio::test]
async fn steps_tokens_and_bytes_are_bounded() {
    let all = Budget::default();
    let steps = |steps| Budget { steps, ..all };
    check(steps(3), steps(2), 2, "3 model requests exceed the budget of 2").await;
    check(steps(3), steps(0), 0, "1 model requests exceed the budget of 0").await;
    // Each request costs 11 tokens; the last one is only known afterwards.
    let tokens = |tokens| Budget { tokens, ..all };
    check(tokens(22), tokens(21), 2, "22 tokens exceed the budget of 21").await;
    let one =
        with_id(r#""result":{"content":[{"type":"text","text":"told"}]}"#).replace("$id", "3").len() as u64;
    let bytes = |bytes| Budget { bytes, ..all };
    let note = format!("{} bytes of answers exceed the budget of {}", list() + one, list() + one - 1);
    check(bytes(list() + 4 * one), bytes(list() + one - 1), 1, &note).await;
}

#[tokio::test]
async fn bytes_are_bounded_within_a_turn() {
    let played = run(1, Budget { bytes: list() + 1, ..Budget::default() }).await;
    assert_eq!(played.heard(0, "tools/call").len(), 1, "the second call of the turn is not made");
}

#[tokio::test]
async fn what_no_request_held_was_not_exposed() {
    let result = Part::Result { name: "tell".into() };
    let held = |played: &Played| played.exposed().iter().filter(|(part, _)| *part == result).count();
    assert_eq!(held(&run(1, Budget::default()).await), 2);
    assert_eq!(held(&run(1, Budget { steps: 1, ..Budget::default() }).await), 0);
    assert_eq!(run(1, Budget { steps: 0, ..Budget::default() }).await.exposed(), []);
}

#[tokio::test]
async fn a_count_that_cannot_be_is_no_overflow() {
    let usage = Usage { input: u64::MAX, output: u64::MAX, estimated: false };
    let turns = vec![ChatReply { usage, ..asks(&[("tell", "{}")]) }, says("Done.")];
    let budget = Budget { tokens: u64::MAX, ..Budget::default() };
    let played = play(vec![service()], turns, Order { budget, ..Order::default() }).await;
    assert_eq!(played.ending.outcome, Outcome::Completed);
    assert_eq!(played.ending.spent.input_tokens, u64::MAX);
}

#[tokio::test(start_paused = true)]
async fn time_is_bounded() {
    let silent = Scripted::new("a", |method, _| match method {
        "tools/list" => vec![listed(TELL)],
        _ => vec![],
    });
    let budget = Budget { seconds: 5, ..Budget::default() };
    let turns = vec![asks(&[("tell", "{}")])];
    let played = play(vec![silent], turns, Order { budget, ..Order::default() }).await;
    assert_eq!(played.ending.outcome, Outcome::BudgetExhausted);
    assert_eq!(played.ending.note, "5 s of wall time are used up");
    assert_eq!(
        (played.ending.spent.model_calls, played.ending.spent.tool_calls),
        (1, 1),
        "what was used stays counted"
    );
}
