//! `safemcp catalog`.

use crate::support::Desk;
use serde_json::Value;
use std::collections::BTreeSet;

fn json(args: &[&str]) -> Value {
    serde_json::from_str(&Desk::new().good(args)).unwrap()
}

#[test]
fn every_kind_is_listed_and_every_entry_is_whole() {
    let catalog = json(&["catalog", "--json"]);
    assert_eq!(catalog["format"], "safemcp.catalog/1");
    let entries = catalog["entries"].as_array().unwrap();
    let mut kinds = BTreeSet::new();
    for entry in entries {
        for field in ["kind", "id", "summary", "source"] {
            assert!(entry[field].as_str().is_some_and(|text| !text.is_empty()), "{field} of {entry}");
        }
        kinds.insert(entry["kind"].as_str().unwrap());
    }
    let known = [
        "defense",
        "environment",
        "model",
        "objective",
        "placement",
        "profile",
        "strategy",
        "surface",
        "trigger",
    ];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), known);
    let text = Desk::new().good(&["catalog"]);
    for entry in entries {
        assert!(text.contains(entry["id"].as_str().unwrap()), "{entry} is in one form only");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}

#[test]
fn one_kind_at_a_time() {
    let desk = Desk::new();
    for (kind, one, other) in [
        ("environments", "textcraft", "TL03"),
        ("surfaces", "TL03", "textcraft"),
        ("objectives", "exfiltrate:hex", "whitelist"),
        ("objectives", "behavior", "whitelist"),
        ("defenses", "whitelist", "hijack"),
        ("models", "reference/obedient", "common"),
        ("profiles", "common", "reference/obedient"),
    ] {
        let text = desk.good(&["catalog", kind]);
        assert!(text.contains(one) && !text.contains(other), "{kind}: {text}");
    }
}

#[test]
fn the_schema_is_that_of_the_experiment_file() {
    let schema = json(&["catalog", "schema"]);
    for field in ["environments", "attacks", "defenses", "models", "seeds", "only", "services"] {
        assert!(schema["properties"].get(field).is_some(), "{field} is missing");
    }
    assert_eq!(schema["required"], serde_json::json!(["models"]));
    assert_eq!(schema["additionalProperties"], false);
}
