//! What a client takes only when its settings let it.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail loudly")]

use serde_json::json;
use testkit::ScriptedPeer;
use wire::{Client, EraPolicy, Ids, LinkError, Message, Refuse, Settings};

const OURS: &str = r#"{"jsonrpc":"2.0","id":$id,"result":"ours"}"#;

/// Makes one request; the server answers with these texts. Answers the answer and how many rules were broken.
async fn ask(settings: Settings, texts: &[&str]) -> (Result<Message, LinkError>, usize) {
    let (link, _script) = ScriptedPeer::stateless_era().on("x", texts).spawn();
    let settings = Settings { era: EraPolicy::Stateless, ..settings };
    let (mut client, _) = Client::connect(Box::new(link), Box::new(Refuse), settings).await.unwrap();
    let answer = client.request("x", json!({})).await;
    (answer, client.anomalies().len())
}

async fn check(spoof: &str, loose: &str) {
    for (ids, expected) in [(Ids::Exact, r#""ours""#), (Ids::Loose, loose)] {
        let (answer, anomalies) = ask(Settings { ids, ..Settings::default() }, &[spoof, OURS]).await;
        assert_eq!(answer.unwrap().result_json(), Some(expected), "{ids:?}: {spoof}");
        assert_eq!(anomalies, 1, "it is noted in either case: {spoof}");
    }
}

#[tokio::test]
async fn loose_ids_take_an_answer_to_nobody() {
    check(r#"{"jsonrpc":"2.0","id":"$id","result":"spoofed"}"#, r#""spoofed""#).await;
    check(r#"{"jsonrpc":"2.0","id":$id.0,"result":"spoofed"}"#, r#""spoofed""#).await;
    check(r#"{"jsonrpc":"2.0","id":null,"result":"spoofed"}"#, r#""spoofed""#).await;
    check(r#"{"jsonrpc":"2.0","result":"spoofed"}"#, r#""spoofed""#).await;
    check(r#"{"jsonrpc":"2.0","id":999,"result":"spoofed"}"#, r#""spoofed""#).await;
    // An answer to the first request of the session is an old one to everybody.
    check(r#"{"jsonrpc":"2.0","id":1,"result":"spoofed"}"#, r#""ours""#).await;
}

#[tokio::test]
async fn a_loose_client_takes_an_answer_that_is_a_request_too() {
    let both = r#"{"jsonrpc":"2.0","id":$id,"method":"ping","result":"spoofed"}"#;
    let loose = Settings { ids: Ids::Loose, ..Settings::default() };
    assert_eq!(ask(loose, &[both, OURS]).await.0.unwrap().result_json(), Some(r#""spoofed""#));
    assert_eq!(ask(Settings::default(), &[both, OURS]).await.0.unwrap().result_json(), Some(r#""ours""#));
}

#[tokio::test]
async fn a_request_is_called_off_only_where_that_is_honored() {
    let notice = |id: &str| {
        let params = format!(r#"{{"requestId":{id},"reason":"over\u001b"}}"#);
        format!(r#"{{"jsonrpc":"2.0","method":"notifications/cancelled","params":{params}}}"#)
    };
    let cancellable = || Settings { cancellable: true, ..Settings::default() };
    let error = ask(cancellable(), &[&notice("$id"), OURS]).await.0.unwrap_err();
    assert!(error.to_string().ends_with("called off x: over\\u{1b}"), "{error}");
    for (settings, id) in [(cancellable(), "7"), (cancellable(), r#""$id""#), (Settings::default(), "$id")] {
        let (answer, _) = ask(settings, &[&notice(id), OURS]).await;
        assert_eq!(answer.unwrap().result_json(), Some(r#""ours""#), "{id}");
    }
}

#[tokio::test]
async fn the_answer_to_a_request_that_was_called_off_is_late() {
    let notice = r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":$id}}"#;
    let (link, _script) = ScriptedPeer::stateless_era().on("x", &[notice, OURS]).on("y", &[OURS]).spawn();
    let settings = Settings { cancellable: true, ids: Ids::Loose, ..Settings::default() };
    let (mut client, _) = Client::connect(Box::new(link), Box::new(Refuse), settings).await.unwrap();
    assert!(matches!(client.request("x", json!({})).await, Err(LinkError::Cancelled { .. })));
    client.request("y", json!({})).await.unwrap();
    let noted = client.anomalies().iter().map(ToString::to_string).collect::<Vec<_>>();
    assert!(noted.len() == 1 && noted.iter().all(|one| one.contains("a late answer to id 2")), "{noted:?}");
}

/// A client that takes whatever comes next asks `x` and then `y`; what it takes for the answers.
async fn next(x: &[&str], y: &[&str]) -> [String; 2] {
    let (link, _script) = ScriptedPeer::stateless_era().on("x", x).on("y", y).spawn();
    let settings = Settings { era: EraPolicy::Stateless, ids: Ids::Next, ..Settings::default() };
    let (mut client, _) = Client::connect(Box::new(link), Box::new(Refuse), settings).await.unwrap();
    let [x, y] = [client.request("x", json!({})).await, client.request("y", json!({})).await];
    [x, y].map(|answer| answer.unwrap().result_json().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn who_takes_the_next_answer_takes_an_old_one_and_leaves_what_that_answer_replaced() {
    const YOURS: &str = r#"{"jsonrpc":"2.0","id":$id,"result":"yours"}"#;
    let (ours, spoofed, yours) = (r#""ours""#, r#""spoofed""#, r#""yours""#);
    for id in ["1", "999", r#""$id""#] {
        let spoof = format!(r#"{{"jsonrpc":"2.0","id":{id},"result":"spoofed"}}"#);
        assert_eq!(next(&[&spoof, OURS], &[YOURS]).await, [spoofed, yours], "{id}");
    }
    // A second answer to `x` comes while `y` is waited for.
    let again = r#"{"jsonrpc":"2.0","id":2,"result":"spoofed"}"#;
    assert_eq!(next(&[OURS], &[again, YOURS]).await, [ours, spoofed]);
    assert_eq!(next(&[OURS], &[YOURS]).await, [ours, yours]);
}

#[tokio::test]
async fn a_batch_is_read_in_the_revision_that_has_them() {
    let batch = r#"[{"jsonrpc":"2.0","method":"notifications/x"},{"jsonrpc":"2.0","id":"$id","result":"spoofed"},7,{"jsonrpc":"2.0","id":$id,"result":"ours"}]"#;
    for (version, name, batches) in [(1, "2025-03-26", true), (2, "2025-06-18", false)] {
        let (link, _script) = ScriptedPeer::initialize_era(name).on("x", &[batch, OURS]).spawn();
        let settings = Settings { era: EraPolicy::Initialize(version), ..Settings::default() };
        let (mut client, _) = Client::connect(Box::new(link), Box::new(Refuse), settings).await.unwrap();
        assert_eq!(client.request("x", json!({})).await.unwrap().result_json(), Some(r#""ours""#));
        let noted = client.anomalies().iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(noted.contains("a batch, which only"), !batches, "{noted}");
        assert_eq!(noted.contains("never asked"), batches, "{noted}");
        assert_eq!(client.take_notifications().len(), usize::from(batches));
    }
}
