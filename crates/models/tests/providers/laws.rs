//! Every conversation that a host can have is one that providers accept, and nothing of it is lost.

use crate::fake::{Answer, Fake, Rules};
use crate::talk::{first, open_with, settings, user};
use crate::{anthropic_rules, openai_rules};
use models::{ChatMessage, ChatRequest, ToolCall};
use proptest::prelude::*;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

/// A turn of the model, the results of its calls, and perhaps a word of the user.
#[derive(Clone, Debug)]
struct Round {
    text: String,
    calls: Vec<(String, String, bool)>,
    user: Option<String>,
}

fn arguments() -> impl Strategy<Value = String> {
    let object = "[a-z]{0,4}".prop_map(|value| json!({ "path": value }).to_string());
    prop_oneof![object, Just(String::new()), Just("[1]".to_owned()), "\\PC{0,6}"]
}

fn round() -> impl Strategy<Value = Round> {
    let calls = prop::collection::vec((arguments(), "\\PC{0,12}", any::<bool>()), 0..4);
    let user = prop::option::of("\\PC{0,12}");
    ("\\PC{0,12}", calls, user).prop_map(|(text, calls, user)| Round { text, calls, user })
}

fn conversation(rounds: &[Round]) -> Vec<ChatMessage> {
    let mut messages = vec![user("Begin.")];
    for (turn, round) in rounds.iter().enumerate() {
        let id = |call: usize| format!("call_{turn}_{call}");
        let call = |(index, (arguments, _, _)): (usize, &(String, String, bool))| ToolCall {
            id: id(index).into(),
            name: "read_file".into(),
            arguments: arguments.as_str().into(),
        };
        let calls = round.calls.iter().enumerate().map(call).collect();
        messages.push(ChatMessage::Assistant { text: round.text.as_str().into(), calls });
        messages.extend(round.calls.iter().enumerate().map(|(index, (_, text, failed))| ChatMessage::Tool {
            call_id: id(index).into(),
            name: "read_file".into(),
            text: text.as_str().into(),
            failed: *failed,
        }));
        messages.extend(round.user.as_deref().map(user));
    }
    // A model is asked when it is its turn.
    messages.push(user("Go on."));
    messages
}

/// Every string in a value, one after the other.
fn strings(value: &Value, found: &mut String) {
    match value {
        Value::String(text) => found.push_str(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| strings(field, found)),
        _ => {}
    }
}

fn check_law(id: &str, variable: &str, rules: Rules, answer: &Value) {
    let runtime = Runtime::new().unwrap();
    let fake = runtime.block_on(Fake::start(rules, [Answer::json(answer)]));
    let model = open_with(id, &settings(0), &[(variable, &fake.base)]).unwrap();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(96));
    let outcome = runner.run(&prop::collection::vec(round(), 0..5), |rounds| {
        let request = ChatRequest { messages: conversation(&rounds), ..first() };
        runtime.block_on(model.reply(&request)).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let mut said = String::new();
        strings(&fake.body()["messages"], &mut said);
        for round in &rounds {
            let results = round.calls.iter().map(|(_, text, _)| text);
            for text in results.chain([&round.text]).chain(&round.user) {
                prop_assert!(said.contains(text.as_str()), "{text:?} is lost");
            }
        }
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn openai_accepts_every_conversation() {
    let answer = json!({"choices": [{"message": {"content": "ok"}, "finish_reason": "stop"}]});
    check_law("openai/test-1", "OPENAI_BASE_URL", openai_rules::rules, &answer);
}

#[test]
fn anthropic_accepts_every_conversation() {
    let answer = json!({"content": [{"type": "text", "text": "ok"}], "stop_reason": "end_turn"});
    check_law("anthropic/test-1", "ANTHROPIC_BASE_URL", anthropic_rules::rules, &answer);
}
