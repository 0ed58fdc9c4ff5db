//! What does not fit the session does not pass.

use crate::support::{Came, Guarded};
use chain::Direction;

const META: &str = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}"#;

fn ask(id: &str, method: &str, params: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"{method}","params":{{{params}}}}}"#)
}

fn notice(method: &str, params: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","method":"notifications/{method}","params":{{{params}}}}}"#)
}

fn answer(id: &str, result: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{{{result}}}}}"#)
}

fn session(asked: &[String]) -> Guarded {
    let mut guarded = Guarded::new("state", "{}", None);
    for text in asked {
        assert_eq!(guarded.server_sees(text).as_deref(), Ok(text.as_str()));
    }
    guarded
}

#[test]
fn answers_are_to_open_requests_and_come_once() {
    let mut guarded =
        session(&[ask("1", "tools/call", ""), ask(r#""2""#, "tools/call", ""), ask("3", "tools/call", "")]);
    for id in ["1.0", "\"1\"", "2", "null", "4"] {
        assert_eq!(guarded.comes(&answer(id, "")), Came::Nowhere, "{id}");
    }
    guarded.passes(&[&format!("<{}", answer("1", "")), &format!("<{}", answer("\"2\"", ""))]);
    assert_eq!(guarded.comes(&answer("1", "")), Came::Nowhere);
    let whats: Vec<String> = guarded.findings().into_iter().map(|finding| finding.what).collect();
    assert_eq!((whats.len(), whats[5].as_str()), (6, "a second answer"));
    guarded.server_sees(&notice("cancelled", r#""requestId":3"#)).unwrap();
    assert_eq!(guarded.comes(&answer("3", "")), Came::Nowhere);
    assert_eq!(guarded.findings(), []);
    let mut guarded = session(&[ask("1", "tools/call", "")]);
    let both = r#"{"jsonrpc":"2.0","id":1,"result":{},"error":{"code":1,"message":"x"}}"#;
    assert!(guarded.host_sees(both).contains("not one result or error, but several"));
    assert_eq!(guarded.comes(r#"{"jsonrpc":"2.0","x":1}"#), Came::Nowhere);
}

#[test]
fn requests_to_the_host_have_their_time() {
    let check = |settings: &str, open: Option<&str>, method: &str, passes: bool| {
        let mut guarded = Guarded::new("state", settings, None);
        open.into_iter()
            .for_each(|params| drop(guarded.server_sees(&ask("1", "tools/call", params)).unwrap()));
        let request = ask("9", method, "");
        match guarded.comes(&request) {
            Came::Through(seen) => assert!(passes && seen == request, "{method}"),
            Came::Back(error) => assert!(!passes && error.contains("-32601"), "{error}"),
            Came::Nowhere => panic!("{method}"),
        }
    };
    check("{}", Some(""), "elicitation/create", true);
    check("{}", None, "elicitation/create", false);
    check("{}", None, "ping", true);
    check("{}", Some(""), "tools/call", false);
    check("{}", Some(META), "elicitation/create", false);
    check("{}", Some(META), "ping", false);
    check(r#"{"requests":"any"}"#, None, "roots/list", true);
    check(r#"{"requests":"never"}"#, Some(""), "roots/list", false);
    let mut guarded = session(&[ask("1", "tools/call", "")]);
    guarded.passes(&[&format!("<{}", ask("9", "roots/list", ""))]);
    assert!(matches!(guarded.comes(&ask("9", "roots/list", "")), Came::Back(_)));
    guarded.passes(&[&format!(">{}", answer("9", "")), &format!("<{}", ask("9", "roots/list", ""))]);
}

#[test]
fn notifications_are_about_something() {
    let check = |asked: &[String], method: &str, params: &str, passes: bool| {
        let text = notice(method, params);
        let expected = if passes { Came::Through(text.clone()) } else { Came::Nowhere };
        assert_eq!(session(asked).comes(&text), expected, "{text}");
    };
    let call = [ask("1", "tools/call", r#""_meta":{"progressToken":7}"#)];
    check(&call, "progress", r#""progressToken":7,"progress":1"#, true);
    check(&call, "progress", r#""progressToken":"7","progress":1"#, false);
    check(&call, "progress", r#""progressToken":7,"progress":"x""#, false);
    check(&call, "message", r#""data":"x""#, true);
    check(&call, "obey", "", false);
    check(&call, "tools/list_changed", "", true);
    check(&call, "resources/updated", r#""uri":"a""#, false);
    check(&call, "cancelled", r#""requestId":1"#, false);
    check(&call, "tasks/status", r#""taskId":"t","status":"working""#, false);
    let filter = r#""notifications":{"toolsListChanged":true,"promptsListChanged":false,"resourceSubscriptions":["note://1"]}"#;
    let listen = [ask("1", "subscriptions/listen", &format!("{filter},{META}"))];
    let of = |id: &str| format!(r#""_meta":{{"io.modelcontextprotocol/subscriptionId":{id}}}"#);
    check(&listen, "tools/list_changed", &of("1"), true);
    check(&listen, "subscriptions/acknowledged", &of("1"), true);
    check(&listen, "subscriptions/acknowledged", &of("2"), false);
    // What it is not for.
    check(&listen, "prompts/list_changed", &of("1"), false);
    check(&listen, "resources/list_changed", &of("1"), false);
    for (uri, passes) in [("note://1", true), ("note://1/line", true), ("note://2", false)] {
        check(&listen, "resources/updated", &format!(r#""uri":"{uri}",{}"#, of("1")), passes);
    }
    check(&listen, "resources/updated", &of("1"), false);
    let nothing = [ask("1", "subscriptions/listen", META)];
    check(&nothing, "tools/list_changed", &of("1"), false);
    check(&listen, "tools/list_changed", &of("2"), false);
    check(&listen, "tools/list_changed", "", false);
    check(&listen, "message", r#""data":"x""#, false);
    check(&listen, "cancelled", r#""requestId":1"#, true);
    check(&listen, "cancelled", r#""requestId":2"#, false);
    let logs = META.replace('}', r#","io.modelcontextprotocol/logLevel":"info"}"#);
    check(&[ask("1", "subscriptions/listen", &logs)], "message", r#""data":"x""#, false);
    check(&[ask("1", "tools/call", &logs)], "message", r#""data":"x""#, true);
    // The service ends a subscription: by an answer, or by calling it off.
    let changed = notice("tools/list_changed", &of("1"));
    for over in [notice("cancelled", r#""requestId":1"#), answer("1", "")] {
        let mut guarded = session(&listen);
        guarded.passes(&[&format!("<{changed}"), &format!("<{over}")]);
        assert!(guarded.drops(Direction::ToHost, &changed), "{over}");
    }
    let mut guarded = session(&call);
    let progress = |value: &str| notice("progress", &format!(r#""progressToken":7,"progress":{value}"#));
    guarded.passes(&[&format!("<{}", progress("1")), &format!("<{}", progress("1.5"))]);
    assert!(guarded.drops(Direction::ToHost, &progress("1.5")));
    guarded.passes(&[&format!("<{}", answer("1", ""))]);
    assert!(guarded.drops(Direction::ToHost, &progress("3")));
    let mut guarded = session(&[ask("1", "tools/call", "")]);
    guarded.passes(&[&format!("<{}", ask("\"r\"", "roots/list", ""))]);
    guarded.passes(&[&format!("<{}", notice("cancelled", r#""requestId":"r""#))]);
}

#[test]
fn kinds_of_results_are_known() {
    let check = |method: &str, params: &str, result: &str, passes: bool| {
        let mut guarded = session(&[ask("1", method, params)]);
        let text = answer("1", result);
        let seen = guarded.host_sees(&text);
        assert_eq!(seen == text, passes, "{seen}");
        assert_eq!(guarded.findings().is_empty(), passes);
    };
    let tasks = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"extensions":{"io.modelcontextprotocol/tasks":{}}}}"#;
    check("tools/call", META, r#""resultType":"complete""#, true);
    check("tools/call", META, "", true);
    check("tools/call", META, r#""resultType":"input_required""#, true);
    check("tools/list", META, r#""resultType":"input_required""#, false);
    check("tools/call", META, r#""resultType":"special""#, false);
    check("tools/call", META, r#""resultType":1"#, false);
    check("tools/call", META, r#""resultType":"task","taskId":"t","status":"working""#, false);
    check("tools/call", tasks, r#""resultType":"task","taskId":"t","status":"working""#, true);
    check("tools/call", tasks, r#""resultType":"task","status":"working""#, false);
    check("tools/call", tasks, r#""resultType":"task","taskId":"t","status":"dreaming""#, false);
    check("tools/call", "", r#""resultType":"special""#, true);
    check("tools/call", "", r#""task":{"taskId":"t","status":"working"}"#, false);
    check("tools/call", r#""task":{}"#, r#""task":{"taskId":"t","status":"working"}"#, true);
}

#[test]
fn only_who_makes_tasks_may_make_one() {
    let tasks = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{"extensions":{"io.modelcontextprotocol/tasks":{}}}}"#;
    let check = |open: &str, greeting: &str, params: &str, task: &str, passes: bool| {
        let mut guarded = session(&[ask("0", open, params)]);
        guarded.passes(&[
            &format!("<{}", answer("0", greeting)),
            &format!(">{}", ask("1", "tools/call", params)),
        ]);
        let text = answer("1", task);
        let seen = guarded.host_sees(&text);
        assert_eq!(seen == text, passes, "{greeting}: {seen}");
        assert_eq!(seen.contains("a task of a service that makes none"), !passes, "{greeting}: {seen}");
    };
    let task = r#""resultType":"task","taskId":"t","status":"working""#;
    let makes = r#""capabilities":{"extensions":{"io.modelcontextprotocol/tasks":{}}}"#;
    check("server/discover", makes, tasks, task, true);
    check("server/discover", r#""capabilities":{}"#, tasks, task, false);
    let task = r#""task":{"taskId":"t","status":"working"}"#;
    let version = r#""protocolVersion":"2025-11-25""#;
    check("initialize", &format!(r#"{version},"capabilities":{{"tasks":{{}}}}"#), r#""task":{}"#, task, true);
    check(
        "initialize",
        &format!(r#"{version},"capabilities":{{"tools":{{}}}}"#),
        r#""task":{}"#,
        task,
        false,
    );
}

#[test]
fn a_task_lives_once() {
    let begin = [ask("1", "tools/call", r#""task":{}"#), ask("2", "tools/call", r#""task":{}"#)];
    let mut guarded = session(&begin);
    let task = |id: &str, status: &str| answer(id, &format!(r#""taskId":"t","status":"{status}""#));
    guarded.passes(&[&format!("<{}", answer("1", r#""task":{"taskId":"t","status":"working"}"#))]);
    let twice = guarded.host_sees(&answer("2", r#""task":{"taskId":"t","status":"working"}"#));
    assert!(twice.contains("a task with the id of another"));
    let poll = |id: &str, method: &str| format!(">{}", ask(id, method, r#""taskId":"t""#));
    guarded.passes(&[&poll("3", "tasks/get"), &format!("<{}", task("3", "input_required"))]);
    guarded.passes(&[&format!("<{}", notice("tasks/status", r#""taskId":"t","status":"completed""#))]);
    guarded.passes(&[
        &poll("4", "tasks/get"),
        &format!("<{}", task("4", "completed")),
        &poll("5", "tasks/get"),
    ]);
    assert!(guarded.host_sees(&task("5", "working")).contains("a task that was over goes on"));
    assert!(guarded.drops(Direction::ToHost, &notice("tasks/status", r#""taskId":"t","status":"failed""#)));
    guarded.passes(&[&poll("6", "tasks/result")]);
    let other =
        answer("6", r#""content":[],"_meta":{"io.modelcontextprotocol/related-task":{"taskId":"u"}}"#);
    assert!(guarded.host_sees(&other).contains("an answer about another task"));
    guarded.passes(&[
        &poll("7", "tasks/result"),
        &format!("<{}", other.replace("\"u\"", "\"t\"").replace(":6,", ":7,")),
    ]);
}

#[test]
fn versions_have_a_minimum() {
    let open = |version: &str| ask("0", "initialize", &format!(r#""protocolVersion":"{version}""#));
    let mut guarded = Guarded::new("state", r#"{"minimum":"2025-06-18"}"#, None);
    guarded.passes(&[&format!(">{}", open("2025-11-25"))]);
    assert!(guarded.host_sees(&answer("0", r#""protocolVersion":"2025-03-26""#)).contains("-32000"));
    guarded.passes(&[&format!(">{}", open("2025-11-25"))]);
    assert!(guarded.host_sees(&answer("0", r#""protocolVersion":"2099-01-01""#)).contains("nobody knows"));
    guarded.passes(&[
        &format!(">{}", open("2025-11-25")),
        &format!("<{}", answer("0", r#""protocolVersion":"2025-06-18""#)),
    ]);
    let mut guarded = Guarded::new("state", r#"{"minimum":"2026-07-28"}"#, None);
    assert!(guarded.server_sees(&open("2025-11-25")).unwrap_err().contains("-32022"));
}

#[test]
fn batches_belong_to_one_revision() {
    let batch = format!("[{}, {}]", answer("1", ""), notice("message", r#""data":"x""#));
    let forged = format!("[{}, {}]", answer("2", ""), notice("message", r#""data":"x""#));
    for (version, passes) in [("2025-03-26", true), ("2025-06-18", false)] {
        let open = ask("0", "initialize", &format!(r#""protocolVersion":"{version}""#));
        let mut guarded = session(&[open]);
        guarded.passes(&[&format!("<{}", answer("0", &format!(r#""protocolVersion":"{version}""#)))]);
        guarded.server_sees(&ask("1", "tools/call", "")).unwrap();
        let expected = if passes { Came::Through(batch.clone()) } else { Came::Nowhere };
        assert_eq!(guarded.comes(&batch), expected);
        if passes {
            assert_eq!(
                guarded.comes(&forged),
                Came::Through(format!("[{}]", notice("message", r#""data":"x""#)))
            );
            assert_eq!(guarded.comes(&format!("[{}]", answer("2", ""))), Came::Nowhere);
        }
    }
}
