//! The HTTP client against servers that answer every way there is.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly"
)]

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use serde_json::json;
use std::sync::{Arc, Mutex};
use wire::http::{HttpClient, HttpTarget};
use wire::{Client, EraPolicy, Limits, Link, LinkError, Message, Refuse, Settings};

/// One request as a server saw it.
#[derive(Clone, Debug)]
struct Seen {
    method: Method,
    path: String,
    headers: HeaderMap,
    body: String,
}

impl Seen {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// The JSON-RPC method of the body, or the HTTP method if there is none.
    fn what(&self) -> String {
        let body: serde_json::Value = serde_json::from_str(&self.body).unwrap_or_default();
        body["method"].as_str().map_or_else(|| self.method.to_string(), str::to_owned)
    }

    fn id(&self) -> String {
        Message::parse(self.body.as_str(), &Limits::default()).unwrap().id().unwrap().to_string()
    }
}

type Log = Arc<Mutex<Vec<Seen>>>;

/// A server that answers as `answer` says; its address and what it saw.
async fn server(answer: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static) -> (String, Log) {
    let log = Log::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/mcp", listener.local_addr().unwrap());
    let record = Arc::clone(&log);
    let router = axum::Router::new().fallback(move |request: Request| {
        let (answer, record) = (answer.clone(), Arc::clone(&record));
        async move {
            let (head, body) = request.into_parts();
            let body = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap();
            let seen =
                Seen { method: head.method, path: head.uri.path().to_owned(), headers: head.headers, body };
            record.lock().unwrap().push(seen.clone());
            answer(&seen)
        }
    });
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, log)
}

fn typed(status: u16, media: &str, body: impl Into<Body>) -> Response {
    Response::builder().status(status).header("content-type", media).body(body.into()).unwrap()
}

