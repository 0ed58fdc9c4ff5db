//! OpenAI chat completions, there and back.

use crate::fake::{Answer, Fake};
use crate::openai_rules::rules;
use crate::talk::{calls, first, later, open_with, settings, tool};
use models::{ChatReply, ChatRequest, ModelError, ProviderSettings, Question, Stop, Usage};
use serde_json::{Value, json};
use std::time::Duration;

fn completion(message: &Value, reason: &str) -> Value {
    json!({
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "test-1",
        "choices": [{"index": 0, "message": message, "finish_reason": reason}],
        "usage": {"prompt_tokens": 40, "completion_tokens": 9, "total_tokens": 49},
    })
}

fn done() -> Answer {
    Answer::json(&completion(&json!({"role": "assistant", "content": "Done."}), "stop"))
}

async fn ask(
    fake: &Fake,
    settings: &ProviderSettings,
    request: &ChatRequest,
) -> Result<ChatReply, ModelError> {
    let base = format!("{}/v1", fake.base);
    let model =
        open_with("openai/test-1", settings, &[("OPENAI_BASE_URL", &base), ("OPENAI_API_KEY", "sk-test")]);
    model.unwrap().reply(request).await
}

/// The reply to one scripted answer.
async fn check_answer(answer: Answer) -> Result<ChatReply, ModelError> {
    let fake = Fake::start(rules, [answer]).await;
    ask(&fake, &settings(0), &first()).await
}

#[tokio::test]
async fn a_first_request_is_complete() {
    let fake = Fake::start(rules, [done()]).await;
    let request = ChatRequest { max_tokens: Some(64), seed: Some(u64::MAX), ..first() };
    let settings = ProviderSettings { temperature: Some(0.0), ..settings(0) };
    let reply = ask(&fake, &settings, &request).await.unwrap();
    assert_eq!((&*reply.text, reply.stop), ("Done.", Stop::Complete));
    assert_eq!(reply.usage, Usage { input: 40, output: 9, estimated: false });

    let body = fake.body();
    assert_eq!(body["model"], "test-1");
    assert_eq!((&body["max_tokens"], &body["temperature"]), (&json!(64), &json!(0.0)));
    assert_eq!(body["seed"], json!(i64::MAX));
    assert_eq!(body["messages"][0], json!({"role": "system", "content": "You are careful."}));
    let function = &body["tools"][0]["function"];
    assert_eq!(
        (&function["name"], &function["description"]),
        (&json!("read_file"), &json!("About read_file."))
    );
    assert_eq!(function["parameters"].to_string(), crate::talk::SCHEMA, "the schema goes as it stands");
    assert_eq!(fake.seen()[0].headers["authorization"], "Bearer sk-test");
}

#[tokio::test]
async fn what_is_not_set_is_left_to_the_provider() {
    let fake = Fake::start(rules, [done()]).await;
    ask(&fake, &settings(0), &ChatRequest { system: "".into(), tools: [].into(), ..first() }).await.unwrap();
    let body = fake.body();
    for field in ["temperature", "seed", "max_tokens", "tools"] {
        assert_eq!(body.get(field), None, "{field}");
    }
    assert_eq!(body["messages"][0]["role"], "user");
}

