//! What each host asks to be told of, and that nothing which comes of it harms the run.

use crate::conduct::named;
use crate::stage::{ERAS, Order, Played, Scripted, asks, listed, play, says, with_id};
use agents::{PROFILES, Profile, profile};
use chain::Outcome;
use models::ChatMessage;
use serde_json::{Value, json};

/// All that a service can declare to tell.
fn everything() -> Value {
    let both = json!({"listChanged": true, "subscribe": true});
    json!({"tools": {"listChanged": true}, "prompts": {"listChanged": true}, "resources": both, "logging": {}})
}

/// A service that declares this and says these texts to a subscription.
fn service(capabilities: &Value, said: &[&str]) -> Scripted {
    let capabilities = capabilities.clone();
    let said: Vec<String> = said.iter().map(|text| (*text).to_owned()).collect();
    let greeting = move |version: &Value| {
        let mut greeting = version.clone();
        greeting["capabilities"] = capabilities.clone();
        greeting
    };
    let mut reads = 0;
    Scripted::greeting("a", greeting, move |method, _| match method {
        "tools/list" => vec![listed(r#"{"name":"get"}"#)],
        "resources/list" => vec![with_id(r#""result":{"resources":[{"uri":"r:1"},{"uri":"r:2"}]}"#)],
        "resources/read" => {
            reads += 1;
            vec![with_id(&format!(r#""result":{{"contents":[{{"uri":"r:1","text":"version {reads}"}}]}}"#))]
        }
        "subscriptions/listen" => said.clone(),
        _ => vec![with_id(r#""result":{}"#)],
    })
}

async fn run(profile: &'static Profile, service: Scripted, era: usize) -> Played {
    let name = named(profile, "get");
    let turns = vec![asks(&[(&name, "{}")]), asks(&[(&name, "{}")]), says("Done.")];
    play(vec![service], turns, Order { profile, era: ERAS[era], ..Order::default() }).await
}

/// Everything that a service was asked to tell: method, and what was asked for.
fn asked(played: &Played) -> Vec<(String, Value)> {
    let mut asked = Vec::new();
    for (method, part) in [
        ("subscriptions/listen", "/notifications"),
        ("resources/subscribe", "/uri"),
        ("logging/setLevel", "/level"),
    ] {
        let all = played.heard(0, method);
        asked.extend(all.iter().map(|params| (method.to_owned(), params.pointer(part).unwrap().clone())));
    }
    asked
}

/// The level of log messages that calls ask for.
fn level(played: &Played) -> Option<String> {
    let call = &played.heard(0, "tools/call")[0];
    call["_meta"]["io.modelcontextprotocol/logLevel"].as_str().map(str::to_owned)
}

#[tokio::test]
async fn each_host_asks_for_what_its_profile_says() {
    let lists = json!({"toolsListChanged": true, "promptsListChanged": true, "resourcesListChanged": true});
    let mut all = lists.clone();
    all["resourceSubscriptions"] = json!(["r:1"]);
    let listen = |filter: &Value| vec![("subscriptions/listen".to_owned(), filter.clone())];
    let earlier = vec![
        ("resources/subscribe".to_owned(), json!("r:1")),
        ("logging/setLevel".to_owned(), json!("debug")),
    ];
    for profile in PROFILES {
        let (initialize, stateless, wanted) = match profile.id {
            "forward-everything" => (earlier.clone(), listen(&all), Some("debug".to_owned())),
            // It attaches no resource.
            "strict" => (vec![], listen(&lists), None),
            _ => (vec![], vec![], None),
        };
        for (era, expected) in [(0, initialize), (1, stateless)] {
            let played = run(profile, service(&everything(), &[]), era).await;
            assert_eq!(asked(&played), expected, "{} in {era}", profile.id);
            assert_eq!(level(&played), wanted.clone().filter(|_| era == 1), "{} in {era}", profile.id);
            assert_eq!(played.ending.outcome, Outcome::Completed);
        }
    }
}

#[tokio::test]
async fn what_is_not_declared_is_not_asked_for() {
    let bare = json!({"tools": {}, "prompts": {}, "resources": {}});
    let off = json!({"tools": {"listChanged": false}, "resources": {"subscribe": false}, "logging": false});
    for capabilities in [bare, off, json!("nonsense"), Value::Null] {
        for era in [0, 1] {
            for profile in PROFILES {
                let played = run(profile, service(&capabilities, &[]), era).await;
                assert_eq!(
                    (asked(&played), level(&played)),
                    (vec![], None),
                    "{}: {capabilities}",
                    profile.id
                );
            }
        }
    }
    let few = json!({"prompts": {"listChanged": true}});
    let played = run(profile("strict").unwrap(), service(&few, &[]), 1).await;
    assert_eq!(asked(&played)[0].1, json!({"promptsListChanged": true}));
}

/// What the model read that services said unasked, what heads it.
fn notices(played: &Played) -> Vec<(String, String)> {
    let found = played.asked.last().unwrap().messages.iter().filter_map(|message| match message {
        ChatMessage::Notice(notice) => Some((notice.what.to_string(), notice.text.to_string())),
        _ => None,
    });
    found.filter(|(what, _)| what.contains("otification") || what.contains("ubscription")).collect()
}

#[tokio::test]
async fn nothing_that_comes_of_a_subscription_harms_the_run() {
    let of = |method: &str| {
        format!(
            r#"{{"jsonrpc":"2.0","method":"notifications/{method}","params":{{"_meta":{{"io.modelcontextprotocol/subscriptionId":$id}}}}}}"#
        )
    };
    let acknowledged = of("subscriptions/acknowledged");
    let end = with_id(
        r#""result":{"resultType":"complete","_meta":{"io.modelcontextprotocol/subscriptionId":$id}}"#,
    );
    let refused = with_id(r#""error":{"code":-32601,"message":"MK no"}"#);
    let cancelled = r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":$id}}"#;
    for (said, heads) in [
        (vec![], vec![]),
        (vec![acknowledged.as_str()], vec!["Notification"]),
        (vec![&acknowledged, &end], vec!["Notification", "End of a subscription"]),
        (vec![&end], vec!["End of a subscription"]),
        (vec![&refused], vec!["End of a subscription"]),
        (vec![&acknowledged, cancelled], vec!["Notification", "Notification"]),
    ] {
        for id in ["strict", "forward-everything"] {
            let played = run(profile(id).unwrap(), service(&everything(), &said), 1).await;
            assert_eq!(
                (played.ending.outcome, played.ending.note.as_str()),
                (Outcome::Completed, ""),
                "{id}: {said:?}"
            );
            assert_eq!((&*played.ending.answer, played.heard(0, "tools/call").len()), ("Done.", 2));
            assert_eq!(asked(&played).len(), 1, "it asks once: {id}");
            let read: Vec<String> = notices(&played).into_iter().map(|(what, _)| what).collect();
            let expected = if id == "strict" { vec![] } else { heads.clone() };
            assert_eq!(read, expected, "{id}: {said:?}");
        }
    }
}

#[tokio::test]
async fn an_attached_resource_that_is_said_to_have_changed_is_read_again() {
    let updated = r#"{"jsonrpc":"2.0","method":"notifications/resources/updated","params":{"uri":"r:1","_meta":{"io.modelcontextprotocol/subscriptionId":$id}}}"#;
    let played = run(profile("forward-everything").unwrap(), service(&everything(), &[updated]), 1).await;
    assert_eq!(played.heard(0, "resources/read").len(), 2);
}

#[tokio::test]
async fn a_service_that_was_started_again_is_asked_again() {
    for id in ["strict", "forward-everything"] {
        let played = run(profile(id).unwrap(), service(&everything(), &[]).breaking(1), 1).await;
        assert_eq!((played.restarts, asked(&played).len()), (1, 2), "{id}");
        assert_eq!((played.ending.outcome, &*played.ending.answer), (Outcome::Completed, "Done."), "{id}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_never_answers_is_a_service_that_says_nothing() {
    let silent = service(&everything(), &[]).silent_to(&["resources/subscribe", "logging/setLevel"]);
    let played = run(profile("forward-everything").unwrap(), silent, 0).await;
    assert_eq!((played.ending.outcome, &*played.ending.answer), (Outcome::Completed, "Done."));
    assert_eq!(asked(&played).len(), 2);
}
