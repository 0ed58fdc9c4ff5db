//! How a session opens against every kind of server, and what a client survives.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail loudly")]

use serde_json::json;
use testkit::{Act, ScriptedPeer};
use tokio::task::JoinHandle;
use wire::{
    Client, Era, EraPolicy, Hello, Limits, LinkError, Message, Refuse, Settings, VERSIONS_WITH_INITIALIZE,
};

type Opened = Result<(Client, Hello), LinkError>;

async fn connect(peer: ScriptedPeer, era: EraPolicy, limits: Limits) -> (Opened, JoinHandle<Vec<Message>>) {
    let (link, script) = peer.spawn();
    let settings = Settings { era, limits, ..Settings::default() };
    (Client::connect(Box::new(link), Box::new(Refuse), settings).await, script)
}

fn impatient() -> Limits {
    Limits { start_ms: 100, ..Limits::default() }
}

/// Opens a session and checks the era (or a part of the error) and the methods that the server heard.
async fn check(
    peer: ScriptedPeer,
    era: EraPolicy,
    limits: Limits,
    expected: Result<&str, &str>,
    heard: &[&str],
) {
    let (opened, script) = connect(peer, era, limits).await;
    match (opened, expected) {
        (Ok((mut client, hello)), Ok(version)) => {
            assert_eq!(hello.era.version(), version);
            assert_eq!(client.era(), &hello.era);
            client.close().await.unwrap();
        }
        (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error} should contain {part}"),
        (Ok(_), Err(part)) => panic!("opened, but should fail with {part}"),
        (Err(error), Ok(version)) => panic!("{error}, but should open with {version}"),
    }
    let methods: Vec<_> =
        script.await.unwrap().iter().map(|message| message.method().unwrap().into_owned()).collect();
    assert_eq!(methods, heard);
}

const DISCOVER: &str = "server/discover";
const INITIALIZE: &str = "initialize";
const INITIALIZED: &str = "notifications/initialized";

