//! The HTTP server against every kind of request, and what it keeps apart.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail loudly")]

use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use testkit::ScriptedPeer;
use tokio::sync::mpsc;
use wire::http::{Factory, HttpClient, HttpServer, HttpTarget};
use wire::{Client, EraPolicy, Limits, Link, LinkError, Message, Refuse, Settings, memory_pair};

const LIMITS: Limits = Limits {
    message_bytes: 4_000,
    depth: 32,
    start_ms: 30_000,
    request_ms: 30_000,
    total_ms: 60_000,
    stop_ms: 1_000,
};

fn scripted(peer: ScriptedPeer) -> impl Factory {
    move || Ok(Box::new(peer.clone().spawn().0) as Box<dyn Link>)
}

async fn serve(factory: impl Factory) -> HttpServer {
    HttpServer::bind(([127, 0, 0, 1], 0).into(), factory, LIMITS).await.unwrap()
}

/// A client without any politeness of ours.
fn raw() -> reqwest::Client {
    // The TLS library wants a provider even where nothing is encrypted; making a link installs it.
    drop(HttpClient::new(&HttpTarget::new("http://127.0.0.1:1/"), LIMITS).unwrap());
    reqwest::Client::builder().tls_certs_only([]).no_proxy().build().unwrap()
}

const META: &str = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#;

fn stateless(method: &str, more: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":"a","method":"{method}","params":{{{more}{META}}}}}"#)
}

/// Posts `body` with `headers` (content type included if none is given) and checks status and error code.
async fn check(url: &str, headers: &[(&str, &str)], body: &str, status: u16, code: Option<i64>) {
    let mut request = raw().post(url).body(body.to_owned());
    if !headers.iter().any(|(name, _)| *name == "content-type") {
        request = request.header("content-type", "application/json");
    }
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.send().await.unwrap();
    assert_eq!(response.status().as_u16(), status, "{headers:?} {body}");
    let text = response.text().await.unwrap();
    let answer: Value = serde_json::from_str(&text).unwrap_or_default();
    assert_eq!(answer["error"]["code"].as_i64(), code, "{headers:?} {body}: {text}");
}

