//! The reminder stands where it was asked to stand, and nothing else changes.

use crate::support::{Guarded, LIST, RESULT, arm};
use defenses::{REMINDER, REMINDER_RULE};
use serde_json::{Value, json};

#[test]
fn before_and_after_are_briefs() {
    assert!(REMINDER.contains(REMINDER_RULE));
    let armed = arm("reminder", r#"{"place":"before"}"#, None);
    assert_eq!(
        (armed.layers.len(), armed.brief.system.as_deref(), armed.brief.last),
        (0, Some(REMINDER), None)
    );
    let armed = arm("reminder", r#"{"place":"after"}"#, None);
    assert_eq!(
        (armed.layers.len(), armed.brief.system, armed.brief.last.as_deref()),
        (0, None, Some(REMINDER))
    );
    let armed = arm("reminder", r#"{"place":"within"}"#, None);
    assert_eq!((armed.layers.len(), armed.brief.system, armed.brief.last), (1, None, None));
}

#[test]
fn within_stands_nearest_the_middle() {
    let check = |text: &str, expected: &str| {
        let message =
            json!({"jsonrpc": "2.0", "id": 1, "result": {"content": [{"type": "text", "text": text}]}});
        let seen = Guarded::new("reminder", r#"{"place":"within"}"#, None).host_sees(&message.to_string());
        let seen: Value = serde_json::from_str(&seen).unwrap();
        assert_eq!(seen["result"]["content"][0]["text"], expected.replace("<>", REMINDER));
    };
    check("one line", "<>\none line");
    check("a\nb", "a\n<>\nb");
    check("a\nbbbbbb\nccc\n", "a\nbbbbbb\n<>\nccc\n");
    check("ends\n", "<>\nends\n");
    check("", "<>\n");
    check("ééé\nüüü", "ééé\n<>\nüüü");
}

#[test]
fn only_descriptions_and_texts_change() {
    let mut guarded = Guarded::new("reminder", r#"{"place":"within"}"#, None);
    let reminder = REMINDER.to_owned();
    let list = guarded.host_sees(LIST);
    let expected = LIST.replace("for the weather.", &format!(r"for the weather.\n{reminder}"));
    assert_eq!(list, expected.replace(r"List\u00a0cities.", &format!("List\u{a0}cities.\\n{reminder}")));
    assert_eq!(guarded.host_sees(RESULT), RESULT.replace(r"degrees.\n", &format!(r"degrees.\n{reminder}\n")));
    let other = r#"{"jsonrpc":"2.0","method":"notifications/message","params":{"data":"x"}}"#;
    assert_eq!(guarded.host_sees(other), other);
}
