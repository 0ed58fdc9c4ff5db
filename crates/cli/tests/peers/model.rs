//! A model endpoint on this machine that plays a solution: OpenAI's chat completions, streamed or not.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::Response;
use environments::Solution;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The endpoint; it ends with its owner.
pub(crate) struct Model {
    /// Where hosts find it, `/v1` included.
    pub(crate) url: String,
    /// Texts of tool results in the longest conversation so far.
    pub(crate) results: Arc<Mutex<Vec<String>>>,
    server: JoinHandle<()>,
}

impl Drop for Model {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Model {
    /// Calls the solution's tools one after the other, then gives its answer.
    pub(crate) async fn playing(solution: Solution) -> Self {
        let results = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&results);
        let answer = move |request: Request| {
            let (seen, solution) = (Arc::clone(&seen), solution.clone());
            async move {
                let body = to_bytes(request.into_body(), usize::MAX).await.unwrap();
                let body: Value = serde_json::from_slice(&body).unwrap_or_default();
                reply(&body, &solution, &seen)
            }
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/v1", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer);
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, results, server }
    }
}

fn reply(body: &Value, solution: &Solution, seen: &Mutex<Vec<String>>) -> Response<Body> {
    let results: Vec<String> = body["messages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|message| message["role"] == "tool")
        .map(|message| text(&message["content"]))
        .collect();
    let offered = body["tools"].as_array().into_iter().flatten();
    let offered: Vec<&str> = offered.filter_map(|tool| tool["function"]["name"].as_str()).collect();
    let next = solution.calls.get(results.len()).and_then(|act| {
        let name =
            offered.iter().find(|name| **name == act.tool || name.ends_with(&format!("_{}", act.tool)))?;
        Some(json!({"role": "assistant", "content": null, "tool_calls": [{
            "index": 0, "id": format!("call_{}", results.len()), "type": "function",
            "function": {"name": name, "arguments": act.arguments.to_string()},
        }]}))
    });
    {
        let mut longest = seen.lock().unwrap();
        if results.len() > longest.len() {
            *longest = results;
        }
    }
    let finish = if next.is_some() { "tool_calls" } else { "stop" };
    let message = next.unwrap_or_else(|| json!({"role": "assistant", "content": solution.answer}));
    let streamed = body["stream"] == true;
    let (kind, body) = if streamed {
        ("text/event-stream", events(&message, finish))
    } else {
        ("application/json", whole(&message, finish))
    };
    Response::builder().header("content-type", kind).body(Body::from(body)).unwrap()
}

/// A content is a text, or a list of parts with texts.
fn text(content: &Value) -> String {
    let parts = content.as_array().into_iter().flatten().filter_map(|part| part["text"].as_str());
    content.as_str().map_or_else(|| parts.collect(), str::to_owned)
}

fn usage() -> Value {
    json!({"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15})
}

fn whole(message: &Value, finish: &str) -> String {
    let choice = json!({"index": 0, "message": message, "finish_reason": finish});
    json!({"id": "c", "object": "chat.completion", "created": 1, "model": "scripted", "choices": [choice], "usage": usage()})
        .to_string()
}

fn events(message: &Value, finish: &str) -> String {
    let chunk = |delta: &Value, finish: Value| {
        let choice = json!({"index": 0, "delta": delta, "finish_reason": finish});
        let chunk = json!({"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice], "usage": usage()});
        format!("data: {chunk}\n\n")
    };
    format!("{}{}data: [DONE]\n\n", chunk(message, Value::Null), chunk(&json!({}), finish.into()))
}
