//! What the model is shown from turn to turn.

use crate::stage::{ERAS, Order, Scripted, asks, listed, play, play_all, says};
use chain::{Event, Outcome, Part, Said};
use models::{ChatMessage, ChatReply, ModelError, Stop};

const TELL: &str = r#"{"name":"tell","description":"Tells.","inputSchema":{"type":"object"}}"#;
const DONE: &str = r#""result":{"content":[{"type":"text","text":"told"}]}"#;

fn user(text: &str) -> ChatMessage {
    ChatMessage::User { text: text.into() }
}

#[tokio::test]
async fn turns_are_kept_whole() {
    for era in ERAS {
        let turn = asks(&[("tell", r#"{"n": 1}"#), ("tell", "{}")]);
        let order = Order { era, ..Order::default() };
        let played =
            play(vec![Scripted::with("a", TELL, DONE)], vec![turn.clone(), says("Done.")], order).await;
        assert_eq!((played.ending.outcome, &*played.ending.answer), (Outcome::Completed, "Done."));
        assert_eq!(played.ending.note, "");
        let answered = |id: &str| ChatMessage::Tool {
            call_id: id.into(),
            name: "tell".into(),
            text: "told".into(),
            failed: false,
        };
        let assistant = ChatMessage::Assistant { text: turn.text.clone(), calls: turn.calls.clone() };
        assert_eq!(played.asked[0].messages, [user("Do it.")]);
        assert_eq!(
            played.asked[1].messages,
            [user("Do it."), assistant, answered("call-0"), answered("call-1")]
        );
        assert!(played.asked.iter().all(|request| &*request.system == "Rules." && request.seed == Some(7)));
        let spent = played.ending.spent;
        assert_eq!(
            (spent.model_calls, spent.tool_calls, spent.input_tokens, spent.output_tokens),
            (2, 2, 20, 2)
        );
        let calls = played.heard(0, "tools/call");
        assert_eq!(calls[0]["arguments"]["n"], 1);
        assert_eq!(calls.len(), 2);
    }
}

#[tokio::test]
async fn what_the_model_said_is_recorded() {
    let turn = asks(&[("tell", r#"{"n": 1}"#)]);
    let played =
        play(vec![Scripted::with("a", TELL, DONE)], vec![turn, says("Done.")], Order::default()).await;
    let said: Vec<&Said> = played
        .trace
        .events
        .iter()
        .filter_map(|event| if let Event::Said(said) = event { Some(said) } else { None })
        .collect();
    assert_eq!(said.len(), 2);
    assert_eq!(said[0].calls, [("tell".into(), r#"{"n": 1}"#.into())]);
    assert_eq!((&*said[1].text, said[1].input_tokens, said[1].output_tokens), ("Done.", 10, 1));
}

#[tokio::test]
async fn the_last_word_of_the_host_is_in_every_request_and_in_none_of_the_turns() {
    let order = Order { last: Some("Remember."), ..Order::default() };
    let turns = vec![asks(&[("tell", "{}")]), asks(&[("tell", "{}")]), says("Done.")];
    let played = play(vec![Scripted::with("a", TELL, DONE)], turns, order).await;
    let reminder = user("Remember.");
    let places = |request: &models::ChatRequest| {
        let found = request.messages.iter().enumerate().filter(|(_, message)| **message == reminder);
        found.map(|(at, _)| request.messages.len() - at).collect::<Vec<_>>()
    };
    assert_eq!(played.asked.iter().map(places).collect::<Vec<_>>(), [[1], [1], [1]]);
}

#[tokio::test]
async fn each_text_is_recorded_when_it_is_first_shown() {
    let order = Order { last: Some("Remember."), ..Order::default() };
    let turns = vec![asks(&[("tell", "{}")]), asks(&[("tell", "{}")]), says("Done.")];
    let played = play(vec![Scripted::with("a", TELL, DONE)], turns, order).await;
    let (tool, schema) = (Part::Tool { name: "tell".into() }, Part::Schema { name: "tell".into() });
    let result = || (Part::Result { name: "tell".into() }, "told".to_owned());
    assert_eq!(
        played.exposed(),
        [
            (tool, "Tells.".to_owned()),
            (schema, r#"{"type":"object"}"#.to_owned()),
            (Part::System, "Rules.".to_owned()),
            (Part::User, "Do it.".to_owned()),
            (Part::User, "Remember.".to_owned()),
            result(),
            result(),
        ]
    );
}

#[tokio::test]
async fn instructions_are_shown_by_profile() {
    for (profile, system) in
        [("common", "Rules."), ("codex", "Rules.\n\nInstructions of the service a:\nBow first.")]
    {
        let service = Scripted::with("a", TELL, DONE).instructing("Bow first.");
        let played = play(vec![service], vec![says("Done.")], Order::profile(profile)).await;
        assert_eq!(played.asked[0].system_text(), system);
    }
}

/// Ends with one reply; answers outcome and a part of the note.
async fn check(reply: Result<ChatReply, ModelError>, outcome: Outcome, note: &str) {
    let played = play_all(vec![Scripted::with("a", TELL, DONE)], vec![reply], Order::default()).await;
    assert_eq!(played.ending.outcome, outcome);
    assert!(played.ending.note.contains(note), "{}", played.ending.note);
    assert_eq!(&*played.ending.answer, "", "what is no final answer is not shown as one");
    assert_eq!(played.heard(0, "tools/call").len(), 0, "nothing is carried out after a stop");
}

#[tokio::test]
async fn stops_are_outcomes() {
    let call = || asks(&[("tell", "{}")]);
    check(
        Ok(ChatReply { stop: Stop::Refused, ..says("I won't.\u{1b}") }),
        Outcome::Refused,
        "I won't.\\u{1b}",
    )
    .await;
    check(Ok(ChatReply { stop: Stop::Refused, ..call() }), Outcome::Refused, "thinking").await;
    check(Ok(ChatReply { stop: Stop::Blocked, ..call() }), Outcome::ProviderBlocked, "filter").await;
    let error = ModelError::Provider { model: "m".into(), what: "gone".into(), retryable: false };
    check(Err(error), Outcome::HarnessError, "gone").await;
}

#[tokio::test(start_paused = true)]
async fn a_service_that_falls_silent_has_failed() {
    let silent = Scripted::new("a", |method, _| match method {
        "tools/list" => vec![listed(TELL)],
        _ => vec![],
    });
    let played = play(vec![silent], vec![asks(&[("tell", "{}")])], Order::default()).await;
    assert_eq!(played.ending.outcome, Outcome::ServiceFailed);
    assert!(played.ending.note.contains("did not answer `tools/call` within 60s"), "{}", played.ending.note);
}