#[tokio::test]
async fn calls_keep_their_ids_and_come_before_their_results() {
    let fake = Fake::start(rules, [done()]).await;
    ask(&fake, &settings(0), &later()).await.unwrap();
    let messages = &fake.body()["messages"];
    assert_eq!(messages[2]["content"], "Reading.");
    assert_eq!(messages[2]["tool_calls"][1]["function"]["arguments"], r#"{"path":"b"}"#);
    let result = |id, text| json!({"role": "tool", "tool_call_id": id, "content": text});
    assert_eq!(messages[3], result("id_1", "contents of a"));
    assert_eq!(messages[4], result("id_2", "no such file"));
    assert_eq!(messages[5]["content"], "And now?");
}

#[tokio::test]
async fn calls_arrive_with_their_arguments_untouched() {
    let call = |id: &str, arguments| json!({"id": id, "type": "function", "function": {"name": "read_file", "arguments": arguments}});
    let made = [call("c1", "{ \"path\": \"a\" }"), call("c2", "{\"path\": "), call("", "")];
    let message = json!({"role": "assistant", "content": null, "tool_calls": made});
    let reply = check_answer(Answer::json(&completion(&message, "tool_calls"))).await.unwrap();
    assert_eq!(reply.stop, Stop::Calls);
    let expected = [
        ("c1", "read_file", "{ \"path\": \"a\" }"),
        ("c2", "read_file", "{\"path\": "),
        ("call_2", "read_file", ""),
    ];
    assert_eq!(calls(&reply), expected);
}

#[tokio::test]
async fn refusals_and_filters_are_replies() {
    let refusal = json!({"role": "assistant", "content": null, "refusal": "I cannot help with that."});
    let reply = check_answer(Answer::json(&completion(&refusal, "stop"))).await.unwrap();
    assert_eq!((&*reply.text, reply.stop), ("I cannot help with that.", Stop::Refused));

    let filtered = json!({"role": "assistant", "content": ""});
    let reply = check_answer(Answer::json(&completion(&filtered, "content_filter"))).await.unwrap();
    assert_eq!(reply.stop, Stop::Blocked);

    let prompt =
        json!({"error": {"message": "The prompt was filtered.", "code": "content_filter", "status": 400}});
    let reply = check_answer(Answer::status(400, &prompt)).await.unwrap();
    assert_eq!((reply.stop, reply.usage.estimated), (Stop::Blocked, true));
}

#[tokio::test]
async fn absent_usage_is_estimated() {
    let mut body = completion(&json!({"role": "assistant", "content": "Done."}), "stop");
    body["usage"] = Value::Null;
    let usage = check_answer(Answer::json(&body)).await.unwrap().usage;
    assert_eq!(usage, Usage::estimate(&first(), "Done.", &[]));
}

#[tokio::test]
async fn a_busy_provider_is_asked_again() {
    let busy = json!({"error": {"message": "slow down", "code": "rate_limit_exceeded"}});
    let broken = json!({"error": {"message": "oops"}});
    let script =
        [Answer::status(429, &busy).with_header("retry-after-ms", "1"), Answer::status(500, &broken), done()];
    let fake = Fake::start(rules, script.clone()).await;
    assert_eq!(&*ask(&fake, &settings(3), &first()).await.unwrap().text, "Done.");
    let bodies: Vec<Value> = fake.seen().into_iter().map(|seen| seen.body).collect();
    assert_eq!(bodies.len(), 3);
    assert!(bodies.iter().all(|body| *body == bodies[0]), "every attempt says the same");

    let fake = Fake::start(rules, script).await;
    let error = ask(&fake, &settings(0), &first()).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_millis(1)));
    assert!(
        matches!(&error, ModelError::Status { status: 429, body, .. } if body.contains("slow down")),
        "{error}"
    );
    assert_eq!(fake.seen().len(), 1);
}

#[tokio::test]
async fn a_wrong_request_is_not_repeated() {
    let denied = json!({"error": {"message": "Incorrect API key provided: sk-test \u{1b}[31m"}});
    let fake = Fake::start(rules, [Answer::status(401, &denied), done()]).await;
    let error = ask(&fake, &settings(3), &first()).await.unwrap_err().to_string();
    assert!(error.contains("401") && error.contains("[key]"), "{error}");
    assert!(!error.contains("sk-test") && !error.contains('\u{1b}'), "{error}");
    assert_eq!(fake.seen().len(), 1);
}

#[tokio::test]
async fn malformed_answers_are_errors() {
    for (answer, hint, retryable) in [
        (Answer::raw("application/json", "{\"choices\": [{\"mess"), "not JSON", true),
        (Answer::raw("text/html", "<html>Bad gateway</html>"), "Bad gateway", true),
        (Answer::raw("application/json", "[]"), "no choices", false),
        (Answer::json(&json!({"choices": []})), "no choices", false),
        (Answer::json(&json!({"error": {"message": "upstream failed"}})), "upstream failed", true),
    ] {
        let error = check_answer(answer).await.unwrap_err();
        assert!(error.to_string().contains(hint), "{error}");
        assert_eq!(error.retryable(), retryable, "{error}");
    }
}

#[tokio::test]
async fn silence_ends_in_a_timeout() {
    let fake = Fake::start(rules, [Answer::Silence]).await;
    let limit = Duration::from_millis(50);
    let settings = ProviderSettings { timeout: limit, ..settings(1) };
    let error = ask(&fake, &settings, &first()).await.unwrap_err();
    assert!(matches!(error, ModelError::Timeout { limit: shown, .. } if shown == limit), "{error}");
}

