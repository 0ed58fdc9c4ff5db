//! A provider on this machine: checks what it is sent, remembers it, and answers from a script.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Response};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What the provider demands of a request; the complaint if it is not met.
pub(crate) type Rules = fn(&Seen) -> Result<(), String>;

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

/// What to answer to a request that keeps the rules.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// Says this.
    Say { status: u16, kind: &'static str, headers: Vec<(&'static str, String)>, body: String },
    /// Says nothing, ever.
    Silence,
}

impl Answer {
    pub(crate) fn json(body: &Value) -> Self {
        Self::status(200, body)
    }

    pub(crate) fn status(status: u16, body: &Value) -> Self {
        Self::Say { status, kind: "application/json", headers: Vec::new(), body: body.to_string() }
    }

    pub(crate) fn raw(kind: &'static str, body: &str) -> Self {
        Self::Say { status: 200, kind, headers: Vec::new(), body: body.to_owned() }
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        if let Self::Say { headers, .. } = &mut self {
            headers.push((name, value.into()));
        }
        self
    }
}

/// The server. Ends with its owner.
pub(crate) struct Fake {
    pub(crate) base: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    server: JoinHandle<()>,
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Fake {
    /// Answers from the script; the last answer repeats.
    pub(crate) async fn start(rules: Rules, script: impl IntoIterator<Item = Answer>) -> Self {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let script = Arc::new(Mutex::new(VecDeque::from_iter(script)));
        let log = Arc::clone(&seen);
        let answer = move |request: Request| {
            let (log, script) = (Arc::clone(&log), Arc::clone(&script));
            async move {
                let request = take(request).await;
                let complaint = rules(&request).err();
                log.lock().unwrap().push(request);
                match complaint {
                    Some(complaint) => {
                        respond(Answer::status(400, &json!({"error": {"message": complaint}}))).await
                    }
                    None => respond(next(&script)).await,
                }
            }
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer);
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { base, seen, server }
    }

    /// Every request so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// The latest request's body.
    pub(crate) fn body(&self) -> Value {
        self.seen().pop().unwrap().body
    }
}

fn next(script: &Mutex<VecDeque<Answer>>) -> Answer {
    let mut script = script.lock().unwrap();
    if script.len() > 1 { script.pop_front().unwrap() } else { script.front().unwrap().clone() }
}

async fn take(request: Request) -> Seen {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, 1 << 24).await.unwrap();
    let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    Seen { path: parts.uri.to_string(), headers: parts.headers, body }
}

async fn respond(answer: Answer) -> Response<Body> {
    let Answer::Say { status, kind, headers, body } = answer else { return std::future::pending().await };
    let response = Response::builder().status(status).header("content-type", kind);
    let response = headers.into_iter().fold(response, |response, (name, value)| response.header(name, value));
    response.body(Body::from(body)).unwrap()
}

/// A complaint unless the condition holds.
pub(crate) fn demand(condition: bool, complaint: &str) -> Result<(), String> {
    if condition { Ok(()) } else { Err(complaint.to_owned()) }
}

/// Complains of fields that the format does not know.
pub(crate) fn demand_known(object: &Value, known: &[&str]) -> Result<(), String> {
    let fields = object.as_object().ok_or("not an object")?;
    match fields.keys().find(|field| !known.contains(&field.as_str())) {
        Some(field) => Err(format!("{field}: extra fields are not permitted")),
        None => Ok(()),
    }
}

/// Complains of tool names that providers refuse.
pub(crate) fn demand_name(name: &Value) -> Result<(), String> {
    let name = name.as_str().unwrap_or_default();
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    demand((1..=64).contains(&name.len()) && plain, "the tool's name is malformed")
}
