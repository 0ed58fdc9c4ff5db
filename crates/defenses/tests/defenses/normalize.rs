//! Hidden text comes to light or goes; honest writing stays.

use crate::support::{Guarded, LIST, RESULT};

fn list(names: &[&str]) -> String {
    let tools: Vec<String> = names.iter().map(|name| format!(r#"{{"name":"{name}","n":1.0}}"#)).collect();
    format!(r#"{{"jsonrpc":"2.0","id":1,"result":{{"tools":[{}]}}}}"#, tools.join(","))
}

#[test]
fn strings_and_keys_are_cleaned() {
    let text = r#"{"jsonrpc":"2.0","id":"\u200b","result":{"k\u200bey":["a\u001b[31mb","\ud83d\udc69\u200d\ud83d\ude80",1.0],"t":"\udb40\udc61"}}"#;
    let check = |action: &str, expected: &str| {
        let settings = format!(r#"{{"action":"{action}"}}"#);
        let mut guarded = Guarded::new("normalize", &settings, None);
        assert_eq!(guarded.host_sees(text), expected);
        assert_eq!(guarded.findings().len(), 3);
    };
    let kept = r#""\ud83d\udc69\u200d\ud83d\ude80",1.0]"#;
    check("strip", &format!(r#"{{"jsonrpc":"2.0","id":"\u200b","result":{{"key":["ab",{kept},"t":""}}}}"#));
    check(
        "escape",
        &format!(
            r#"{{"jsonrpc":"2.0","id":"\u200b","result":{{"k\\u{{200b}}ey":["a\\u{{1b}}[31mb",{kept},"t":"\\u{{e0061}}"}}}}"#
        ),
    );
}

#[test]
fn honest_messages_stay() {
    let mut guarded = Guarded::new("normalize", r#"{"action":"strip","names":"fold"}"#, None);
    let foreign = list(&["forecast", "погода", "天気", "prévision", "טמפרטורה"]);
    for text in [LIST, RESULT, foreign.as_str()] {
        assert_eq!(guarded.host_sees(text), text);
    }
}

#[test]
fn deceptive_names_are_refused_or_folded() {
    let check = |names: &str, before: &[&str], after: &[&str]| {
        let settings = format!(r#"{{"action":"strip","names":"{names}"}}"#);
        let mut guarded = Guarded::new("normalize", &settings, None);
        assert_eq!(guarded.host_sees(&list(before)), list(after));
        guarded
    };
    // Cyrillic, full width, a zero-width space, a mixture that passes for no ASCII name.
    let deceptive = ["pay", "sсan", "ｒead", "lo\\u200bad", "sжan"];
    check("refuse", &deceptive, &["pay"]);
    let mut guarded = check("fold", &deceptive, &["pay", "scan", "read", "load"]);
    let call = |name: &str| {
        format!(r#"{{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{{"name":"{name}","n":1.0}}}}"#)
    };
    assert_eq!(guarded.server_sees(&call("scan")).unwrap(), call("sсan"));
    assert_eq!(guarded.server_sees(&call("pay")).unwrap(), call("pay"));
    check("fold", &["scan", "sсan"], &["scan"]);
}
