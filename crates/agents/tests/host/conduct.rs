//! What each host does when a service asks, changes its mind, or breaks a rule: every line that was measured.

use crate::marked::{marked, markers};
use crate::stage::{ERAS, Order, Played, Scripted, asks, listed, play, says, with_id};
use agents::{PROFILES, Profile, profile};
use chain::Outcome;
use models::ChatMessage;
use serde_json::{Value, json};

fn host(id: &str) -> &'static Profile {
    profile(id).unwrap()
}

/// The name by which a host offers the tool of service `a`.
pub(crate) fn named(profile: &Profile, tool: &str) -> String {
    format!("{}{tool}", profile.conduct.prefix.replace("{}", "a"))
}

/// Calls the tool once, in this host's own era.
async fn run(profile: &'static Profile, service: Scripted, tool: &str) -> Played {
    let turns = vec![asks(&[(&named(profile, tool), "{}")]), says("Done.")];
    play(vec![service], turns, Order { profile, era: None, ..Order::default() }).await
}

/// What a host answered to the request of a service with this id, in one word.
fn answered(played: &Played, id: &str) -> String {
    let id = json!(id).to_string();
    let answer = played.heard[0]
        .iter()
        .find(|message| message.method().is_none() && message.id().unwrap().as_json() == id);
    let answer: Value = serde_json::from_str(answer.expect("an answer").as_str()).unwrap();
    match (&answer["error"]["code"], &answer["result"]) {
        (Value::Null, result) if result.get("action").is_some() => {
            result["action"].as_str().unwrap().to_owned()
        }
        (Value::Null, result) if result.get("roots").is_some() => {
            result["roots"].as_array().unwrap().iter().map(|root| root["uri"].as_str().unwrap()).collect()
        }
        (Value::Null, result) if result.get("content").is_some() => {
            result["content"]["text"].as_str().unwrap().to_owned()
        }
        (Value::Null, result) => result.to_string(),
        (code, _) => code.to_string(),
    }
}

#[tokio::test]
async fn requests_are_answered_as_measured() {
    let folder = "file:///srv/project";
    for (id, roots, elicitation, sampling) in [
        ("common", "-32601", "-32601", "-32601"),
        ("claude-code", folder, "cancel", "-32601"),
        ("codex", "", "decline", "-32601"),
        ("gemini-cli", folder, "-32601", "-32601"),
        ("opencode", folder, "-32601", "-32601"),
        ("pydantic-ai", "-32601", "-32601", "-32601"),
        ("openai-agents", "-32601", "-32601", "-32601"),
        ("strict", "-32601", "decline", "-32601"),
        ("forward-everything", folder, "accept", "sampled"),
    ] {
        let played = run(host(id), marked(), "asking").await;
        let said = ["r", "e", "s", "p"].map(|request| answered(&played, request));
        assert_eq!(said, [roots, elicitation, sampling, "{}"], "{id}");
    }
}

#[tokio::test]
async fn capabilities_are_declared_as_measured() {
    for (id, declared) in [
        ("common", json!({})),
        ("claude-code", json!({"roots": {}, "elicitation": {}})),
        ("codex", json!({"elicitation": {"form": {}, "url": {}}})),
        ("gemini-cli", json!({"roots": {}})),
        ("opencode", json!({"roots": {}})),
        ("pydantic-ai", json!({})),
        ("openai-agents", json!({})),
    ] {
        let order = Order { profile: host(id), era: ERAS[0], ..Order::default() };
        let played = play(vec![marked()], vec![says("Done.")], order).await;
        assert_eq!(played.heard(0, "initialize")[0]["capabilities"], declared, "{id}");
    }
}

