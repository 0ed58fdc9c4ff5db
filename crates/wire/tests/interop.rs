//! Our links and client against the reference SDK, both ways, in both eras, over every carrier.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly"
)]

mod common;

use common::{Adder, scripted_adder};
use rmcp::model::{CallToolRequestParams, ProtocolVersion};
use rmcp::service::{RoleClient, RunningService};
use rmcp::transport::streamable_http_server::{
    StreamableHttpServerConfig, StreamableHttpService, session::local::LocalSessionManager,
};
use rmcp::transport::{IntoTransport, StreamableHttpClientTransport, TokioChildProcess};
use rmcp::{ClientLifecycleMode, ClientServiceExt, ServiceExt};
use serde_json::{Value, json};
use std::path::PathBuf;
use testkit::Tee;
use tokio::io::{DuplexStream, ReadHalf, WriteHalf, duplex, split};
use tokio::task::JoinHandle;
use wire::http::{HttpClient, HttpServer, HttpTarget};
use wire::stdio::StreamLink;
use wire::{Child, Client, EraPolicy, Limits, Link, Program, Refuse, STATELESS, Settings};

const ERAS: [(EraPolicy, &str); 4] = [
    (EraPolicy::Initialize(1), "2025-03-26"),
    (EraPolicy::Initialize(3), "2025-11-25"),
    (EraPolicy::Stateless, STATELESS),
    (EraPolicy::Probe, STATELESS),
];

fn modes() -> [ClientLifecycleMode; 2] {
    let preferred_versions = vec![ProtocolVersion::V_2026_07_28];
    [ClientLifecycleMode::Initialize, ClientLifecycleMode::Discover { preferred_versions }]
}

/// Our client uses the service behind `link`.
async fn check_ours(link: impl Link + 'static, era: EraPolicy, version: &str) {
    let settings = Settings { era, ..Settings::default() };
    let (mut client, hello) = Client::connect(Box::new(link), Box::new(Refuse), settings).await.unwrap();
    assert_eq!(hello.era.version(), version);
    assert_eq!(hello.instructions.as_deref(), Some("It adds"));
    let ask = async |client: &mut Client, method: &str, params: Value| -> Value {
        let answer = client.request(method, params).await.unwrap();
        serde_json::from_str(answer.result_json().unwrap_or_else(|| panic!("{answer}"))).unwrap()
    };
    let tools = ask(&mut client, "tools/list", json!({})).await;
    assert_eq!(tools["tools"][0]["name"], "sum");
    let called = ask(&mut client, "tools/call", json!({"name": "sum", "arguments": {"a": 2, "b": 3}})).await;
    assert_eq!(called["content"][0]["text"], "5");
    let refused = client.request("no/such/method", json!({})).await.unwrap();
    assert!(refused.error_json().is_some(), "{refused}");
    assert!(client.anomalies().is_empty(), "{:?}", client.anomalies());
    client.close().await.unwrap();
}

/// The client of the reference SDK uses the service behind `transport`.
async fn check_theirs<E, A>(transport: impl IntoTransport<RoleClient, E, A>, mode: ClientLifecycleMode)
where
    E: std::error::Error + Send + Sync + 'static,
{
    let client: RunningService<RoleClient, ()> = ().serve_with_lifecycle(transport, mode).await.unwrap();
    assert_eq!(client.peer_info().unwrap().instructions.as_deref(), Some("It adds"));
    let tools = client.list_tools(None).await.unwrap();
    assert_eq!(tools.tools[0].name, "sum");
    let Value::Object(arguments) = json!({"a": 2, "b": 3}) else { unreachable!() };
    let called = client.call_tool(CallToolRequestParams::new("sum").with_arguments(arguments)).await.unwrap();
    assert_eq!(serde_json::to_value(&called).unwrap()["content"][0]["text"], "5");
    client.cancel().await.unwrap();
}

type Stream = StreamLink<ReadHalf<DuplexStream>, WriteHalf<DuplexStream>>;

fn stream(end: DuplexStream, peer: &str) -> Stream {
    let (read, write) = split(end);
    StreamLink::new(read, write, peer, Limits::default())
}

/// The server of the reference SDK at the far end.
fn sdk_server(end: DuplexStream) {
    tokio::spawn(async move { Adder.serve(end).await.unwrap().waiting().await });
}

