//! Which tools the model is offered.

use crate::stage::{ERAS, Order, Played, Scripted, asks, listed, play, says, with_id};
use agents::{Conduct, Profile, Relist};
use chain::Part;
use models::ChatRequest;
use serde_json::Value;

fn names(request: &ChatRequest) -> Vec<&str> {
    request.tools.iter().map(|tool| &*tool.name).collect()
}

/// Lists the tools of these services, label and definitions.
async fn list(services: &[(&'static str, &str)], allowed: Option<&[&str]>) -> Played {
    let services =
        services.iter().map(|(label, tools)| Scripted::with(label, tools, r#""result":{}"#)).collect();
    let allowed = allowed.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
    play(services, vec![says("Done.")], Order { allowed, ..Order::default() }).await
}

async fn check(services: &[(&'static str, &str)], allowed: Option<&[&str]>, expected: &[&str]) {
    assert_eq!(names(&list(services, allowed).await.asked[0]), expected);
}

#[tokio::test]
async fn names_are_acceptable_and_no_two_are_alike() {
    let tool = |name: &str| format!(r#"{{"name":"{name}"}}"#);
    check(&[("a", &tool("get.item"))], None, &["get_item"]).await;
    check(&[("a", &tool(""))], None, &["_"]).await;
    check(&[("a", &tool(&"x".repeat(70)))], None, &[&"x".repeat(64)]).await;
    let (get, both) = (tool("get"), format!("{},{}", tool("get"), tool("put")));
    check(&[("a", &get), ("b", &both)], None, &["a__get", "b__get", "put"]).await;
    check(&[("b", &get), ("b", &get)], None, &["b__get", "b__get_2"]).await;
    check(&[("a", &[tool("a.b"), tool("a_b")].join(","))], None, &["a__a_b", "a__a_b_2"]).await;
    check(&[("a", &[tool("a__x"), tool("x"), tool("x")].join(","))], None, &["a__x", "a__x_2", "a__x_3"])
        .await;
    let long = [tool(&"x".repeat(64)), tool(&"x".repeat(65))].join(",");
    let (first, second) = (format!("a__{}", "x".repeat(61)), format!("a__{}_2", "x".repeat(59)));
    check(&[("a", &long)], None, &[&first, &second]).await;
}

#[tokio::test]
async fn calls_go_to_the_service_that_was_named() {
    let services = ["a", "b"].map(|label| Scripted::with(label, r#"{"name":"get"}"#, r#""result":{}"#));
    let turns = vec![asks(&[("b__get", r#"{"n":2}"#)]), says("Done.")];
    let played = play(services.into(), turns, Order::default()).await;
    assert_eq!(played.heard(0, "tools/call").len(), 0);
    assert_eq!(played.heard(1, "tools/call")[0]["arguments"]["n"], 2);
}

#[tokio::test]
async fn only_allowed_tools_are_offered() {
    let both = r#"{"name":"get.it"},{"name":"put"}"#;
    check(&[("a", both)], Some(&["get.it"]), &["get_it"]).await;
    check(&[("a", both)], Some(&[]), &[]).await;
    check(&[("a", both), ("b", both)], Some(&["put"]), &["a__put", "b__put"]).await;
    let played = play(
        vec![Scripted::with("a", both, r#""result":{}"#)],
        vec![asks(&[("put", "{}")]), says("Done.")],
        Order { allowed: Some(vec!["get.it".into()]), ..Order::default() },
    )
    .await;
    assert_eq!(played.heard(0, "tools/call").len(), 0, "what is not offered cannot be called either");
}

#[tokio::test]
async fn definitions_are_shown_as_they_stood() {
    let odd = r#"{"name":"a","description":"One\u200b.","inputSchema":{"n": 12345678901234567890123}},
        {"name":"b","description":null,"inputSchema":null},
        {"name":7},
        {"description":"nameless"},
        {"name":"c","description":"first","description":"last"}"#;
    let played = list(&[("a", odd)], None).await;
    let specs = &played.asked[0].tools;
    let shown: Vec<_> =
        specs.iter().map(|spec| (&*spec.name, &*spec.description, &*spec.parameters)).collect();
    assert_eq!(
        shown,
        [
            ("a", "One\u{200b}.", r#"{"n": 12345678901234567890123}"#),
            ("b", "", r#"{"type":"object"}"#),
            ("c", "last", r#"{"type":"object"}"#),
        ]
    );
}

#[tokio::test]
async fn pages_are_read_to_their_end() {
    for era in ERAS {
        let pages = |_: &str, params: &Value| match params["cursor"].as_str() {
            None => vec![with_id(r#""result":{"tools":[{"name":"a"}],"nextCursor":"two"}"#)],
            Some("two") => vec![with_id(r#""result":{"tools":[{"name":"b"}],"nextCursor":""}"#)],
            Some(_) => vec![with_id(r#""result":{"tools":[{"name":"c"}],"nextCursor":null}"#)],
        };
        let played =
            play(vec![Scripted::new("a", pages)], vec![says("Done.")], Order { era, ..Order::default() })
                .await;
        assert_eq!(names(&played.asked[0]), ["a", "b", "c"]);
    }
}

#[tokio::test]
async fn pages_without_end_are_cut_off() {
    let endless = |_: &str, _: &Value| vec![with_id(r#""result":{"tools":[],"nextCursor":"more"}"#)];
    let played = play(vec![Scripted::new("a", endless)], vec![says("Done.")], Order::default()).await;
    assert_eq!(played.heard(0, "tools/list").len(), 50);
    assert_eq!(&*played.ending.answer, "Done.");
}

#[tokio::test]
async fn a_service_that_refuses_to_list_offers_nothing() {
    for answer in [r#""error":{"code":-32601,"message":"no"}"#, r#""result":{"tools":7}"#, r#""result":[]"#] {
        let answer = with_id(answer);
        let refuses = Scripted::new("a", move |_, _| vec![answer.clone()]);
        let other = Scripted::with("b", r#"{"name":"get"}"#, r#""result":{}"#);
        let played = play(vec![refuses, other], vec![says("Done.")], Order::default()).await;
        assert_eq!(names(&played.asked[0]), ["get"]);
    }
}

/// A service whose one tool changes with the first call.
fn changing() -> Scripted {
    let mut called = false;
    Scripted::new("a", move |method, _| match method {
        "tools/list" => vec![listed(&format!(
            r#"{{"name":"get","description":"{}","inputSchema":{{"a":1}}}},{{"name":"put","description":"Puts."}}"#,
            if called { "Changed." } else { "Gets." }
        ))],
        _ => {
            called = true;
            let notice = r#"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#;
            vec![notice.to_owned(), with_id(r#""result":{}"#)]
        }
    })
}

static DEAF: Profile = Profile {
    conduct: Conduct { relist: Relist::Never, ..agents::PROFILES[0].conduct },
    ..agents::PROFILES[0]
};

#[tokio::test]
async fn changed_definitions_are_listed_again_by_profile() {
    for era in ERAS {
        for (profile, lists, description) in [(&agents::PROFILES[0], 2, "Changed."), (&DEAF, 1, "Gets.")] {
            let turns = vec![asks(&[("get", "{}")]), says("Done.")];
            let played = play(vec![changing()], turns, Order { era, profile, ..Order::default() }).await;
            assert_eq!(played.heard(0, "tools/list").len(), lists);
            assert_eq!(&*played.asked[0].tools[0].description, "Gets.");
            assert_eq!(&*played.asked[1].tools[0].description, description);
            let shown = |part: Part| played.exposed().into_iter().filter(|(at, _)| *at == part).count();
            assert_eq!(shown(Part::Tool { name: "get".into() }), lists);
            assert_eq!(shown(Part::Tool { name: "put".into() }), 1, "what did not change is not shown anew");
            assert_eq!(shown(Part::Schema { name: "get".into() }), 1);
        }
    }
}