fn answer_json(seen: &Seen, result: &str) -> Response {
    typed(
        200,
        "application/json; charset=utf-8",
        format!(r#"{{"jsonrpc":"2.0","id":{},"result":{result}}}"#, seen.id()),
    )
}

const LIMITS: Limits = Limits {
    message_bytes: 2_000,
    depth: 32,
    start_ms: 30_000,
    request_ms: 30_000,
    total_ms: 60_000,
    stop_ms: 200,
};

fn link(url: &str) -> HttpClient {
    HttpClient::new(&HttpTarget::new(url), LIMITS).unwrap()
}

fn ask(id: u64, method: &str) -> Message {
    Message::request(&id.into(), method, &json!({}))
}

/// What `recv` gives, in order, after one request: texts of messages, or `!` and a part of an error.
async fn check(answer: impl Fn(&Seen) -> Response + Clone + Send + Sync + 'static, expected: &[&str]) -> Log {
    let (url, log) = server(answer).await;
    let mut link = link(&url);
    link.send(ask(1, "x")).await.unwrap();
    for expected in expected {
        match (link.recv().await, expected.strip_prefix('!')) {
            (Ok(Some(message)), None) => assert_eq!(message.as_str(), *expected),
            (Err(error), Some(part)) => {
                assert!(error.to_string().contains(part), "{error} should contain {part}");
            }
            other => panic!("{other:?} instead of {expected}"),
        }
    }
    link.close().await.unwrap();
    assert!(link.recv().await.unwrap().is_none());
    log
}

const GOOD: &str =
    "{\"jsonrpc\":\"2.0\", \"id\":1,\n \"result\":{\"n\":10000000000000000000001,\"n\":1e999}}";
const NOTE: &str = r#"{"jsonrpc":"2.0","method":"notifications/x"}"#;

fn sse(text: &str) -> String {
    text.lines().map(|line| format!("data: {line}\n")).collect::<String>() + "\n"
}

#[tokio::test]
async fn answers_come_as_json_or_as_events() {
    check(|_| typed(200, "application/json", GOOD), &[GOOD]).await;
    check(|_| typed(200, "text/event-stream", sse(GOOD)), &[GOOD]).await;
    check(|_| typed(200, "Text/Event-Stream; charset=utf-8", sse(NOTE) + &sse(GOOD)), &[NOTE, GOOD]).await;
    check(|_| typed(200, "text/event-stream", format!(": hi\r\n\r\nevent: message\n{}", sse(GOOD))), &[GOOD])
        .await;
}

#[tokio::test]
async fn what_is_no_answer_is_an_error() {
    check(|_| StatusCode::ACCEPTED.into_response(), &["!202 Accepted answers `x` with nothing"]).await;
    check(|_| typed(200, "text/html", "<html>"), &["!answers `x` with content of type `text/html`"]).await;
    check(|_| typed(200, "application/json", "<html>"), &["!not JSON", "!answer to `x` cannot be read"])
        .await;
    check(|_| typed(200, "application/json", "\u{1b}[2J"), &["!\\u{1b}[2J", "!cannot be read"]).await;
    for other in [r#"{"id":1.0,"result":{}}"#, r#"[{"id":1,"result":{}}]"#, NOTE] {
        check(move |_| typed(200, "application/json", other), &[other, "!is no answer to it"]).await;
    }
    let large = || typed(200, "application/json", format!("{{\"a\":\"{}\"}}", "x".repeat(2_000)));
    check(move |_| large(), &["!larger than the limit of 2000 bytes", "!cannot be read"]).await;
    check(|_| typed(200, "text/event-stream", sse(NOTE)), &[NOTE, "!stream ended before it answered `x`"])
        .await;
    let events =
        format!("{}{}event: endpoint\n{}{}", sse(&"x".repeat(3_000)), sse("junk"), sse("/other"), sse(GOOD));
    let expected = ["!larger than the limit", "!not JSON", "!an event named `endpoint`", GOOD];
    check(move |_| typed(200, "text/event-stream", events.clone()), &expected).await;
}

#[tokio::test]
async fn refusals_name_status_and_body() {
    for status in [400, 403, 404, 405, 500, 503] {
        check(move |_| typed(status, "text/plain", "no \u{7}"), &[&format!("!HTTP {status}")]).await;
    }
    check(|_| typed(404, "text/plain", "no \u{7}"), &["!to `x`: no \\u{7}"]).await;
    let challenge = || {
        let mut response = typed(401, "text/plain", "");
        response.headers_mut().insert("www-authenticate", "Bearer scope=\"all\"".parse().unwrap());
        response
    };
    check(move |_| challenge(), &["!asking for Bearer scope=\"all\""]).await;
    let error = r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"m"}}"#;
    check(move |_| typed(404, "application/json", error), &[error]).await;
    let other = r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"m"}}"#;
    check(move |_| typed(400, "application/json", other), &[other, "!400 Bad Request to `x`"]).await;
}