/// A service whose one tool changes with the first call, said or not.
fn changing(says_so: bool) -> Scripted {
    let mut calls = 0;
    Scripted::new("a", move |method, _| match method {
        "tools/list" => vec![listed(&format!(r#"{{"name":"get","description":"MK_{calls}"}}"#))],
        "tools/call" => {
            calls += 1;
            let notice = r#"{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}"#.to_owned();
            let answer = with_id(r#""result":{}"#);
            if says_so { vec![notice, answer] } else { vec![answer] }
        }
        _ => vec![with_id(r#""result":{}"#)],
    })
}

#[tokio::test]
async fn changed_definitions_are_used_as_measured() {
    // Lists after a change that is said and after one that is not; whether the changed text reached the model.
    for (id, said, silent) in [
        ("common", (2, true), (1, false)),
        ("claude-code", (2, false), (1, false)),
        ("codex", (1, false), (1, false)),
        ("gemini-cli", (3, true), (1, false)),
        ("opencode", (2, true), (1, false)),
        ("pydantic-ai", (1, false), (1, false)),
        ("openai-agents", (2, true), (2, true)),
        ("strict", (2, false), (1, false)),
        ("forward-everything", (2, true), (2, true)),
    ] {
        for (says_so, expected) in [(true, said), (false, silent)] {
            let played = run(host(id), changing(says_so), "get").await;
            let used = markers(&serde_json::to_string(&played.asked[1].tools).unwrap()).contains("1");
            assert_eq!((played.heard(0, "tools/list").len(), used), expected, "{id}, said: {says_so}");
        }
    }
}

#[tokio::test]
async fn a_list_that_may_be_kept_is_kept_by_who_keeps_lists() {
    static KEEPS: Profile =
        Profile { conduct: agents::Conduct { keeps: true, ..PROFILES[6].conduct }, ..PROFILES[6] };
    for (profile, lists) in [(&PROFILES[6], 2), (&KEEPS, 1)] {
        let service = Scripted::new("a", |method, _| match method {
            "tools/list" => vec![with_id(r#""result":{"tools":[{"name":"get"}],"ttlMs":1000}"#)],
            _ => vec![with_id(r#""result":{}"#)],
        });
        assert_eq!(run(profile, service, "get").await.heard(0, "tools/list").len(), lists);
    }
}

/// A service that asks so many times before it answers a call, with only a state to give back.
fn asking(times: usize) -> Scripted {
    let mut asked = 0;
    Scripted::new("a", move |method, _| match method {
        "tools/list" => vec![listed(r#"{"name":"get"}"#)],
        _ => {
            asked += 1;
            let more = r#""result":{"resultType":"input_required","requestState":"s"}"#;
            let done = r#""result":{"resultType":"complete","content":[{"type":"text","text":"done"}]}"#;
            vec![with_id(if asked > times { done } else { more })]
        }
    })
}

/// What the model read of its last call, and whether that had failed.
fn last(played: &Played) -> (String, bool) {
    let found = played.asked.last().unwrap().messages.iter().rev().find_map(|message| match message {
        ChatMessage::Tool { text, failed, .. } => Some((text.to_string(), *failed)),
        _ => None,
    });
    found.unwrap_or_default()
}

#[tokio::test]
async fn rounds_are_followed_as_measured() {
    let done = ("done".to_owned(), false);
    let failed = ("The call failed.".to_owned(), true);
    for (id, calls, outcome, read) in [
        ("common", 11, Outcome::ServiceFailed, None),
        ("pydantic-ai", 11, Outcome::Completed, None),
        ("openai-agents", 1, Outcome::Completed, Some(&failed)),
        ("strict", 11, Outcome::Completed, Some(&failed)),
        ("forward-everything", 201, Outcome::Completed, Some(&failed)),
    ] {
        let played = run(host(id), asking(usize::MAX), "get").await;
        assert_eq!((played.heard(0, "tools/call").len(), played.ending.outcome), (calls, outcome), "{id}");
        match read {
            Some(read) => assert_eq!(last(&played), *read, "{id}"),
            None => assert!(
                played.ending.note.contains("input more than 10 times"),
                "{id}: {}",
                played.ending.note
            ),
        }
        let few = run(host(id), asking(3), "get").await;
        assert_eq!(last(&few), if calls == 1 { failed.clone() } else { done.clone() }, "{id}");
    }
}

#[tokio::test]
async fn results_that_do_not_match_their_schema_do_what_was_measured() {
    let schema = r#"{"name":"get","outputSchema":{"type":"object","required":["n"],"properties":{"n":{"type":"integer"}}}}"#;
    let text = r#""content":[{"type":"text","text":"seven"}]"#;
    let ignored = ["common", "claude-code", "codex", "forward-everything", "first-wins", "last-wins"];
    let told = ["gemini-cli", "opencode", "openai-agents", "strict"];
    for (structured, fits) in [
        ("", false),
        (r#","structuredContent":{}"#, false),
        (r#","structuredContent":{"n":"7"}"#, false),
        (r#","structuredContent":{"n":7}"#, true),
        (r#","isError":true"#, true),
    ] {
        let service = || Scripted::with("a", schema, &format!(r#""result":{{{text}{structured}}}"#));
        for profile in PROFILES {
            let played = run(profile, service(), "get").await;
            let message = "The tool's answer does not match its output schema.";
            let refused = last(&played) == (message.to_owned(), true);
            assert_eq!(refused, !fits && told.contains(&profile.id), "{}: {structured}", profile.id);
            let ended = played.ending.note.starts_with("the host ended the run: a result does not match");
            assert_eq!(ended, !fits && profile.id == "pydantic-ai", "{}: {structured}", profile.id);
            assert_eq!(played.ending.outcome, Outcome::Completed);
            assert_eq!(played.asked.len(), if ended { 1 } else { 2 });
            assert!(
                ignored.contains(&profile.id) || told.contains(&profile.id) || profile.id == "pydantic-ai"
            );
        }
    }
}

#[tokio::test]
async fn names_have_the_prefix_that_was_measured() {
    for (id, names) in [
        ("common", ["a__get", "b__get", "put"]),
        ("claude-code", ["mcp__a__get", "mcp__b__get", "mcp__b__put"]),
        ("codex", ["a__get", "b__get", "b__put"]),
        ("gemini-cli", ["mcp_a_get", "mcp_b_get", "mcp_b_put"]),
        ("opencode", ["a_get", "b_get", "b_put"]),
        ("pydantic-ai", ["a__get", "b__get", "put"]),
        ("openai-agents", ["a__get", "b__get", "put"]),
        ("strict", ["a__get", "b__get", "b__put"]),
    ] {
        let tools = [("a", r#"{"name":"get"}"#), ("b", r#"{"name":"get"},{"name":"put"}"#)];
        let services = tools.map(|(label, tools)| Scripted::with(label, tools, r#""result":{}"#)).into();
        let turns = vec![asks(&[(names[2], "{}")]), says("Done.")];
        let played = play(services, turns, Order { profile: host(id), ..Order::default() }).await;
        assert_eq!(played.asked[0].tools.iter().map(|tool| &*tool.name).collect::<Vec<_>>(), names, "{id}");
        assert_eq!(played.heard(1, "tools/call")[0]["name"], "put", "the service hears its own name");
    }
}

#[tokio::test]
async fn a_host_names_itself_and_opens_in_its_era() {
    for (id, method, name, version) in [
        ("common", "server/discover", "safemcp", None),
        ("claude-code", "initialize", "claude-code", Some("2025-11-25")),
        ("codex", "initialize", "codex", Some("2025-06-18")),
        ("gemini-cli", "initialize", "gemini-cli", Some("2025-06-18")),
        ("opencode", "initialize", "opencode", Some("2025-11-25")),
        ("pydantic-ai", "server/discover", "pydantic-ai", None),
        ("openai-agents", "server/discover", "openai-agents", None),
    ] {
        let order = Order { profile: host(id), era: None, ..Order::default() };
        let played = play(vec![marked()], vec![says("Done.")], order).await;
        let first = &played.heard(0, method)[0];
        let info = match version {
            Some(_) => &first["clientInfo"],
            None => &first["_meta"]["io.modelcontextprotocol/clientInfo"],
        };
        assert_eq!((&info["name"], first["protocolVersion"].as_str()), (&json!(name), version), "{id}");
    }
}

#[tokio::test]
async fn common_sends_nothing_but_what_it_needs() {
    let played = run(host("common"), marked(), "plain").await;
    let methods: Vec<_> =
        played.heard[0].iter().filter_map(|message| Some(message.method()?.into_owned())).collect();
    assert_eq!(methods, ["server/discover", "tools/list", "tools/list", "tools/call"]);
    let call = &played.heard(0, "tools/call")[0];
    let members: Vec<_> = call.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(members, ["name", "arguments", "_meta"]);
    assert_eq!(call["_meta"]["progressToken"], Value::Null);
}
