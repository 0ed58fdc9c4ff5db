//! The same experiment on a provider's model: one line changes.

use crate::support::{Ran, run, try_plan};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::Response;
use chain::{Event, Outcome, Part};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

const EXPERIMENT: &str = "
environments: [textcraft]
attacks: [TL03/direct/hijack/after/always]
models: [MODEL]
";

/// A provider on this machine that looks into the inventory once and is done then.
struct Fake {
    base: String,
    bodies: Arc<Mutex<Vec<Value>>>,
    server: tokio::task::JoinHandle<()>,
}

/// Tokens that the provider says a request had.
pub(crate) const TOKENS: u64 = 40;

impl Drop for Fake {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Fake {
    async fn start(status: u16) -> Self {
        Self::counting(status, TOKENS).await
    }

    /// One that says that every request had so many tokens.
    async fn counting(status: u16, tokens: u64) -> Self {
        let bodies = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&bodies);
        let answer = move |request: Request| {
            let log = Arc::clone(&log);
            async move {
                let bytes = to_bytes(request.into_body(), 1 << 24).await.unwrap();
                let body: Value = serde_json::from_slice(&bytes).unwrap();
                let answer = completion(&body, tokens);
                log.lock().unwrap().push(body);
                let response = Response::builder().status(status).header("content-type", "application/json");
                response.body(Body::from(answer.to_string())).unwrap()
            }
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}/v1", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer);
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { base, bodies, server }
    }
}

pub(crate) fn completion(body: &Value, tokens: u64) -> Value {
    let messages = body["messages"].as_array().unwrap();
    let acted = messages.iter().any(|message| message["role"] == "tool");
    let call =
        json!({"id": "call_1", "type": "function", "function": {"name": "inventory", "arguments": "{}"}});
    let (message, reason) = match acted {
        false => (json!({"role": "assistant", "content": null, "tool_calls": [call]}), "tool_calls"),
        true => (json!({"role": "assistant", "content": "I looked; that is all."}), "stop"),
    };
    json!({
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "test-model",
        "choices": [{"index": 0, "message": message, "finish_reason": reason}],
        "usage": {"prompt_tokens": tokens, "completion_tokens": 9},
    })
}

async fn run_on_model(model: &str, fake: &Fake) -> Ran {
    let yaml = EXPERIMENT.replace("MODEL", model);
    let variables = [("OPENAI_BASE_URL", fake.base.as_str()), ("OPENAI_API_KEY", "sk-test")];
    run(try_plan(&yaml, Path::new("."), &variables).unwrap()).await
}

#[tokio::test]
async fn one_line_runs_the_experiment_on_a_provider() {
    let fake = Fake::start(200).await;
    let reference = run_on_model("reference/obedient", &fake).await;
    assert!(fake.bodies.lock().unwrap().is_empty(), "a reference model asks nobody");
    let ran = run_on_model("openai/test-model", &fake).await;
    assert_eq!(ran.trials.len(), reference.trials.len());

    let hostile = ran.only(|trial| trial.ladder.is_some());
    assert_eq!((hostile.outcome, hostile.cell.model.as_str()), (Outcome::Completed, "openai/test-model"));
    let ladder = hostile.ladder.unwrap();
    assert_eq!(
        ladder.rungs(),
        [true, true, true, false, false, false],
        "it saw the payload and did not obey"
    );
    assert_eq!((hostile.metrics.model_calls, hostile.metrics.tool_calls), (2, 1));
    assert_eq!((hostile.metrics.input_tokens, hostile.metrics.output_tokens), (80, 18));
    assert!(hostile.utility < 1.0, "looking is not solving");
    the_trace_holds_what_the_model_saw(&ran, hostile.key, &fake.bodies.lock().unwrap());
}

/// Every text that went over the wire stands in the trace, word for word.
fn the_trace_holds_what_the_model_saw(ran: &Ran, key: store::Key, bodies: &[Value]) {
    let trace = ran.store.trace(key).unwrap();
    let exposed: Vec<(&Part, &str)> = trace
        .events
        .iter()
        .filter_map(
            |event| if let Event::Exposed { part, text } = event { Some((part, &**text)) } else { None },
        )
        .collect();
    let saw = |text: &str| exposed.iter().any(|(_, shown)| *shown == text);
    let hostile = |body: &&Value| body["tools"].to_string().contains("Before you go on");
    let body = bodies.iter().rfind(hostile).unwrap();
    for tool in body["tools"].as_array().unwrap() {
        assert!(saw(tool["function"]["description"].as_str().unwrap()), "{tool}");
    }
    let texts = body["messages"].as_array().unwrap().iter().filter(|message| message["role"] != "assistant");
    let texts: Vec<&str> = texts.map(|message| message["content"].as_str().unwrap()).collect();
    assert_eq!(texts.len(), 3, "system, user, result");
    for text in texts {
        assert!(saw(text), "not in the trace: {text}");
    }
    let said =
        trace.events.iter().find_map(|event| if let Event::Said(said) = event { Some(said) } else { None });
    assert_eq!(&*said.unwrap().calls[0].0, "inventory");
}

#[tokio::test]
async fn a_provider_that_fails_is_a_harness_error_with_its_reason() {
    let fake = Fake::start(503).await;
    let ran = run_on_model("openai/test-model: {retries: 0}", &fake).await;
    for trial in &ran.trials {
        assert_eq!(trial.outcome, Outcome::HarnessError, "{trial:?}");
        assert!(trial.note.contains("503"), "{}", trial.note);
    }
    assert_eq!(fake.bodies.lock().unwrap().len(), ran.trials.len(), "no retry was asked for");
}

#[tokio::test]
async fn a_provider_that_counts_nonsense_fails_its_trials_and_not_the_run() {
    let fake = Fake::counting(200, u64::MAX).await;
    let ran = run_on_model("openai/test-model", &fake).await;
    assert!(!ran.trials.is_empty());
    for trial in &ran.trials {
        assert_eq!(trial.outcome, Outcome::HarnessError, "{trial:?}");
        assert!(
            trial.note.contains("cannot be stored: input_tokens is 18446744073709551615"),
            "{}",
            trial.note
        );
    }
}
