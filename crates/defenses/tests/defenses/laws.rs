//! What holds for every defense.

use crate::support::{Guarded, LIST, RESULT, message, pinned};
use chain::Direction;
use defenses::{DEFENSES, Lockfile};
use proptest::prelude::*;

/// Every defense with each of its settings that makes layers.
const SETTINGS: &[(&str, &str)] = &[
    ("whitelist", r#"{"services":["weather"],"definitions":false}"#),
    ("whitelist", "{}"),
    ("detector", r#"{"action":"flag"}"#),
    ("detector", r#"{"action":"redact"}"#),
    ("detector", r#"{"action":"block"}"#),
    ("flow", "{}"),
    ("flow", r#"{"calls":"trusted","texts":"values"}"#),
    ("flow", r#"{"calls":"any","texts":"pass"}"#),
    ("reminder", r#"{"place":"within"}"#),
    ("normalize", "{}"),
    ("normalize", r#"{"action":"strip","names":"fold"}"#),
    ("schema", "{}"),
    ("pin", "{}"),
    ("pin", r#"{"change":"ask"}"#),
    ("namespace", "{}"),
    ("namespace", r#"{"prefix":"never"}"#),
    ("parity", "{}"),
    ("parity", r#"{"audience":"enforce"}"#),
    ("state", "{}"),
    ("capabilities", "{}"),
    ("capabilities", r#"{"root":"file:///data"}"#),
    ("cache", "{}"),
    ("limit", "{}"),
    ("verification", "{}"),
    ("budget", "{}"),
    ("policy", r#"{"rules":[{"deny":"size(untrusted) > 0"}]}"#),
    ("dlp", "{}"),
    ("tool-filter", "{}"),
    ("tool-filter", r#"{"by":"model"}"#),
    ("spotlight", r#"{"by":"delimit","over":"all"}"#),
    ("spotlight", r#"{"by":"encode","over":"all"}"#),
    ("sandwich", "{}"),
    ("sandwich", r#"{"place":"within"}"#),
    ("redescribe", "{}"),
    ("redescribe", r#"{"by":"model"}"#),
    ("quarantine", "{}"),
    ("spotlight", r#"{"by":"datamark","over":"all"}"#),
];

/// A service that defines nothing of what it will list.
fn pins() -> Lockfile {
    pinned(&[])
}

#[test]
fn every_defense_is_tried() {
    for entry in DEFENSES {
        assert!(SETTINGS.iter().any(|(id, _)| *id == entry.id), "{}", entry.id);
    }
}

#[test]
fn ids_unknown_fields_and_big_numbers_survive() {
    for (id, settings) in SETTINGS {
        let mut guarded = Guarded::new(id, settings, Some(&pins()));
        for text in [LIST, RESULT] {
            let seen = message(&guarded.answers(text));
            assert_eq!(seen.id(), message(text).id(), "{id}");
        }
        let result = guarded.answers(RESULT);
        for part in ["21.000000000000000000001", "98765432109876543210", r#""extra":{"z":1,"a":2}"#] {
            assert!(result.contains(part), "{id}: {result}");
        }
        assert!(
            guarded.answers(LIST).ends_with(r#","_meta":{"a":null},"ttlMs":5},"unknown":[1, 2]}"#),
            "{id}"
        );
    }
}

#[test]
fn the_same_messages_give_the_same_answers() {
    for (id, settings) in SETTINGS {
        let run = || {
            let mut guarded = Guarded::new(id, settings, Some(&pins()));
            [LIST, RESULT, LIST].map(|text| guarded.answers(text))
        };
        assert_eq!(run(), run(), "{id}");
    }
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<i64>().prop_map(Into::into),
        ".{0,30}".prop_map(Into::into),
        Just(crate::support::PAYLOAD.into()),
    ];
    let key = prop::sample::select(vec![
        "tools",
        "content",
        "text",
        "name",
        "description",
        "inputSchema",
        "resource",
        "nextCursor",
        "x",
    ]);
    leaf.prop_recursive(4, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::vec((key.clone(), inner), 0..4).prop_map(|members| serde_json::Value::Object(
                members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
            )),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_message_gets_through_as_a_message(result in json(), member in prop::sample::select(vec!["result", "error", "params"])) {
        let text = format!(r#"{{"jsonrpc":"2.0","id":7,"{member}":{result}}}"#);
        for (id, settings) in SETTINGS {
            let mut guarded = Guarded::new(id, settings, Some(&pins()));
            // What is neither request nor answer has no place in a session.
            if *id == "state" && member == "params" {
                prop_assert!(guarded.drops(Direction::ToHost, &text));
                continue;
            }
            let seen = message(&guarded.answers(&text));
            prop_assert_eq!(seen.id(), message(&text).id());
        }
    }
}
