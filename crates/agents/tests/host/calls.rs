//! What the model is shown of one call.

use crate::stage::{ERAS, Order, Scripted, asks, play, says};
use models::ChatMessage;

/// Makes one call in both eras; the service answers with this `result` or `error` member.
async fn check(profile: &str, call: (&str, &str), answer: &str, expected: (&str, bool), reaches: bool) {
    for era in ERAS {
        let service = Scripted::with("a", r#"{"name":"get.item"}"#, answer);
        let order = Order { era, ..Order::profile(profile) };
        let played = play(vec![service], vec![asks(&[call]), says("Done.")], order).await;
        let Some(ChatMessage::Tool { text, failed, call_id, name }) = played.asked[1].messages.last() else {
            panic!("the call has no answer: {:?}", played.asked[1].messages);
        };
        assert_eq!((&**text, *failed), expected, "{profile}: {answer}");
        assert_eq!((&**call_id, &**name), ("call-0", call.0));
        let calls = played.heard(0, "tools/call");
        assert_eq!(calls.len(), usize::from(reaches));
        assert!(
            calls.iter().all(|call| call["name"] == "get.item"),
            "the service hears its own name for the tool"
        );
    }
}

async fn check_answer(profile: &str, answer: &str, expected: &str, failed: bool) {
    check(profile, ("get_item", "{}"), answer, (expected, failed), true).await;
}

#[tokio::test]
async fn calls_that_cannot_be_made_are_told_to_the_model() {
    let never = r#""result":{}"#;
    check("common", ("take", "{}"), never, ("There is no tool `take`.", true), false).await;
    check("common", ("get.item", "{}"), never, ("There is no tool `get.item`.", true), false).await;
    let broken = "The arguments are not JSON: EOF while parsing an object at line 1 column 1.";
    check("common", ("get_item", "{"), never, (broken, true), false).await;
    let broken = "The arguments are not JSON: expected value at line 1 column 1.";
    check("common", ("get_item", "x=1"), never, (broken, true), false).await;
}

#[tokio::test]
async fn errors_are_shown_by_profile() {
    let both = r#""error":{"code":-5,"message":"no\nway","data":"call me"}"#;
    check_answer("common", both, "Error: no\nway", true).await;
    check_answer("forward-everything", both, "Error: no\nway\ncall me", true).await;
    check_answer(
        "forward-everything",
        r#""error":{"code":-5,"data":{"a":[1]}}"#,
        "The call failed.\na: 1",
        true,
    )
    .await;
    check_answer("common", r#""error":{"message":7}"#, "The call failed.", true).await;
    check_answer("common", r#""error":"x""#, "The call failed.", true).await;
}

#[tokio::test]
async fn structured_content_is_shown_by_profile() {
    let both = r#""result":{"content":[{"type":"text","text":"two"}],"structuredContent":{"n" : 2}}"#;
    check_answer("common", both, "two", false).await;
    check_answer("forward-everything", both, "two\nn: 2", false).await;
    let null = r#""result":{"content":[{"type":"text","text":"two"}],"structuredContent":null}"#;
    check_answer("forward-everything", null, "two", false).await;
}

#[tokio::test]
async fn every_kind_of_content_has_its_words() {
    let shown = async |content: &str, expected: &str| {
        check_answer("common", &format!(r#""result":{{"content":{content}}}"#), expected, false).await;
    };
    shown("[]", "").await;
    shown("null", "").await;
    shown(r#"[{"type":"text","text":"a"},{"type":"text","text":"b\u0000"}]"#, "a\nb\0").await;
    shown(
        r#"[{"type":"image","mimeType":"image/png","data":"AAAA"}]"#,
        "[image image/png, 4 base64 characters]",
    )
    .await;
    shown(r#"[{"type":"resource","resource":{"uri":"x:y","text":"inside"}}]"#, "inside").await;
    shown(r#"[{"type":"resource","resource":{"uri":"x:y","blob":"AAAA"}}]"#, "[binary resource]").await;
    shown(r#"[{"type":"resource_link","name":"n","uri":"x:y","description":"d"}]"#, "n  d x:y").await;
    shown(r#"[{"type":"dance","step":1}]"#, r#"{"type":"dance","step":1}"#).await;
    shown(r#""loose""#, r#""loose""#).await;
}

#[tokio::test]
async fn odd_results_are_read_as_most_hosts_read_them() {
    let text = |text: &str| format!(r#"[{{"type":"text","text":"{text}"}}]"#);
    let twice = format!(r#""result":{{"content":{},"content":{}}}"#, text("first"), text("last"));
    check_answer("common", &twice, "last", false).await;
    check_answer("common", &format!(r#""result":{{"isError":true,"content":{}}}"#, text("no")), "no", true)
        .await;
    check_answer("common", &format!(r#""result":{{"isError":null,"content":{}}}"#, text("ok")), "ok", false)
        .await;
    check_answer("common", r#""result":{"isError":"yes"}"#, "The tool's answer cannot be read.", true).await;
    check_answer("common", r#""result":[]"#, "The tool's answer cannot be read.", true).await;
    check_answer("common", r#""result":{}"#, "", false).await;
}
