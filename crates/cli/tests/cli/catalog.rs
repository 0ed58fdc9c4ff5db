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

#[test]
fn an_entry_in_full() {
    let desk = Desk::new();
    let row = desk.good(&["catalog", "surfaces", "TL03"]);
    for words in [
        "TL03  surface",
        "method        tools/list",
        "path          result.tools[].description",
        "eras          both",
        "direction     server to host",
        "read by       model",
        "B hijack and exfiltration",
        "SAFE-MCP      SAFE-T1001, SAFE-T1401",
        "OWASP MCP     MCP03",
        "2505.11154",
        "defenses      whitelist",
        "executed      over the wire",
    ] {
        assert!(row.contains(words), "no `{words}` in {row}");
    }
    assert!(!row.contains("TL04"));
    let defense = desk.good(&["catalog", "defenses", "namespace"]);
    assert!(defense.contains("settings") && defense.contains(r#"{"prefix":"never"}"#), "{defense}");
    let all = desk.good(&["catalog", "surfaces", "--all"]);
    assert_eq!(all.lines().filter(|line| line.starts_with("  direction")).count(), 118);
    for text in [row, defense, all] {
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }
    let none = desk.safemcp(&["catalog", "surfaces", "TL99"]);
    assert!(none.code == Some(1) && none.err.contains("no `TL99`"), "{}", none.err);
}

#[test]
fn json_and_the_page_hold_everything() {
    let catalog = json(&["catalog", "--json"]);
    for entry in catalog["entries"].as_array().unwrap() {
        let details = &entry["details"];
        match entry["kind"].as_str().unwrap() {
            "surface" => {
                for field in ["method", "path", "eras", "direction", "classes", "executed"] {
                    assert!(
                        details[field].as_str().is_some_and(|text| !text.is_empty()),
                        "{field} of {entry}"
                    );
                }
                assert!(details["safe_mcp"].is_array() && details["owasp_mcp"].is_array(), "{entry}");
            }
            "defense" => assert!(details["settings"].is_object(), "{entry}"),
            _ => {}
        }
    }
    let desk = Desk::new();
    let page = desk.good(&["catalog", "surfaces", "--page"]);
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ")).collect();
    let is_form = |row: &&&str| row.split(' ').nth(1).is_some_and(|id| id.contains(':'));
    assert_eq!(rows.len() - rows.iter().filter(is_form).count(), 119);
    assert!(rows.iter().any(|row| row.starts_with("| TL14:read-only |")), "{page}");
    let alone = desk.safemcp(&["catalog", "defenses", "--page"]);
    assert!(alone.code == Some(1) && alone.err.contains("catalog surfaces --page"), "{}", alone.err);
}

#[test]
fn triggers_and_placements_have_sources_of_their_own() {
    let catalog = json(&["catalog", "--json"]);
    for kind in ["trigger", "placement"] {
        let sources: Vec<&str> = catalog["entries"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|entry| entry["kind"] == kind)
            .map(|entry| entry["source"].as_str().unwrap())
            .collect();
        let distinct: BTreeSet<&str> = sources.iter().copied().collect();
        assert_eq!(distinct.len(), sources.len(), "{sources:?}");
    }
}
