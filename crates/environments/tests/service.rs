//! The service in both protocol eras.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

mod common;

use common::Peer;
use environments::{Act, Family, Shape, TextCraft, TodoList};
use futures_util::FutureExt;
use serde_json::{Value, json};
use wire::{Link, Message};

const META: &str = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#;

/// Sends one request and looks at places of the answer.
fn check(shape: Shape, method: &str, params: &str, expected: &[(&str, Value)]) {
    let mut peer = Peer::open(&TextCraft, 0, shape);
    let params = params.replace("$META", META);
    let answer = peer
        .send(&format!(r#"{{"jsonrpc":"2.0","id":"a","method":"{method}","params":{{{params}}}}}"#))
        .unwrap();
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!((&answer["jsonrpc"], &answer["id"]), (&json!("2.0"), &json!("a")));
    for (place, value) in expected {
        assert_eq!(
            answer.pointer(place).unwrap_or(&Value::Null),
            value,
            "{method} {params}: {place} of {answer}"
        );
    }
}

#[test]
fn opens_in_either_era() {
    for version in ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"] {
        let params = format!(
            r#""protocolVersion":"{version}","capabilities":{{}},"clientInfo":{{"name":"t","version":"1"}}"#
        );
        let expected = [
            ("/result/protocolVersion", json!(version)),
            ("/result/capabilities", json!({"tools": {}, "resources": {}, "prompts": {}})),
            ("/result/serverInfo/name", json!("textcraft")),
            ("/result/instructions", json!(null)),
            ("/result/resultType", json!(null)),
        ];
        check(Shape::Native, "initialize", &params, &expected);
    }
    let latest = [("/result/protocolVersion", json!("2025-11-25"))];
    check(Shape::Native, "initialize", r#""protocolVersion":"2031-01-01""#, &latest);
    check(Shape::Native, "initialize", "", &latest);
    check(Shape::Native, "ping", "", &[("/result", json!({}))]);
    let discovered = [
        ("/result/supportedVersions/0", json!("2024-11-05")),
        ("/result/supportedVersions/4", json!("2026-07-28")),
        ("/result/capabilities", json!({"tools": {}, "resources": {}, "prompts": {}})),
        ("/result/cacheScope", json!("private")),
        ("/result/resultType", json!("complete")),
        ("/result/_meta/io.modelcontextprotocol~1serverInfo/name", json!("textcraft")),
    ];
    check(Shape::Native, "server/discover", "$META", &discovered);
}

#[test]
fn lists_all_tools_in_one_page() {
    let native = [
        ("/result/tools/0/name", json!("craft")),
        ("/result/tools/4/name", json!("tell")),
        ("/result/tools/5", json!(null)),
        ("/result/tools/2/annotations/readOnlyHint", json!(true)),
        ("/result/tools/4/annotations/openWorldHint", json!(true)),
        ("/result/tools/0/inputSchema/required", json!(["item", "ingredients"])),
        ("/result/tools/0/outputSchema/type", json!("object")),
        ("/result/nextCursor", json!(null)),
        ("/result/ttlMs", json!(null)),
    ];
    check(Shape::Native, "tools/list", "", &native);
    let gym = [("/result/tools/0/name", json!("step")), ("/result/tools/1", json!(null))];
    check(Shape::AgentGym, "tools/list", "", &gym);
    let stateless = [
        ("/result/resultType", json!("complete")),
        ("/result/ttlMs", json!(3_600_000)),
        ("/result/cacheScope", json!("private")),
        ("/result/_meta/io.modelcontextprotocol~1serverInfo/name", json!("textcraft")),
    ];
    check(Shape::Native, "tools/list", "$META", &stateless);
    check(Shape::Native, "tools/list", r#""cursor":"x""#, &[("/error/code", json!(-32602))]);
}

#[test]
fn offers_the_request_to_read() {
    let prompt = TextCraft.open(0, 0, &Value::Null).unwrap().task().prompt.clone();
    let uri = "environment://textcraft/task";
    let places = |era: &str| {
        [
            ("resources/list", String::new(), "/result/resources/0/uri", json!(uri)),
            ("resources/list", String::new(), "/result/resources/1/name", json!("actions")),
            ("resources/templates/list", String::new(), "/result/resourceTemplates", json!([])),
            ("resources/read", format!(r#""uri":"{uri}""#), "/result/contents/0/text", json!(prompt)),
            (
                "resources/read",
                r#""uri":"environment://textcraft/x""#.to_owned(),
                "/error/data/uri",
                json!("environment://textcraft/x"),
            ),
            ("prompts/list", String::new(), "/result/prompts/0/name", json!("task")),
            ("prompts/get", r#""name":"task""#.to_owned(), "/result/messages/0/content/text", json!(prompt)),
            ("prompts/get", r#""name":"other""#.to_owned(), "/error/code", json!(-32602)),
            ("resources/read", String::new(), "/error/code", json!(-32602)),
        ]
        .map(|(method, params, place, value)| {
            let params = [params, era.to_owned()].into_iter().filter(|part| !part.is_empty());
            (method, params.collect::<Vec<_>>().join(","), place, value)
        })
    };
    for (era, missing) in [("", -32002), ("$META", -32602)] {
        for (method, params, place, value) in places(era) {
            check(Shape::Native, method, &params, &[(place, value)]);
        }
        let params = format!(r#""uri":"x"{}{era}"#, if era.is_empty() { "" } else { "," });
        check(Shape::Native, "resources/read", &params, &[("/error/code", json!(missing))]);
    }
    let cached = [("/result/ttlMs", json!(3_600_000)), ("/result/resultType", json!("complete"))];
    check(Shape::Native, "resources/list", "$META", &cached);
}

#[test]
fn calls_tools() {
    let empty = [
        ("/result/content/0/text", json!("Inventory: You are not carrying anything.")),
        ("/result/structuredContent", json!({"items": []})),
        ("/result/isError", json!(false)),
        ("/result/resultType", json!(null)),
    ];
    check(Shape::Native, "tools/call", r#""name":"inventory""#, &empty);
    let stateless = [("/result/isError", json!(false)), ("/result/resultType", json!("complete"))];
    check(Shape::Native, "tools/call", r#""name":"inventory","arguments":{},$META"#, &stateless);
    let step = [
        ("/result/content/0/text", json!("Could not execute dance")),
        (
            "/result/structuredContent",
            json!({"observation": "Could not execute dance", "reward": 0.0, "done": false}),
        ),
        ("/result/isError", json!(false)),
    ];
    check(Shape::AgentGym, "tools/call", r#""name":"step","arguments":{"action":"dance"}"#, &step);
    let refused = [("/result/isError", json!(true)), ("/result/structuredContent", json!(null))];
    check(
        Shape::Native,
        "tools/call",
        r#""name":"get_item","arguments":{"item":"moon","count":1}"#,
        &refused,
    );
}

#[test]
fn refuses_what_it_does_not_offer() {
    for method in ["resources/fly", "prompts/fly", "tools/fly", "completion/complete"] {
        for params in ["", "$META"] {
            check(Shape::Native, method, params, &[("/error/code", json!(-32601))]);
        }
    }
    for method in ["initialize", "ping"] {
        check(Shape::Native, method, "$META", &[("/error/code", json!(-32601))]);
    }
    // Nothing that it offers ever changes, and it logs nothing: it declares none of that, and takes no request for it.
    for method in ["subscriptions/listen", "resources/subscribe", "logging/setLevel"] {
        for params in ["", "$META"] {
            check(Shape::Native, method, params, &[("/error/code", json!(-32601))]);
        }
    }
    let bare = [("/result/capabilities", json!({"tools": {}, "resources": {}, "prompts": {}}))];
    check(Shape::Native, "server/discover", "$META", &bare);
    check(Shape::Native, "initialize", r#""protocolVersion":"2025-11-25""#, &bare);
    let unsupported = [
        ("/error/code", json!(-32022)),
        ("/error/data/supported/4", json!("2026-07-28")),
        ("/error/data/requested", json!("2031-01-01")),
    ];
    let future = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2031-01-01"}"#;
    check(Shape::Native, "tools/list", future, &unsupported);
    let mute = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}"#;
    for method in ["server/discover", "tools/list"] {
        check(Shape::Native, method, mute, &[("/error/code", json!(-32602)), ("/result", json!(null))]);
    }
    for params in [
        "",
        r#""name":7"#,
        r#""name":"fly""#,
        r#""name":"step","arguments":{"action":"inventory"}"#,
        r#""name":"inventory","arguments":[]"#,
        r#""name":"inventory","arguments":null"#,
    ] {
        check(
            Shape::Native,
            "tools/call",
            params,
            &[("/error/code", json!(-32602)), ("/result", json!(null))],
        );
    }
}

#[test]
fn says_how_to_mend_arguments() {
    for (tool, arguments, words) in [
        ("get_item", "{}", "`item` is missing; give a string"),
        ("get_item", r#"{"item":"x","count":"2"}"#, r#"`count` must be an integer, not "2""#),
        ("get_item", r#"{"item":"x","count":0}"#, "`count` must be at least 1, not 0"),
        (
            "get_item",
            r#"{"item":"x","count":1,"why":1}"#,
            "there is no argument `why`; the names are: item, count",
        ),
        ("inventory", r#"{"x":1}"#, "there is no argument `x`; the names are: none"),
        (
            "craft",
            r#"{"item":"x","ingredients":[{"item":"y"}]}"#,
            "`ingredients[0].count` is missing; give an integer",
        ),
    ] {
        let text = json!(format!("Invalid arguments for `{tool}`: {words}."));
        let params = format!(r#""name":"{tool}","arguments":{arguments}"#);
        check(
            Shape::Native,
            "tools/call",
            &params,
            &[("/result/isError", json!(true)), ("/result/content/0/text", text)],
        );
    }
}

#[test]
fn answers_nothing_that_asks_nothing() {
    let mut peer = Peer::open(&TodoList, 0, Shape::Native);
    for quiet in [
        r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
        r#"{"jsonrpc":"2.0","method":"tools/call","params":{"name":"finish","arguments":{"answer":"x"}}}"#,
        r#"{"jsonrpc":"2.0","id":1,"result":{}}"#,
        "{}",
    ] {
        assert_eq!(peer.send(quiet), None, "{quiet}");
    }
    assert_eq!(peer.state()["done"], json!(false));
    for (odd, code) in [
        ("[]", -32600),
        (r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, -32600),
        (r#"{"jsonrpc":"2.0","id":1,"method":5}"#, -32600),
        (r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":[]}"#, -32602),
    ] {
        let answer: Value = serde_json::from_str(&peer.send(odd).unwrap()).unwrap();
        assert_eq!(answer["error"]["code"], code, "{odd}");
    }
}

#[test]
fn a_judge_reads_the_world_behind_it() {
    let mut peer = Peer::open(&TodoList, 8, Shape::Native);
    let finish = Act { tool: "finish".to_owned(), arguments: json!({"answer": "done"}) };
    assert_eq!(peer.call(&finish)["structuredContent"], json!({"answer": "done"}));
    assert_eq!((peer.reward(), &peer.state()["answer"]), (0.0, &json!("done")));
}

#[test]
fn answers_in_order_and_closes() {
    let mut peer = Peer::open(&TodoList, 0, Shape::Native);
    assert_eq!(peer.service.peer(), "todolist");
    for id in 1..=3_u64 {
        let ping = Message::request(&id.into(), "ping", &json!({}));
        peer.service.send(ping).now_or_never().unwrap().unwrap();
    }
    for id in 1..=3 {
        let answer = peer.service.recv().now_or_never().unwrap().unwrap().unwrap();
        assert_eq!(answer.as_str(), format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{{}}}}"#));
    }
    assert!(peer.service.recv().now_or_never().is_none(), "nothing is left, so it waits");
    peer.service.close().now_or_never().unwrap().unwrap();
    assert!(peer.service.recv().now_or_never().unwrap().unwrap().is_none());
    let ping = Message::request(&4.into(), "ping", &json!({}));
    assert!(peer.service.send(ping).now_or_never().unwrap().is_err());
}
