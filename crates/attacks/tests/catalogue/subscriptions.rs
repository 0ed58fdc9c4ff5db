//! What is said to a host that asked to be told is said as the host asked for it.

use crate::exchange::{Stage, message};
use crate::session::result;
use chain::Direction;
use serde_json::{Value, json};
use wire::{Kind, Message};

/// A stage on which a session was opened with a service that declares these capabilities; what the host saw declared.
fn opened(id: &str, stateless: bool, declared: &Value) -> (Stage, Value) {
    let mut stage = Stage::of(id);
    let method = if stateless { "server/discover" } else { "initialize" };
    let (_, seen) = stage.ask(method, &format!(r#""result":{{"capabilities":{declared}}}"#));
    (stage, result(&seen[0])["capabilities"].take())
}

/// The host asks to be told: what came back, and whether the service heard of it.
fn asks(stage: &mut Stage, method: &str, params: &Value) -> (Vec<Message>, bool) {
    let out = stage.carry(Direction::ToServer, &Message::request(&"s".into(), method, params));
    let heard = out.iter().any(|(way, _)| *way == Direction::ToServer);
    (
        out.into_iter().filter(|(way, _)| *way == Direction::ToHost).map(|(_, message)| message).collect(),
        heard,
    )
}

/// What is said before the answer to a call: the parameters of the first notification.
fn told(stage: &mut Stage) -> Value {
    let call = json!({"name": "look", "arguments": {}, "_meta": {"progressToken": "p"}});
    stage.carry(Direction::ToServer, &Message::request(&"c".into(), "tools/call", &call));
    let answer =
        message(r#"{"jsonrpc":"2.0","id":"c","result":{"content":[{"type":"text","text":"Seen."}]}}"#);
    let out = stage.carry(Direction::ToHost, &answer);
    let notice = out.iter().find(|(_, message)| message.kind() == Kind::Notification);
    serde_json::from_str(notice.unwrap().1.params().unwrap()).unwrap()
}

const FILTER: &str = r#"{"toolsListChanged":true,"resourceSubscriptions":["note://1"]}"#;

fn listens(stage: &mut Stage) -> (Vec<Message>, bool) {
    let filter: Value = serde_json::from_str(FILTER).unwrap();
    asks(stage, "subscriptions/listen", &json!({"notifications": filter}))
}

/// What is said to a host that subscribed, and to one that did not.
fn both(row: &str) -> [Value; 2] {
    let id = format!("{row}/direct/hijack/after/always");
    [true, false].map(|subscribes| {
        let (mut stage, _) = opened(&id, true, &json!({"tools": {}}));
        if subscribes {
            // Progress needs no subscription, so that the attack offers none.
            assert_eq!(listens(&mut stage).1, row == "N02", "{row}: who takes it");
        }
        told(&mut stage)
    })
}

const SUBSCRIPTION: &str = "/_meta/io.modelcontextprotocol~1subscriptionId";

#[test]
fn it_bears_the_id_of_the_subscription_where_there_is_one() {
    for row in ["RS04", "N05"] {
        let [asked, unasked] = both(row);
        assert_eq!(asked.pointer(SUBSCRIPTION), Some(&json!("s")), "{row}: {asked}");
        assert_ne!(unasked.pointer(SUBSCRIPTION), Some(&json!("s")), "{row}: {unasked}");
    }
    let [asked, unasked] = both("RS04");
    assert!(asked["uri"].as_str().unwrap().starts_with("note://1/"));
    assert!(!unasked["uri"].as_str().unwrap().starts_with("note://1"));
    let [asked, unasked] = both("N03");
    assert_eq!([&asked["requestId"], &unasked["requestId"]], ["s", "c"]);
    let [asked, _] = both("N05");
    assert_eq!(asked["notifications"], serde_json::from_str::<Value>(FILTER).unwrap());
    let [progress, _] = both("N02");
    assert_eq!((&progress["progressToken"], &progress["progress"]), (&json!("p"), &json!(1)));
}

#[test]
fn what_only_the_attack_offers_it_answers_itself() {
    for (id, own, path) in [
        ("N04/direct/protocol/after/always", json!({"tools": {"listChanged": true}}), "/tools/listChanged"),
        (
            "RS04/direct/hijack/after/always",
            json!({"resources": {"subscribe": true}}),
            "/resources/subscribe",
        ),
        (
            "TL03/direct/hijack/after/from-call:2",
            json!({"tools": {"listChanged": true}}),
            "/tools/listChanged",
        ),
    ] {
        for (declared, theirs) in [(json!({"tools": {}}), false), (own, true)] {
            let (mut stage, seen) = opened(id, true, &declared);
            assert_eq!(seen.pointer(path), Some(&json!(true)), "{id}");
            let (back, heard) = listens(&mut stage);
            let acknowledged = back.iter().filter(|one| one.as_str().contains("subscriptions/acknowledged"));
            assert_eq!((acknowledged.count(), heard), (usize::from(!theirs), theirs), "{id}: {declared}");
        }
    }
    for (row, method, own) in [
        ("N01", "logging/setLevel", json!({"logging": {}})),
        ("RS04", "resources/subscribe", json!({"resources": {"subscribe": true}})),
    ] {
        for (declared, theirs) in [(json!({}), false), (own, true)] {
            let (mut stage, _) = opened(&format!("{row}/direct/hijack/after/always"), false, &declared);
            let (back, heard) = asks(&mut stage, method, &json!({"uri": "note://1"}));
            assert_eq!((back.len(), heard), (usize::from(!theirs), theirs), "{row}: {declared}");
        }
    }
}

#[test]
fn a_subscription_that_the_host_ends_is_over() {
    let (mut stage, _) = opened("RS04/direct/hijack/after/always", true, &json!({"tools": {}}));
    listens(&mut stage);
    assert_eq!(told(&mut stage).pointer(SUBSCRIPTION), Some(&json!("s")));
    stage.carry(
        Direction::ToServer,
        &Message::notification("notifications/cancelled", &json!({"requestId": "s"})),
    );
    assert_eq!(told(&mut stage).pointer(SUBSCRIPTION), None);
}

#[test]
fn a_changed_list_is_announced_under_the_subscription() {
    let (mut stage, _) = opened("TL03/direct/hijack/after/from-call:1", true, &json!({"tools": {}}));
    listens(&mut stage);
    assert_eq!(told(&mut stage).pointer(SUBSCRIPTION), Some(&json!("s")));
}