#[tokio::test]
async fn the_probe_falls_back() {
    let probe = EraPolicy::Probe;
    let legacy = || ScriptedPeer::initialize_era("2025-06-18");
    let limits = Limits::default();
    check(ScriptedPeer::stateless_era(), probe, limits, Ok("2026-07-28"), &[DISCOVER]).await;
    // On a refusal.
    check(legacy(), probe, limits, Ok("2025-06-18"), &[DISCOVER, INITIALIZE, INITIALIZED]).await;
    // On silence.
    let silent = || legacy().act(DISCOVER, vec![]);
    check(silent(), probe, impatient(), Ok("2025-06-18"), &[DISCOVER, INITIALIZE, INITIALIZED]).await;
    // On an answer that cannot be read, or that offers other versions only.
    for result in [r#""what?""#, r#"{"supportedVersions":["2099-01-01"]}"#, r#"{"supportedVersions":7}"#] {
        let odd = legacy().on(DISCOVER, &[&format!(r#"{{"id":$id,"result":{result}}}"#)]);
        check(odd, probe, limits, Ok("2025-06-18"), &[DISCOVER, INITIALIZE, INITIALIZED]).await;
    }
    // Not when the server is gone.
    let gone = legacy().act(DISCOVER, vec![Act::Close]);
    check(gone, probe, limits, Err("closed the connection"), &[DISCOVER]).await;
}

#[tokio::test]
async fn a_pinned_era_is_the_only_one_tried() {
    let limits = Limits::default();
    for (at, version) in VERSIONS_WITH_INITIALIZE.iter().enumerate() {
        let era = EraPolicy::Initialize(at);
        check(ScriptedPeer::initialize_era(version), era, limits, Ok(version), &[INITIALIZE, INITIALIZED])
            .await;
    }
    let pinned = EraPolicy::Initialize(3);
    check(ScriptedPeer::stateless_era(), pinned, limits, Err("refused initialize"), &[INITIALIZE]).await;
    check(
        ScriptedPeer::initialize_era("2025-06-18"),
        EraPolicy::Stateless,
        limits,
        Err("refused server/discover"),
        &[DISCOVER],
    )
    .await;
    // The server may choose an older version, but not one that does not exist.
    check(
        ScriptedPeer::initialize_era("2024-11-05"),
        pinned,
        limits,
        Ok("2024-11-05"),
        &[INITIALIZE, INITIALIZED],
    )
    .await;
    let invented = ScriptedPeer::initialize_era("1999-01-01");
    check(invented, pinned, limits, Err("`1999-01-01`, which does not exist"), &[INITIALIZE]).await;
    check(ScriptedPeer::silent(), pinned, impatient(), Err("did not answer `initialize`"), &[INITIALIZE])
        .await;
}

async fn opened(peer: ScriptedPeer) -> Client {
    let (opened, _) = connect(peer, EraPolicy::Initialize(2), Limits::default()).await;
    opened.unwrap().0
}

/// What the server says to `x` before its true answer, and the parts of the anomalies that come of it.
async fn check_survives(said: &[&str], anomalies: &[&str]) {
    let mut texts = said.to_vec();
    texts.push(r#"{"jsonrpc":"2.0","id":$id,"result":{"true":1}}"#);
    let mut client = opened(ScriptedPeer::initialize_era("2025-06-18").on("x", &texts)).await;
    let answer = client.request("x", json!({})).await.unwrap();
    assert_eq!(answer.result_json(), Some(r#"{"true":1}"#));
    let found: Vec<_> = client.anomalies().iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), anomalies.len(), "{found:?}");
    for (found, part) in found.iter().zip(anomalies) {
        assert!(found.contains(part), "{found} should contain {part}");
    }
}

#[tokio::test]
async fn broken_rules_are_survived_and_noted() {
    check_survives(&[], &[]).await;
    check_survives(&[r#"{"id":99,"result":{}}"#], &["an answer to id 99, which was never asked"]).await;
    check_survives(&[r#"{"id":"2","result":{}}"#, r#"{"id":2.0,"result":{}}"#], &["never asked", "id 2.0"])
        .await;
    check_survives(&[r#"{"id":1,"result":{}}"#], &["a second answer to id 1"]).await;
    check_survives(&[r#"{"id":null,"error":{"code":1,"message":"m"}}"#], &["an answer to id null"]).await;
    check_survives(&[r#"{"result":{}}"#], &["an answer without an id"]).await;
    check_survives(&[r#"[{"id":2,"result":{}}]"#], &["a batch"]).await;
    check_survives(&[r#"{"hello":"world"}"#], &["neither"]).await;
    check_survives(&[r#"{"id":5,"method":7}"#], &["a request whose method is not a string"]).await;
    check_survives(&[r#"{"id":5,"method":"sampling/createMessage","params":{}}"#], &[]).await;
    check_survives(&[r#"{"method":"notifications/x"}"#], &[]).await;
}

#[tokio::test]
async fn an_answer_with_result_and_error_is_noted() {
    let both = r#"{"id":$id,"result":{},"error":{"code":1,"message":"m"}}"#;
    let mut client = opened(ScriptedPeer::initialize_era("2025-06-18").on("x", &[both])).await;
    client.request("x", json!({})).await.unwrap();
    assert!(client.anomalies()[0].to_string().contains("both `result` and `error`"));
}

#[tokio::test]
async fn requests_of_the_server_are_answered() {
    let said =
        [r#"{"id":"s","method":"ping"}"#, r#"{"id":7.0,"method":"roots/list"}"#, r#"{"id":$id,"result":{}}"#];
    let (opened, script) = connect(
        ScriptedPeer::initialize_era("2025-06-18").on("x", &said),
        EraPolicy::Initialize(2),
        Limits::default(),
    )
    .await;
    let mut client = opened.unwrap().0;
    client.request("x", json!({})).await.unwrap();
    client.close().await.unwrap();
    let heard: Vec<_> = script.await.unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(heard[3], r#"{"jsonrpc":"2.0","id":"s","result":{}}"#);
    assert!(heard[4].starts_with(r#"{"jsonrpc":"2.0","id":7.0,"error":{"code":-32601"#), "{}", heard[4]);
}

#[tokio::test]
async fn a_late_answer_is_told_from_a_wrong_one() {
    let late = [r#"{"id":2,"result":{"late":1}}"#, r#"{"id":$id,"result":{}}"#];
    let peer = ScriptedPeer::initialize_era("2025-06-18").act("slow", vec![]).on("x", &late);
    let limits = Limits { request_ms: 100, ..Limits::default() };
    let (opened, script) = connect(peer, EraPolicy::Initialize(2), limits).await;
    let mut client = opened.unwrap().0;
    let error = client.request("slow", json!({})).await.unwrap_err();
    assert!(matches!(error, LinkError::Timeout { .. }), "{error}");
    client.request("x", json!({})).await.unwrap();
    assert!(client.anomalies()[0].to_string().contains("a late answer to id 2"));
    client.close().await.unwrap();
    let heard: Vec<_> = script.await.unwrap().iter().map(ToString::to_string).collect();
    assert!(
        heard[3].contains("notifications/cancelled") && heard[3].contains(r#""requestId":2"#),
        "{}",
        heard[3]
    );
}

#[tokio::test]
async fn a_flood_of_broken_rules_ends_the_request() {
    let stray = r#"{"id":99,"result":{}}"#;
    let mut client = opened(ScriptedPeer::initialize_era("2025-06-18").on("x", &vec![stray; 1_001])).await;
    let error = client.request("x", json!({})).await.unwrap_err();
    assert!(error.to_string().contains("never asked"), "{error}");
    assert_eq!(client.anomalies().len(), 1_000);
}

#[tokio::test]
async fn every_request_of_the_stateless_era_is_stamped() {
    let peer = ScriptedPeer::stateless_era().on("x", &[r#"{"id":$id,"result":{}}"#]);
    let (opened, script) = connect(peer, EraPolicy::Probe, Limits::default()).await;
    let (mut client, hello) = opened.unwrap();
    assert_eq!(hello.era, Era::Stateless);
    client.request("x", json!({"_meta": {"mine": 1}})).await.unwrap();
    client.close().await.unwrap();
    for message in script.await.unwrap() {
        let params: serde_json::Value = serde_json::from_str(message.params().unwrap()).unwrap();
        let meta = &params["_meta"];
        assert_eq!(meta["io.modelcontextprotocol/protocolVersion"], "2026-07-28");
        assert_eq!(meta["io.modelcontextprotocol/clientInfo"]["name"], "safemcp");
        assert_eq!(meta["io.modelcontextprotocol/clientCapabilities"], json!({}));
        assert_eq!(meta.get("mine").is_some(), message.method().unwrap() == "x");
    }
}
