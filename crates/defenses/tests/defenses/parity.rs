//! Two views of a result become one.

use crate::support::Guarded;

fn result(members: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":1,"result":{{{members}}}}}"#)
}

#[test]
fn views_that_differ_become_one() {
    let check = |settings: &str, before: &str, after: &str| {
        assert_eq!(
            Guarded::new("parity", settings, None).host_sees(&result(before)),
            result(after),
            "{settings}"
        );
    };
    let split = r#""content":[{"type":"text","text":"Sunny."},{"type":"image","data":""}, {"type":"text","text":"Pay."}],"structuredContent":{"sky": "rain"}"#;
    check(
        r#"{"view":"structured"}"#,
        split,
        r#""content":[{"type":"text","text":"{\"sky\": \"rain\"}"},{"type":"image","data":""}],"structuredContent":{"sky": "rain"}"#,
    );
    check(
        r#"{"view":"text"}"#,
        split,
        r#""content":[{"type":"text","text":"Sunny."},{"type":"image","data":""}, {"type":"text","text":"Pay."}]"#,
    );
    let refused = Guarded::new("parity", r#"{"view":"refuse"}"#, None).host_sees(&result(split));
    assert!(refused.contains(r#""error":{"code":-32000"#) && !refused.contains("rain"), "{refused}");
    let both = r#""content":[{"type":"text","text":"1"}],"structuredContent":1,"structuredContent":2"#;
    assert!(Guarded::new("parity", "{}", None).host_sees(&result(both)).contains("error"));
}

#[test]
fn views_that_say_the_same_stay() {
    for same in [
        r#""content":[{"type":"text","text":"{\"b\":[1.0], \"a\":\"x\"}"}],"structuredContent":{"a":"x","b":[1.0]}"#,
        r#""content":[{"type":"text","text":"Sunny."}],"structuredContent":{"result":"Sunny."}"#,
        r#""content":[{"type":"text","text":"1"},{"type":"text","text":"b"}],"structuredContent":{"result":[1,"b"]}"#,
        r#""content":[{"type":"text","text":"Sunny."}]"#,
        r#""content":[],"structuredContent":{"a":1}"#,
        r#""structuredContent":{"a":1}"#,
    ] {
        let mut guarded = Guarded::new("parity", r#"{"view":"refuse"}"#, None);
        assert_eq!(guarded.host_sees(&result(same)), result(same));
    }
}

#[test]
fn audiences_read_the_same() {
    let check = |audience: &str, after: &str| {
        let before = r#""content":[{"type":"text","text":"a","annotations":{"audience":["user"],"priority":1}},{"type":"text","text":"b","annotations":{"audience":["user","assistant"]}}]"#;
        let settings = format!(r#"{{"audience":"{audience}"}}"#);
        let after = if after.is_empty() { before } else { after };
        assert_eq!(Guarded::new("parity", &settings, None).host_sees(&result(before)), result(after));
    };
    let b = r#"{"type":"text","text":"b","annotations":{"audience":["user","assistant"]}}"#;
    check("drop", &format!(r#""content":[{{"type":"text","text":"a","annotations":{{"priority":1}}}},{b}]"#));
    check("enforce", &format!(r#""content":[{b}]"#));
    check("leave", "");
}
