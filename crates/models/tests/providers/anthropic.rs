//! Anthropic Messages, there and back.

use crate::anthropic_rules::rules;
use crate::fake::{Answer, Fake};
use crate::talk::{SCHEMA, assistant, calls, first, later, open_with, result, settings, tool, user};
use models::{ChatReply, ChatRequest, ModelError, Stop, Usage};
use serde_json::{Value, json};

fn message(content: &Value, reason: &str) -> Value {
    json!({
        "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-test", "content": content,
        "stop_reason": reason, "stop_sequence": null,
        "usage": {"input_tokens": 30, "output_tokens": 8, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 5},
    })
}

fn done() -> Answer {
    Answer::json(&message(&json!([{"type": "text", "text": "Done."}]), "end_turn"))
}

async fn ask(fake: &Fake, retries: u32, request: &ChatRequest) -> Result<ChatReply, ModelError> {
    let variables = [("ANTHROPIC_BASE_URL", fake.base.as_str()), ("ANTHROPIC_API_KEY", "sk-ant-test")];
    open_with("anthropic/claude-test", &settings(retries), &variables).unwrap().reply(request).await
}

async fn check_answer(answer: Answer) -> Result<ChatReply, ModelError> {
    let fake = Fake::start(rules, [answer]).await;
    ask(&fake, 0, &first()).await
}

#[tokio::test]
async fn a_first_request_is_complete() {
    let fake = Fake::start(rules, [done()]).await;
    let reply = ask(&fake, 0, &ChatRequest { max_tokens: Some(64), seed: Some(7), ..first() }).await.unwrap();
    assert_eq!((&*reply.text, reply.stop), ("Done.", Stop::Complete));
    assert_eq!(reply.usage, Usage { input: 35, output: 8, estimated: false });
    let body = fake.body();
    assert_eq!(body["system"], "You are careful.");
    assert_eq!((&body["max_tokens"], body.get("temperature")), (&json!(64), None));
    assert_eq!(
        (&body["tools"][0]["name"], &body["tools"][0]["description"]),
        (&json!("read_file"), &json!("About read_file."))
    );
    assert_eq!(body["tools"][0]["input_schema"].to_string(), SCHEMA, "the schema goes as it stands");
    assert_eq!(fake.seen()[0].headers["x-api-key"], "sk-ant-test");
}

#[tokio::test]
async fn results_go_back_in_one_turn_with_failures_marked() {
    let fake = Fake::start(rules, [done()]).await;
    ask(&fake, 0, &later()).await.unwrap();
    let messages = &fake.body()["messages"];
    let call = |id, path| json!({"type": "tool_use", "id": id, "name": "read_file", "input": {"path": path}});
    let said = json!([{"type": "text", "text": "Reading."}, call("id_1", "a"), call("id_2", "b")]);
    assert_eq!(messages[1], json!({"role": "assistant", "content": said}));
    let results = json!([
        {"type": "tool_result", "tool_use_id": "id_1", "content": "contents of a"},
        {"type": "tool_result", "tool_use_id": "id_2", "content": "no such file", "is_error": true},
        {"type": "text", "text": "And now?"},
    ]);
    assert_eq!(messages[2], json!({"role": "user", "content": results}));
}

#[tokio::test]
async fn what_the_format_cannot_hold_is_wrapped_or_left_out() {
    let fake = Fake::start(rules, [done()]).await;
    let calls =
        [("id_1", "read_file", "{\"path\": "), ("id_2", "read_file", "[1]"), ("id_3", "read_file", "")];
    let messages = vec![
        user("Go."),
        assistant("", &[]),
        user("Go on."),
        assistant("", &calls),
        result("id_1", "", false),
        result("id_2", "x", false),
        result("id_3", "y", false),
    ];
    ask(&fake, 0, &ChatRequest { messages, ..first() }).await.unwrap();
    let messages = &fake.body()["messages"];
    let content = messages[0]["content"].as_str().unwrap();
    assert!(content.starts_with("Go.") && content.ends_with("Go on."), "{content:?}");
    let inputs: Vec<&Value> =
        messages[1]["content"].as_array().unwrap().iter().map(|call| &call["input"]).collect();
    let malformed = |text: &str| json!({ "malformed_arguments": text });
    assert_eq!(inputs, [&malformed("{\"path\": "), &malformed("[1]"), &json!({})]);
}

#[tokio::test]
async fn a_tool_called_web_search_is_the_services_own() {
    let fake = Fake::start(rules, [done()]).await;
    ask(&fake, 0, &ChatRequest { tools: [tool("web_search", SCHEMA)].into(), ..first() }).await.unwrap();
    let sent = &fake.body()["tools"][0];
    assert_eq!((&sent["type"], &sent["description"]), (&json!("custom"), &json!("About web_search.")));
    assert_eq!(sent["input_schema"].to_string(), SCHEMA);
}

#[tokio::test]
async fn calls_arrive() {
    let content = json!([
        {"type": "thinking", "thinking": "private", "signature": "s"},
        {"type": "text", "text": "Let me look."},
        {"type": "tool_use", "id": "toolu_1", "name": "read_file", "input": {"path": "a", "n": 1}},
    ]);
    let reply = check_answer(Answer::json(&message(&content, "tool_use"))).await.unwrap();
    assert_eq!((&*reply.text, reply.stop), ("Let me look.", Stop::Calls));
    assert_eq!(calls(&reply), [("toolu_1", "read_file", r#"{"path":"a","n":1}"#)]);
}

#[tokio::test]
async fn refusals_and_filters_are_replies() {
    let reply = check_answer(Answer::json(&message(&json!([]), "refusal"))).await.unwrap();
    assert_eq!(reply.stop, Stop::Refused);
    let blocked = json!({"type": "error", "error": {
        "type": "invalid_request_error", "message": "Output blocked by content filtering policy"}});
    assert_eq!(check_answer(Answer::status(400, &blocked)).await.unwrap().stop, Stop::Blocked);
    let reply =
        check_answer(Answer::json(&message(&json!([{"type": "text", "text": "cut"}]), "max_tokens"))).await;
    assert_eq!(reply.unwrap().stop, Stop::Length);
}

#[tokio::test]
async fn an_overloaded_provider_is_asked_again() {
    let overloaded = json!({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}});
    let fake = Fake::start(rules, [Answer::status(529, &overloaded), done()]).await;
    assert_eq!(&*ask(&fake, 1, &first()).await.unwrap().text, "Done.");
    assert_eq!(fake.seen().len(), 2);
    let error =
        check_answer(Answer::status(529, &overloaded).with_header("retry-after", "2")).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(2)));
}

#[tokio::test]
async fn a_key_is_needed_only_at_the_providers_own_address() {
    let Err(error) = open_with("anthropic/claude-test", &settings(0), &[]) else {
        panic!("opened without a key")
    };
    assert!(error.to_string().contains("ANTHROPIC_API_KEY"), "{error}");
    let fake = Fake::start(rules, [done()]).await;
    let base = format!("{}/v1/", fake.base);
    let model = open_with("anthropic/local-max", &settings(0), &[("ANTHROPIC_BASE_URL", &base)]).unwrap();
    model.reply(&first()).await.unwrap();
    assert!(!fake.seen()[0].headers.contains_key("x-api-key"));
    assert_eq!(fake.body()["model"], "local-max");
}
