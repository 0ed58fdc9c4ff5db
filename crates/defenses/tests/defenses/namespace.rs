//! Names are told apart, and calls find their tool.

use crate::support::{Guarded, LIST};

fn list(names: &[&str]) -> String {
    let tools: Vec<String> = names.iter().map(|name| format!(r#"{{"name":"{name}","n":1.0}}"#)).collect();
    format!(r#"{{"jsonrpc":"2.0","id":1,"result":{{"tools":[{}]}}}}"#, tools.join(","))
}

fn call(name: &str) -> String {
    format!(
        r#"{{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{{"name":"{name}","arguments":{{"n":1.0}}}}}}"#
    )
}

#[test]
fn calls_are_translated_back() {
    let mut guarded = Guarded::new("namespace", "{}", None);
    let expected = LIST.replace(r#""name":""#, r#""name":"weather__"#);
    for _ in 0..2 {
        assert_eq!(guarded.answers(LIST), expected);
    }
    assert_eq!(guarded.server_sees(&call("weather__forecast")).unwrap(), call("forecast"));
    assert!(guarded.server_sees(&call("forecast")).unwrap_err().contains("there is no such tool"));
}

#[test]
fn names_that_are_not_alone_are_refused() {
    let check = |settings: &str, names: &[&str], left: &[&str]| {
        let mut guarded = Guarded::new("namespace", settings, None);
        assert_eq!(guarded.answers(&list(names)), list(left));
        assert_eq!(guarded.findings().len(), names.len() - left.len());
    };
    let never = r#"{"prefix":"never","length":12}"#;
    check(never, &["a", "b.c-d_E"], &["a", "b.c-d_E"]);
    check(never, &["a", "b", "a", "A"], &["a", "b"]);
    check(never, &["pay1", "payl", "PAY1", "payI"], &["pay1"]);
    check(never, &["mail", "mall", "MAIL", "rnail", "vvow", "wow"], &["mail", "mall", "vvow"]);
    check(never, &["a b", "", "ра", "x\\u200b", "abcdefghijkl", "abcdefghijklm"], &["abcdefghijkl"]);
}

#[test]
fn services_do_not_take_each_others_names() {
    let services = ["mail", "shop", "a b"];
    let mut each = Guarded::several("namespace", r#"{"prefix":"never"}"#, &services);
    assert_eq!(each[0].answers(&list(&["send", "read"])), list(&["send", "read"]));
    assert_eq!(each[1].answers(&list(&["buy", "send", "Read"])), list(&["buy"]));
    assert!(each[1].server_sees(&call("send")).is_err());
    assert_eq!(each[0].server_sees(&call("send")).unwrap(), call("send"));
    assert_eq!(each[0].answers(&list(&["send"])), list(&["send"]));
    let mut each = Guarded::several("namespace", r#"{"prefix":"several"}"#, &services);
    assert_eq!(each[0].answers(&list(&["send"])), list(&["mail__send"]));
    assert_eq!(each[1].answers(&list(&["send"])), list(&["shop__send"]));
    assert_eq!(each[2].answers(&list(&["send"])), list(&["a_b__send"]));
    assert_eq!(each[2].server_sees(&call("a_b__send")).unwrap(), call("send"));
}

#[test]
fn pages_are_one_list() {
    let mut guarded = Guarded::new("namespace", r#"{"prefix":"never"}"#, None);
    let next = r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"x"}}"#;
    assert_eq!(guarded.answers(&list(&["a"])), list(&["a"]));
    guarded.server_sees(next).unwrap();
    assert_eq!(guarded.host_sees(&list(&["b", "a"])), list(&["b"]));
    assert_eq!(guarded.server_sees(&call("a")).unwrap(), call("a"));
    assert_eq!(guarded.answers(&list(&["a", "b"])), list(&["a", "b"]));
}