#[tokio::test]
async fn ours_to_theirs_in_memory() {
    for (era, version) in ERAS {
        let (near, far) = duplex(4096);
        sdk_server(far);
        check_ours(stream(near, "the SDK"), era, version).await;
    }
}

#[tokio::test]
async fn theirs_to_ours_in_memory() {
    for mode in modes() {
        let (near, far) = duplex(4096);
        tokio::spawn(scripted_adder().play(stream(far, "the SDK")));
        check_theirs(near, mode).await;
    }
}

/// The helper program, which Cargo builds with the tests.
fn peer() -> String {
    let tests: PathBuf = std::env::current_exe().unwrap();
    let path = tests.parent().and_then(|deps| deps.parent()).unwrap().join("examples").join("peer");
    assert!(path.exists(), "{} is missing; `cargo test -p safemcp-wire` builds it", path.display());
    path.to_str().unwrap().to_owned()
}

#[tokio::test]
async fn ours_to_theirs_by_process() {
    for (era, version) in ERAS {
        let child = Child::start(&Program::new(peer()).arg("sdk"), Limits::default()).unwrap();
        check_ours(child, era, version).await;
    }
}

#[tokio::test]
async fn theirs_to_ours_by_process() {
    for mode in modes() {
        #[expect(clippy::disallowed_methods, reason = "the reference SDK starts its own processes")]
        let mut command = tokio::process::Command::new(peer());
        command.arg("script");
        check_theirs(TokioChildProcess::new(command).unwrap(), mode).await;
    }
}

/// The server of the reference SDK at an address.
async fn sdk_address(json_response: bool) -> (String, JoinHandle<()>) {
    let config = StreamableHttpServerConfig::default().with_json_response(json_response);
    let service: StreamableHttpService<Adder, LocalSessionManager> =
        StreamableHttpService::new(|| Ok(Adder), Default::default(), config);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/mcp", listener.local_addr().unwrap());
    let router = axum::Router::new().nest_service("/mcp", service);
    (url, tokio::spawn(async move { axum::serve(listener, router).await.unwrap() }))
}

#[tokio::test]
async fn ours_to_theirs_by_http() {
    for json_response in [false, true] {
        let (url, task) = sdk_address(json_response).await;
        for (era, version) in ERAS {
            let link = HttpClient::new(&HttpTarget::new(&url), Limits::default()).unwrap();
            check_ours(link, era, version).await;
        }
        task.abort();
    }
}

#[tokio::test]
async fn theirs_to_ours_by_http() {
    let open = || Ok(Box::new(scripted_adder().spawn().0) as Box<dyn Link>);
    let mut server = HttpServer::bind(([127, 0, 0, 1], 0).into(), open, Limits::default()).await.unwrap();
    // The SDK's HTTP client wants a TLS provider; making a link of ours installs it.
    drop(HttpClient::new(&HttpTarget::new(server.url()), Limits::default()).unwrap());
    for mode in modes() {
        check_theirs(StreamableHttpClientTransport::from_uri(server.url()), mode).await;
    }
    server.close().await;
}

/// Passes everything on, both ways, until one side ends.
async fn relay(mut one: impl Link, mut other: impl Link) {
    loop {
        tokio::select! {
            message = one.recv() => match message.unwrap() {
                Some(message) => other.send(message).await.unwrap(),
                None => break,
            },
            message = other.recv() => match message.unwrap() {
                Some(message) => one.send(message).await.unwrap(),
                None => break,
            },
        }
    }
    let _gone = (one.close().await, other.close().await);
}

#[tokio::test]
async fn what_goes_through_our_links_is_the_same_as_without_them() {
    for mode in modes() {
        let (near, far, direct) = Tee::pair();
        sdk_server(far);
        check_theirs(near, mode.clone()).await;

        let (client, here, before) = Tee::pair();
        let (there, far, after) = Tee::pair();
        sdk_server(far);
        let relaying = tokio::spawn(relay(stream(here, "the client"), stream(there, "the server")));
        check_theirs(client, mode).await;
        relaying.await.unwrap();

        assert!(!direct.there().is_empty() && !direct.back().is_empty());
        let shown = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        for (one, other) in [
            (before.there(), after.there()),
            (before.back(), after.back()),
            (direct.there(), before.there()),
            (direct.back(), before.back()),
        ] {
            assert_eq!(shown(one), shown(other));
        }
    }
}
