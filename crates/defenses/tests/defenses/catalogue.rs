//! The catalogue is complete, and what the files say of themselves is true.

use crate::support::Guarded;
use defenses::{CAREFUL, DEFENSES, DefenseError, Kind, open};
use serde_json::{Value, json};

const FILES: &[(&str, &str)] = &[
    ("whitelist", include_str!("../../src/whitelist/mod.rs")),
    ("detector", include_str!("../../src/detector.rs")),
    ("reminder", include_str!("../../src/reminder.rs")),
    ("verification", include_str!("../../src/verification.rs")),
    ("normalize", include_str!("../../src/normalize.rs")),
    ("schema", include_str!("../../src/schema.rs")),
    ("pin", include_str!("../../src/pin.rs")),
    ("namespace", include_str!("../../src/namespace.rs")),
    ("parity", include_str!("../../src/parity.rs")),
    ("state", include_str!("../../src/state.rs")),
    ("capabilities", include_str!("../../src/capabilities.rs")),
    ("budget", include_str!("../../src/budget.rs")),
    ("cache", include_str!("../../src/cache.rs")),
    ("limit", include_str!("../../src/limit.rs")),
    ("policy", include_str!("../../src/policy.rs")),
    ("dlp", include_str!("../../src/dlp.rs")),
    ("tool-filter", include_str!("../../src/tool_filter.rs")),
    ("spotlight", include_str!("../../src/spotlight.rs")),
    ("sandwich", include_str!("../../src/sandwich.rs")),
    ("redescribe", include_str!("../../src/redescribe.rs")),
    ("quarantine", include_str!("../../src/quarantine.rs")),
    ("flow", include_str!("../../src/flow/mod.rs")),
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
        if std::fs::read_to_string(&path).unwrap_or_default().contains("const ENTRY: Entry") {
            let named = if path.ends_with("mod.rs") { path.parent().unwrap() } else { &path };
            with_entry.push(named.file_stem().unwrap().to_string_lossy().replace('_', "-"));
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
    let asking = ["reminder", "verification", "spotlight", "sandwich", "quarantine"];
    assert_eq!(active(Kind::Active), asking);
    assert_eq!(active(Kind::Passive).len() + asking.len(), DEFENSES.len());
}

#[test]
fn the_careful_chain_opens() {
    for (id, settings) in CAREFUL {
        open(id, &serde_json::from_str(settings).unwrap()).unwrap();
    }
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
        let stated = |name: &str| {
            let prefix = format!("//! {name}: ");
            source.lines().find_map(|line| line.strip_prefix(prefix.as_str()))
        };
        let line = |name: &str| stated(name).unwrap_or_else(|| panic!("{id}: {name}"));
        let mut guarded = Guarded::new(id, line("settings"), None);
        if let Some(asked) = stated("asked") {
            assert_eq!(guarded.server_sees(asked).as_deref(), Ok(asked), "{id}");
        }
        if let Some(call) = stated("call") {
            let seen = guarded.server_sees(call);
            let expected = if seen.is_ok() { line("sent") } else { line("answer") };
            assert_eq!(seen.unwrap_or_else(|answer| answer), expected, "{id}");
            continue;
        }
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
    check("normalize", json!({"names": "keep"}), "unknown variant `keep`");
    check("schema", json!({"keep": ["$comment"]}), "`keep` has `$comment`; it may have title, default");
    check("pin", json!({"lockfile": "no/such.lock"}), "lockfile `no/such.lock`: ");
    check("namespace", json!({"prefix": "often"}), "unknown variant `often`");
    check("parity", json!({"view": "both"}), "unknown variant `both`");
    check("state", json!({"minimum": "2023"}), "`minimum` is a version such as 2024-11-05");
    check("capabilities", json!({"allow": ["all"]}), "`allow` has `all`; it may have sampling");
    check("cache", json!({"least_ms": 2, "most_ms": 1}), "a lower bound lies above its upper bound");
    check("limit", json!({"bytes": -1}), "invalid value");
    check("detecter", Value::Null, "did you mean `detector`?");
    check("\u{1b}[31mxyz", Value::Null, "the catalogue has whitelist, detector, reminder, ");
    check("policy", json!({"rules": [{"deny": "tool =="}]}), "cannot be read");
    check(
        "policy",
        json!({"rules": [{"allow": "has(arguments.to)"}, {"deny": "tooll == 'a'"}]}),
        "speaks of `tooll`, did you mean `tool`?; there are service, tool, arguments, history, untrusted, read",
    );
    check(
        "policy",
        json!({"rules": [{"ask": "history.exists(made, qqq.tool == tool)"}]}),
        "speaks of `qqq`; there are",
    );
    check("budget", json!({"calls": -1}), "invalid value");
    check("dlp", json!({"kinds": ["soul"]}), "unknown variant `soul`");
    let error = open("qqq", &Value::Null).err().unwrap();
    assert!(matches!(error, DefenseError::Unknown { hint, .. } if hint.is_empty()));
}
