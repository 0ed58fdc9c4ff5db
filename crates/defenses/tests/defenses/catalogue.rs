//! The catalogue is complete, and what the files say of themselves is true.

use crate::support::Guarded;
use defenses::{DEFENSES, DefenseError, Kind, open};
use serde_json::{Value, json};

const FILES: &[(&str, &str)] = &[
    ("whitelist", include_str!("../../src/whitelist.rs")),
    ("detector", include_str!("../../src/detector.rs")),
    ("flow", include_str!("../../src/flow/mod.rs")),
    ("reminder", include_str!("../../src/reminder.rs")),
    ("spotlight", include_str!("../../src/spotlight.rs")),
];

#[test]
fn every_file_with_an_entry_is_listed() {
    let ids: Vec<&str> = DEFENSES.iter().map(|entry| entry.id).collect();
    assert_eq!(ids, FILES.iter().map(|(id, _)| *id).collect::<Vec<_>>());
    let mut with_entry = Vec::new();
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap() {
        let path = file.unwrap().path();
        // A defense of several files has its entry in `mod.rs` of its folder.
        let path = if path.is_dir() { path.join("mod.rs") } else { path };
        if std::fs::read_to_string(&path).unwrap().contains("const ENTRY: Entry") {
            let named = if path.ends_with("mod.rs") { path.parent().unwrap() } else { &path };
            with_entry.push(named.file_stem().unwrap().to_string_lossy().into_owned());
        }
    }
    with_entry.sort();
    let mut listed = ids.clone();
    listed.sort_unstable();
    assert_eq!(with_entry, listed);
}

#[test]
fn every_entry_opens_with_its_settings_and_with_none() {
    for entry in DEFENSES {
        let settings: Value = serde_json::from_str(entry.settings).unwrap();
        for settings in [settings, Value::Null, json!({})] {
            let defense = open(entry.id, &settings).unwrap();
            assert_eq!(
                (defense.id(), defense.kind(), defense.summary()),
                (entry.id, entry.kind, entry.summary)
            );
        }
    }
    let active =
        |kind| DEFENSES.iter().filter(|entry| entry.kind == kind).map(|entry| entry.id).collect::<Vec<_>>();
    assert_eq!(active(Kind::Passive), ["whitelist", "detector", "flow"]);
    assert_eq!(active(Kind::Active), ["reminder", "spotlight"]);
}

#[test]
fn headings_stand_in_order() {
    for (id, source) in FILES {
        let headings: Vec<&str> = source.lines().filter_map(|line| line.strip_prefix("//! ## ")).collect();
        assert_eq!(headings, ["What it does", "Why it works", "Example", "References"], "{id}");
    }
}

#[test]
fn every_example_is_true() {
    for (id, source) in FILES {
        let line = |name: &str| {
            let prefix = format!("//! {name}: ");
            source
                .lines()
                .find_map(|line| line.strip_prefix(prefix.as_str()))
                .unwrap_or_else(|| panic!("{id}: {name}"))
        };
        let mut guarded = Guarded::new(id, line("settings"), &[]);
        assert_eq!(guarded.host_sees(line("before")), line("after"), "{id}");
    }
}

#[test]
fn wrong_settings_are_refused_with_a_hint() {
    let check = |id: &str, settings: Value, expected: &str| {
        let error = open(id, &settings).err().unwrap();
        assert!(error.to_string().contains(expected), "{error}");
    };
    for entry in DEFENSES {
        check(entry.id, json!({"no_such_setting": 1}), "unknown field `no_such_setting`");
        check(entry.id, json!([]), entry.settings);
    }
    check("whitelist", json!({"services": "all"}), "`services` is \"auto\" or a list of names");
    check("detector", json!({"threshold": 1.5}), "`threshold` must lie between 0 and 1");
    check("detector", json!({"action": "delete"}), "unknown variant `delete`");
    check("reminder", json!({"place": "under"}), "unknown variant `under`");
    check("spotlight", json!({"by": "light"}), "unknown variant `light`");
    check("detecter", Value::Null, "did you mean `detector`?");
    check("\u{1b}[31mxyz", Value::Null, "the catalogue has whitelist, detector, flow, reminder, spotlight");
    let error = open("qqq", &Value::Null).err().unwrap();
    assert!(matches!(error, DefenseError::Unknown { hint, .. } if hint.is_empty()));
}