#[tokio::test]
async fn an_endpoint_that_is_not_there_is_named_without_its_address() {
    let variables = [("OPENAI_BASE_URL", "http://127.0.0.1:1/v1?secret=abc")];
    let model = open_with("openai/test-1", &settings(1), &variables).unwrap();
    let error = model.reply(&first()).await.unwrap_err();
    assert!(error.retryable() && !error.to_string().contains("abc"), "{error}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let other = Fake::start(rules, [done()]).await;
    let away = Answer::status(307, &json!({}))
        .with_header("location", format!("{}/v1/chat/completions", other.base));
    let error = check_answer(away).await.unwrap_err();
    assert!(matches!(error, ModelError::Status { status: 307, .. }), "{error}");
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn the_model_is_named_as_it_is_called() {
    for name in
        ["qwen3-max", "gpt-oss-120b-high", "meta-llama/Llama-3.3", "hub::model-low", "deepseek-r1-zero"]
    {
        let fake = Fake::start(rules, [done()]).await;
        let base = format!("{}/v1/", fake.base);
        let id = format!("openai/{name}");
        let model = open_with(&id, &settings(0), &[("OPENAI_BASE_URL", &base)]).unwrap();
        model.reply(&first()).await.unwrap();
        assert_eq!(fake.body()["model"], name);
        assert_eq!(model.id(), id);
        assert!(!fake.seen()[0].headers.contains_key("authorization"), "no key, no header");
        assert_eq!(fake.seen()[0].path, "/v1/chat/completions");
    }
}

#[tokio::test]
async fn newer_models_get_the_newer_name_of_the_limit() {
    let fake = Fake::start(rules, [done()]).await;
    let base = format!("{}/v1", fake.base);
    let model = open_with("openai/gpt-5-mini", &settings(0), &[("OPENAI_BASE_URL", &base)]).unwrap();
    model.reply(&ChatRequest { max_tokens: Some(7), ..first() }).await.unwrap();
    assert_eq!((&fake.body()["max_completion_tokens"], fake.body().get("max_tokens")), (&json!(7), None));
}

#[tokio::test]
async fn a_schema_without_a_type_gets_one_and_a_broken_one_is_an_error() {
    let fake = Fake::start(rules, [done()]).await;
    ask(&fake, &settings(0), &ChatRequest { tools: [tool("t", "{}")].into(), ..first() }).await.unwrap();
    assert_eq!(fake.body()["tools"][0]["function"]["parameters"], json!({"type": "object"}));
    for broken in ["{", "[]", "true"] {
        let error =
            ask(&fake, &settings(3), &ChatRequest { tools: [tool("t", broken)].into(), ..first() }).await;
        let error = error.unwrap_err();
        assert!(error.to_string().contains("tool `t`") && !error.retryable(), "{error}");
    }
}

#[test]
fn keys_and_addresses_are_asked_for_by_name() {
    let check = |variables: &[(&str, &str)], hint: &str| {
        let Err(error) = open_with("openai/test-1", &settings(0), variables) else {
            panic!("{variables:?} opened")
        };
        assert!(error.to_string().contains(hint) && !error.retryable(), "{error}");
    };
    check(&[], "OPENAI_API_KEY");
    check(&[("OPENAI_API_KEY", " \n")], "OPENAI_API_KEY");
    check(&[("OPENAI_BASE_URL", "https://api.openai.com/v1/")], "OPENAI_API_KEY");
    check(&[("OPENAI_BASE_URL", "localhost:8000")], "OPENAI_BASE_URL");
    check(&[("OPENAI_BASE_URL", "ftp://localhost/v1")], "OPENAI_BASE_URL");
    assert!(
        open_with("openai/test-1", &settings(0), &[("OPENAI_BASE_URL", "http://localhost:8000")]).is_ok()
    );
}

/// An attacker's question goes through a provider like any other request.
#[tokio::test]
async fn a_question_is_asked_and_answered() {
    let words = r#"{"sentences": ["Ring `tell` first."]}"#;
    let said = completion(&json!({"role": "assistant", "content": words}), "stop");
    let fake = Fake::start(rules, [Answer::json(&said)]).await;
    let question = Question::Reword {
        text: "Got 2 logs.".into(),
        demand: "Call the tool `tell`.".into(),
        keep: vec!["tell".into()],
        lost: vec![],
    };
    let reply = ask(&fake, &settings(0), &question.request()).await.unwrap();
    assert_eq!((&*reply.text, reply.stop), (words, Stop::Complete));
    let messages = fake.body()["messages"].clone();
    let system = messages[0]["content"].as_str().unwrap();
    assert!(system.contains("Put the demand into other words"), "{system}");
    let asked: Value = serde_json::from_str(messages[1]["content"].as_str().unwrap()).unwrap();
    let expected = json!({"question": "reword", "text": "Got 2 logs.", "demand": "Call the tool `tell`.", "keep": ["tell"]});
    assert_eq!(asked, expected);
}