#[tokio::test]
async fn a_probe_falls_back_on_any_refusal() {
    for status in [400, 404, 405, 406, 500] {
        let (url, log) = server(move |seen| match seen.what().as_str() {
            "server/discover" => typed(status, "text/plain", "what?"),
            "initialize" => answer_json(seen, r#"{"protocolVersion":"2025-06-18","capabilities":{}}"#),
            "notifications/initialized" => StatusCode::ACCEPTED.into_response(),
            _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        })
        .await;
        let settings = Settings { limits: LIMITS, ..Settings::default() };
        let (mut client, hello) =
            Client::connect(Box::new(link(&url)), Box::new(Refuse), settings).await.unwrap();
        assert_eq!(hello.era.version(), "2025-06-18");
        client.close().await.unwrap();
        assert_eq!(log.lock().unwrap()[0].header("mcp-method"), Some("server/discover"));
    }
}

#[tokio::test]
async fn redirects_stay_on_their_origin() {
    let (elsewhere, trap) = server(|seen| answer_json(seen, "{}")).await;
    let (url, _) = server(move |seen| {
        let to = if seen.path == "/mcp" { "/moved".to_owned() } else { elsewhere.clone() };
        Response::builder().status(307).header("location", to).body(Body::empty()).unwrap()
    })
    .await;
    let mut outside = link(&url);
    outside.send(ask(1, "x")).await.unwrap();
    let error = outside.recv().await.unwrap_err();
    assert!(error.to_string().contains("HTTP 307"), "{error}");
    assert!(trap.lock().unwrap().is_empty());

    let (url, log) = server(|seen| match seen.path.as_str() {
        "/mcp" => Response::builder().status(308).header("location", "/mcp/").body(Body::empty()).unwrap(),
        _ => answer_json(seen, "{}"),
    })
    .await;
    let mut inside = link(&url);
    inside.send(ask(1, "x")).await.unwrap();
    assert!(inside.recv().await.unwrap().is_some());
    assert_eq!(log.lock().unwrap().len(), 2);
}

fn session_server(seen: &Seen) -> Response {
    match seen.what().as_str() {
        "initialize" => {
            let mut response = answer_json(seen, r#"{"protocolVersion":"2025-03-26","capabilities":{}}"#);
            response.headers_mut().insert("mcp-session-id", "s-1".parse().unwrap());
            response
        }
        "notifications/initialized" => StatusCode::ACCEPTED.into_response(),
        "GET" => typed(200, "text/event-stream", sse(NOTE)),
        _ => answer_json(seen, "{}"),
    }
}

#[tokio::test]
async fn a_session_is_kept_listened_to_and_ended() {
    let (url, log) = server(session_server).await;
    let target = HttpTarget { url, headers: [("Authorization".to_owned(), "Bearer k".to_owned())].into() };
    let link = HttpClient::new(&target, LIMITS).unwrap();
    let settings = Settings { era: EraPolicy::Initialize(2), limits: LIMITS, ..Settings::default() };
    let (mut client, _) = Client::connect(Box::new(link), Box::new(Refuse), settings).await.unwrap();
    let mut heard = vec![];
    while heard.is_empty() {
        client.request("x", json!({})).await.unwrap();
        heard = client.take_notifications();
    }
    assert_eq!(heard[0].as_str(), NOTE);
    client.close().await.unwrap();
    let log = log.lock().unwrap();
    assert_eq!(log.first().unwrap().header("mcp-session-id"), None);
    for seen in log.iter().skip(1) {
        assert_eq!(seen.header("mcp-session-id"), Some("s-1"), "{seen:?}");
        assert_eq!(seen.header("mcp-protocol-version"), Some("2025-03-26"));
    }
    assert!(log.iter().all(|seen| seen.header("authorization") == Some("Bearer k")));
    assert!(
        log.iter()
            .all(|seen| seen.header("mcp-method").is_none() && seen.header("accept-encoding").is_none())
    );
    assert_eq!(log.last().unwrap().method, Method::DELETE);
    assert!(log.iter().any(|seen| seen.method == Method::GET));
}

#[tokio::test]
async fn session_ids_are_plain_and_short() {
    for id in ["a b", "", &"x".repeat(1_025), "caf\u{e9}"] {
        let id = id.as_bytes().to_vec();
        let (url, log) = server(move |seen| {
            let mut response = session_server(seen);
            if seen.what() == "initialize" {
                let value = axum::http::HeaderValue::from_bytes(&id).unwrap();
                response.headers_mut().insert("mcp-session-id", value);
            }
            response
        })
        .await;
        let settings = Settings { era: EraPolicy::Initialize(2), limits: LIMITS, ..Settings::default() };
        let (mut client, _) =
            Client::connect(Box::new(link(&url)), Box::new(Refuse), settings).await.unwrap();
        client.request("x", json!({})).await.unwrap();
        assert!(client.anomalies()[0].to_string().contains("its session id"), "{:?}", client.anomalies());
        assert!(log.lock().unwrap().iter().all(|seen| seen.header("mcp-session-id").is_none()));
    }
}

#[tokio::test]
async fn headers_mirror_the_message_in_the_stateless_era() {
    let (url, log) = server(|seen| answer_json(seen, r#"{"supportedVersions":["2026-07-28"]}"#)).await;
    let settings = Settings { era: EraPolicy::Stateless, limits: LIMITS, ..Settings::default() };
    let (mut client, _) = Client::connect(Box::new(link(&url)), Box::new(Refuse), settings).await.unwrap();
    client.request("tools/call", json!({"name": "se\u{e9}k"})).await.unwrap();
    client.request("resources/read", json!({"uri": "file:///a", "name": "no"})).await.unwrap();
    client.close().await.unwrap();
    let log = log.lock().unwrap();
    let mirrored =
        |at: usize| ["mcp-protocol-version", "mcp-method", "mcp-name"].map(|name| log[at].header(name));
    assert_eq!(mirrored(0), [Some("2026-07-28"), Some("server/discover"), None]);
    assert_eq!(mirrored(1), [Some("2026-07-28"), Some("tools/call"), Some("=?base64?c2XDqWs=?=")]);
    assert_eq!(mirrored(2), [Some("2026-07-28"), Some("resources/read"), Some("file:///a")]);
    assert_eq!(log.len(), 3, "no GET, no DELETE: {log:?}");
}

/// A stream that starts with `text` and never ends.
fn endless(text: String) -> Body {
    Body::from_stream(stream::iter([Ok::<_, std::io::Error>(Bytes::from(text))]).chain(stream::pending()))
}

#[tokio::test]
async fn answers_overtake_each_other_and_streams_need_not_end() {
    let (url, _) = server(|seen| match seen.what().as_str() {
        "slow" => typed(200, "text/event-stream", endless(sse(NOTE))),
        _ => {
            typed(200, "text/event-stream", endless(sse(&format!(r#"{{"id":{},"result":{{}}}}"#, seen.id()))))
        }
    })
    .await;
    let mut link = link(&url);
    link.send(ask(1, "slow")).await.unwrap();
    assert_eq!(link.recv().await.unwrap().unwrap().as_str(), NOTE);
    // More requests than may be under way at once: streams that were answered make room.
    for id in 2..140 {
        link.send(ask(id, "quick")).await.unwrap();
        assert_eq!(link.recv().await.unwrap().unwrap().id().unwrap(), id.into());
    }
    link.close().await.unwrap();
}

#[tokio::test]
async fn a_broken_stream_is_taken_up_again() {
    let log = check(
        |seen| match seen.header("last-event-id") {
            None => {
                typed(200, "text/event-stream", format!("id: e1\nretry: 1\n{}data: {{unfinished", sse(NOTE)))
            }
            Some("e1") => typed(200, "text/event-stream", sse(GOOD)),
            Some(_) => StatusCode::NOT_FOUND.into_response(),
        },
        &[NOTE, GOOD],
    )
    .await;
    assert_eq!(log.lock().unwrap()[1].method, Method::GET);
}

#[tokio::test]
async fn a_dripping_answer_ends_in_time() {
    let (url, _) = server(|_| {
        let drip = stream::unfold((), |()| async {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            Some((Ok::<_, std::io::Error>(Bytes::from(" ")), ()))
        });
        typed(200, "application/json", Body::from_stream(drip))
    })
    .await;
    let limits = Limits { request_ms: 150, ..LIMITS };
    let mut link = HttpClient::new(&HttpTarget::new(url), limits).unwrap();
    link.send(ask(1, "x")).await.unwrap();
    let error = link.recv().await.unwrap_err();
    assert!(matches!(error, LinkError::Timeout { .. }), "{error}");
}

#[tokio::test]
async fn what_cannot_be_reached_or_used_says_why() {
    let bad = |url: &str, part: &str| {
        let error = HttpClient::new(&HttpTarget::new(url), LIMITS).unwrap_err().to_string();
        assert!(error.contains(part), "{error} should contain {part}");
    };
    bad("127.0.0.1:80", "address cannot be used");
    bad("file:///etc/passwd", "scheme http or https");
    let headers = [("Mcp-Session-Id".to_owned(), "x".to_owned())].into();
    let target = HttpTarget { url: "http://127.0.0.1:1/mcp".to_owned(), headers };
    assert!(HttpClient::new(&target, LIMITS).unwrap_err().to_string().contains("reserved"));

    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let mut link = link(&format!("http://user:secret@{free}/mcp?key=secret"));
    link.send(ask(1, "x")).await.unwrap();
    let error = link.recv().await.unwrap_err().to_string();
    assert!(
        error.contains("exchange failed") && error.contains("refused") && !error.contains("secret"),
        "{error}"
    );
    let error = link.send(Message::notification("x", &json!({}))).await.unwrap_err();
    assert!(matches!(error, LinkError::Http { .. }), "{error}");
}