#[tokio::test]
async fn requests_are_let_in_or_refused() {
    let peer = ScriptedPeer::stateless_era()
        .on("tools/call", &[r#"{"jsonrpc":"2.0","id":$id,"result":{}}"#])
        .on("odd", &[r#"{"jsonrpc":"2.0","id":$id,"error":{"code":-32602,"message":"m"}}"#]);
    let server = serve(scripted(peer)).await;
    let url = server.url();
    let version = ("mcp-protocol-version", "2026-07-28");
    let discover = stateless("server/discover", "");
    let method = ("mcp-method", "server/discover");
    check(&url, &[version, method], &discover, 200, None).await;
    // Headers that are missing, doubled or say otherwise.
    check(&url, &[], &discover, 400, Some(-32020)).await;
    check(&url, &[version], &discover, 400, Some(-32020)).await;
    check(&url, &[version, ("mcp-method", "tools/list")], &discover, 400, Some(-32020)).await;
    check(&url, &[version, method, method], &discover, 400, Some(-32020)).await;
    check(&url, &[("mcp-protocol-version", "2025-06-18"), method], &discover, 400, Some(-32020)).await;
    let call = stateless("tools/call", r#""name":"caf\u00e9","#);
    let called = ("mcp-method", "tools/call");
    check(&url, &[version, called, ("mcp-name", "=?base64?Y2Fmw6k=?=")], &call, 200, None).await;
    check(&url, &[version, called], &call, 400, Some(-32020)).await;
    check(&url, &[version, called, ("mcp-name", "other")], &call, 400, Some(-32020)).await;
    check(&url, &[version, called, ("mcp-name", "=?base64?!?=")], &call, 400, Some(-32020)).await;
    // Versions.
    let future = discover.replace("2026-07-28", "2099-01-01");
    check(&url, &[("mcp-protocol-version", "2099-01-01"), method], &future, 400, Some(-32022)).await;
    check(&url, &[version, ("mcp-method", "x")], r#"{"id":1,"method":"x"}"#, 400, Some(-32602)).await;
    let mute = discover.replace(r#","io.modelcontextprotocol/clientCapabilities":{}"#, "");
    check(&url, &[version, method], &mute, 400, Some(-32602)).await;
    let initialize = stateless("initialize", "");
    check(&url, &[version, ("mcp-method", "initialize")], &initialize, 404, Some(-32601)).await;
    check(&url, &[], r#"{"id":1,"method":"x"}"#, 400, Some(-32600)).await;
    check(&url, &[("mcp-protocol-version", "2025-06-18")], r#"{"id":1,"method":"x"}"#, 400, Some(-32600))
        .await;
    // Errors of the service.
    check(&url, &[version, ("mcp-method", "none")], &stateless("none", ""), 404, Some(-32601)).await;
    check(&url, &[version, ("mcp-method", "odd")], &stateless("odd", ""), 200, Some(-32602)).await;
    // Bodies.
    check(&url, &[], "{", 400, Some(-32700)).await;
    check(&url, &[], "[]", 400, Some(-32600)).await;
    check(&url, &[], "{}", 400, Some(-32600)).await;
    check(&url, &[], &format!("\"{}\"", "x".repeat(4_000)), 413, Some(-32600)).await;
    check(&url, &[("content-type", "text/plain")], &discover, 415, Some(-32600)).await;
    check(&url, &[version], r#"{"id":1,"result":{}}"#, 400, Some(-32600)).await;
    check(&url, &[version], r#"{"method":"notifications/x"}"#, 202, None).await;
    // Sessions.
    check(&url, &[("mcp-session-id", "guess")], r#"{"id":1,"method":"x"}"#, 404, Some(-32001)).await;
}

#[tokio::test]
async fn only_loopback_names_are_served() {
    let server = serve(scripted(ScriptedPeer::stateless_era())).await;
    let url = server.url();
    let discover = stateless("server/discover", "");
    let good = [("mcp-protocol-version", "2026-07-28"), ("mcp-method", "server/discover")];
    for (name, value, status) in [
        ("host", "localhost:99", 200),
        ("host", "[::1]:99", 200),
        ("host", "LOCALHOST", 200),
        ("host", "evil.example", 403),
        ("host", "127.0.0.1.evil.example", 403),
        ("host", "localhost.evil.example:80", 403),
        ("origin", "http://localhost:5173", 200),
        ("origin", "http://evil.example", 403),
        ("origin", "null", 403),
        ("origin", "file://localhost", 403),
    ] {
        let code = (status == 403).then_some(-32600);
        check(&url, &[good[0], good[1], (name, value)], &discover, status, code).await;
    }
}

/// A service that counts its calls and mirrors what it was asked.
fn counter(opened: Arc<AtomicUsize>) -> impl Factory {
    move || {
        opened.fetch_add(1, Ordering::Relaxed);
        let (near, mut far) = memory_pair(["the counter", "the server"]);
        tokio::spawn(async move {
            let mut count = 0;
            while let Ok(Some(message)) = far.recv().await {
                let Some(id) = message.id() else { continue };
                let result = match message.method().as_deref() {
                    Some("initialize") => json!({"protocolVersion": "2025-06-18", "capabilities": {}}),
                    Some("server/discover") => json!({"supportedVersions": ["2026-07-28"]}),
                    _ => {
                        count += 1;
                        json!({"count": count})
                    }
                };
                far.send(Message::result(&id, &result)).await?;
            }
            Ok::<_, LinkError>(())
        });
        Ok(Box::new(near) as Box<dyn Link>)
    }
}

async fn connect(url: &str, era: EraPolicy) -> Client {
    let link = HttpClient::new(&HttpTarget::new(url), LIMITS).unwrap();
    let settings = Settings { era, limits: LIMITS, ..Settings::default() };
    Client::connect(Box::new(link), Box::new(Refuse), settings).await.unwrap().0
}

async fn count(client: &mut Client) -> u64 {
    let answer = client.request("x", json!({})).await.unwrap();
    assert!(client.anomalies().is_empty(), "{:?}", client.anomalies());
    let result: Value = serde_json::from_str(answer.result_json().unwrap()).unwrap();
    result["count"].as_u64().unwrap()
}

#[tokio::test]
async fn sessions_are_apart_and_the_stateless_era_shares() {
    let opened = Arc::new(AtomicUsize::new(0));
    let server = serve(counter(Arc::clone(&opened))).await;
    let url = server.url();
    let (mut one, mut two) =
        (connect(&url, EraPolicy::Initialize(2)).await, connect(&url, EraPolicy::Initialize(2)).await);
    assert_eq!([count(&mut one).await, count(&mut one).await, count(&mut two).await], [1, 2, 1]);
    let (mut one, mut two) =
        (connect(&url, EraPolicy::Stateless).await, connect(&url, EraPolicy::Probe).await);
    assert_eq!([count(&mut one).await, count(&mut two).await, count(&mut one).await], [1, 2, 3]);
    assert_eq!(opened.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn concurrent_clients_with_the_same_ids_get_their_own_answers() {
    // The service answers in pairs and in reverse, naming who asked.
    let factory = || {
        let (near, mut far) = memory_pair(["the service", "the server"]);
        tokio::spawn(async move {
            let mut waiting: Vec<Message> = vec![];
            while let Ok(Some(message)) = far.recv().await {
                waiting.push(message);
                if waiting.len() < 8 {
                    continue;
                }
                for message in waiting.drain(..).rev() {
                    let params: Value = serde_json::from_str(message.params().unwrap()).unwrap();
                    let text = format!(
                        r#"{{"method":"notifications/progress","params":{{"progressToken":{},"progress":1}}}}"#,
                        params["_meta"]["progressToken"]
                    );
                    far.send(Message::parse(text, &LIMITS).unwrap()).await?;
                    far.send(Message::result(&message.id().unwrap(), &params["who"])).await?;
                }
            }
            Ok::<_, LinkError>(())
        });
        Ok(Box::new(near) as Box<dyn Link>)
    };
    let server = serve(factory).await;
    let url = server.url();
    // An id that is odd, and ids that the first client may keep.
    for id in ["1.0", "7", r#""a""#, "7"] {
        let asking: Vec<_> = (0..8).map(|who| tokio::spawn(ask(url.clone(), id, who))).collect();
        for asking in asking {
            asking.await.unwrap();
        }
    }
}

/// Asks once, as a client of its own, and checks the progress and the answer.
async fn ask(url: String, id: &str, who: u64) {
    let mut link = HttpClient::new(&HttpTarget::new(url), LIMITS).unwrap();
    let meta = META.replace("_meta\":{", r#"_meta":{"progressToken":"t","#);
    let text = format!(r#"{{"id":{id},"method":"x","params":{{"who":{who},{meta}}}}}"#);
    link.send(Message::parse(text, &LIMITS).unwrap()).await.unwrap();
    let texts = [link.recv().await.unwrap().unwrap(), link.recv().await.unwrap().unwrap()];
    let progress = r#"{"method":"notifications/progress","params":{"progressToken":"t","progress":1}}"#;
    assert_eq!(texts[0].as_str(), progress);
    assert_eq!(texts[1].as_str(), format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{who}}}"#));
}

/// What two clients with one id see of a service that answers the first only after it has gone.
#[tokio::test]
async fn a_late_answer_reaches_nobody_else() {
    let (heard, mut hears) = mpsc::unbounded_channel();
    let factory = move || {
        let (near, mut far) = memory_pair(["the service", "the server"]);
        let heard = heard.clone();
        tokio::spawn(async move {
            let first = far.recv().await?.unwrap();
            heard.send(first.clone()).unwrap();
            let second = far.recv().await?.unwrap();
            heard.send(second.clone()).unwrap();
            far.send(Message::result(&first.id().unwrap(), &json!("first"))).await?;
            far.send(Message::result(&second.id().unwrap(), &json!("second"))).await?;
            far.recv().await
        });
        Ok(Box::new(near) as Box<dyn Link>)
    };
    let server = serve(factory).await;
    let text = stateless("x", "");
    let asked = Message::parse(text.as_str(), &LIMITS).unwrap();
    let mut gone = HttpClient::new(&HttpTarget::new(server.url()), LIMITS).unwrap();
    gone.send(asked.clone()).await.unwrap();
    assert_eq!(hears.recv().await.unwrap().as_str(), text, "the first client's request goes on as it stands");
    gone.close().await.unwrap();
    let mut here = HttpClient::new(&HttpTarget::new(server.url()), LIMITS).unwrap();
    here.send(asked.clone()).await.unwrap();
    assert_ne!(hears.recv().await.unwrap().id(), asked.id());
    assert_eq!(here.recv().await.unwrap().unwrap().result_json(), Some(r#""second""#));
}

#[tokio::test]
async fn what_the_service_says_arrives_byte_for_byte() {
    let odd = "{ \"jsonrpc\":\"2.0\",\t\"result\" : {\"n\":10000000000000000000001,\"n\":1e999,\"s\":\"\\ud800\\u0041\"},\"id\":$id , \"more\":null}";
    let note = r#"{"jsonrpc":"2.0","method":"notifications/message","params":{"a":1.0}}"#;
    let peer = ScriptedPeer::initialize_era("2025-06-18").on("one", &[odd]).on("two", &[note, odd]);
    let server = serve(scripted(peer)).await;
    let url = server.url();
    for era in [EraPolicy::Initialize(2), EraPolicy::Stateless] {
        let stateless = era == EraPolicy::Stateless;
        let mut link = HttpClient::new(&HttpTarget::new(&url), LIMITS).unwrap();
        if !stateless {
            link.send(Message::request(&0.into(), "initialize", &json!({}))).await.unwrap();
            link.recv().await.unwrap().unwrap();
        }
        let meta = if stateless { format!("{{{META}}}") } else { "{}".to_owned() };
        for (method, texts) in [("one", vec![odd]), ("two", vec![note, odd])] {
            let text = format!(r#"{{"id":"\u0061","method":"{method}","params":{meta}}}"#);
            link.send(Message::parse(text, &LIMITS).unwrap()).await.unwrap();
            for text in texts {
                let expected = text.replace("$id", r#""\u0061""#);
                assert_eq!(link.recv().await.unwrap().unwrap().as_str(), expected);
            }
        }
    }
}

#[tokio::test]
async fn a_session_hears_what_it_did_not_ask_for_and_ends_on_request() {
    let asked = r#"{"jsonrpc":"2.0","id":"s1","method":"roots/list"}"#;
    let peer = ScriptedPeer::initialize_era("2025-06-18").on("notifications/initialized", &[asked]);
    let server = serve(scripted(peer)).await;
    let mut link = HttpClient::new(&HttpTarget::new(server.url()), LIMITS).unwrap();
    link.send(Message::request(&0.into(), "initialize", &json!({}))).await.unwrap();
    link.recv().await.unwrap().unwrap();
    link.send(Message::notification("notifications/initialized", &json!({}))).await.unwrap();
    assert_eq!(link.recv().await.unwrap().unwrap().as_str(), asked);
    link.send(Message::parse(r#"{"id":"s1","result":{"roots":[]}}"#, &LIMITS).unwrap()).await.unwrap();
    link.close().await.unwrap();

    let client = raw();
    let post = |session: Option<String>, body: &'static str| {
        let request = client.post(server.url()).header("content-type", "application/json").body(body);
        match session {
            Some(session) => request.header("mcp-session-id", session),
            None => request,
        }
    };
    let opened = post(None, r#"{"id":1,"method":"initialize"}"#).send().await.unwrap();
    let token = opened.headers()["mcp-session-id"].to_str().unwrap().to_owned();
    assert_eq!(token.len(), 64);
    let ping = r#"{"id":2,"method":"nothing"}"#;
    assert_eq!(post(Some(token.clone()), ping).send().await.unwrap().status(), 200);
    let version = post(Some(token.clone()), ping).header("mcp-protocol-version", "2026-07-28");
    assert_eq!(version.send().await.unwrap().status(), 400);
    for (accept, status) in [("application/json", 406), ("text/event-stream", 200)] {
        let listen = client.get(server.url()).header("mcp-session-id", &token).header("accept", accept);
        assert_eq!(listen.send().await.unwrap().status(), status);
    }
    assert_eq!(
        client.get(server.url()).header("accept", "text/event-stream").send().await.unwrap().status(),
        405
    );
    assert_eq!(client.put(server.url()).send().await.unwrap().status(), 405);
    let end = || client.delete(server.url()).header("mcp-session-id", &token).send();
    assert_eq!([end().await.unwrap().status(), end().await.unwrap().status()], [204, 404]);
    assert_eq!(post(Some(token), ping).send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn a_service_that_ends_is_told_and_opened_again() {
    let peer = ScriptedPeer::stateless_era().act("die", vec![testkit::Act::Close]);
    let server = serve(scripted(peer)).await;
    let url = server.url();
    let version = ("mcp-protocol-version", "2026-07-28");
    check(&url, &[version, ("mcp-method", "die")], &stateless("die", ""), 502, Some(-32603)).await;
    let discover = stateless("server/discover", "");
    check(&url, &[version, ("mcp-method", "server/discover")], &discover, 200, None).await;
    let refused = || Err(LinkError::Io { peer: "the service".into(), what: "is not there".into() });
    let server = serve(refused).await;
    check(&server.url(), &[], r#"{"id":1,"method":"initialize"}"#, 502, Some(-32603)).await;
}

#[tokio::test]
async fn closing_ends_streams_and_waits() {
    let mut server = serve(scripted(ScriptedPeer::initialize_era("2025-06-18").act("hang", vec![]))).await;
    let mut link = HttpClient::new(&HttpTarget::new(server.url()), LIMITS).unwrap();
    link.send(Message::request(&0.into(), "initialize", &json!({}))).await.unwrap();
    link.recv().await.unwrap().unwrap();
    link.send(Message::notification("notifications/initialized", &json!({}))).await.unwrap();
    link.send(Message::request(&1.into(), "hang", &json!({}))).await.unwrap();
    // The request is with the service once a second one with its id is refused.
    loop {
        link.send(Message::request(&1.into(), "hang", &json!({}))).await.unwrap();
        let refused = link.recv().await.unwrap().unwrap();
        if refused.as_str().contains("in use") {
            break;
        }
    }
    server.close().await;
    // The stream for unasked messages ends too and may be heard of first.
    let ended = loop {
        if let Ok(message) = link.recv().await {
            break message.unwrap();
        }
    };
    assert!(ended.as_str().contains("has ended"), "{ended}");
    let address = server.address();
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}
