//! The original ScienceWorld as recorded, in both shapes, and in the hands of random input. Needs Java and the Python
//! package `scienceworld`, which `cargo xtask tools` installs.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use environments::{Environment, Family, SciWorldOriginal, Shape, replay};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

const MANIFEST: &str = env!("CARGO_MANIFEST_DIR");

/// Writes past the capture of the test harness.
fn skip(why: &str) {
    std::io::stderr().write_all(format!("SKIPPED: {why}\n").as_bytes()).unwrap();
}

/// Settings with which the original runs; `None`, said loudly, where it is not installed. Under continuous integration
/// that is a failure.
fn installed() -> Option<Value> {
    let python = PathBuf::from(MANIFEST).join("../../.tools/python/bin/python");
    let original = if python.exists() { python.to_str().unwrap() } else { "auto" };
    let settings = json!({"original": original});
    let error = match SciWorldOriginal.open(0, 0, &settings) {
        Ok(_) => return Some(settings),
        Err(error) => error.to_string(),
    };
    let missing = ["Java is missing", "is not found", "no package"].iter().any(|word| error.contains(word));
    assert!(missing && std::env::var_os("CI").is_none(), "{error}");
    skip(&format!("{error}; `cargo xtask tools` installs what is missing"));
    None
}

/// The recording, where there is one.
fn recording() -> Option<Vec<String>> {
    let beside = PathBuf::from(MANIFEST).join("../../../shared");
    let folder = std::env::var_os("SAFEMCP_SHARED").map_or(beside, PathBuf::from);
    let path = folder.join("golden/sciworld.jsonl");
    let Ok(text) = fs::read_to_string(&path) else {
        skip(&format!("there is no file {}; set SAFEMCP_SHARED to replay recordings", path.display()));
        return None;
    };
    Some(text.lines().map(str::to_owned).collect())
}

fn open(index: usize, settings: &Value) -> Box<dyn Environment> {
    SciWorldOriginal.open(index, 0, settings).unwrap()
}

#[test]
fn it_is_as_recorded() {
    let Some(lines) = recording() else { return };
    let meta: Value = serde_json::from_str(&lines[0]).unwrap();
    let first: BTreeMap<String, usize> = serde_json::from_value(meta["first_index"].clone()).unwrap();
    let games = SciWorldOriginal.goals_by_index(&Value::Null).unwrap();
    for (task, index) in &first {
        assert_eq!(games[index], json!([task, 0]));
    }
    assert_eq!((first.len(), games.as_array().unwrap().len()), (23, 4639));

    let Some(mut settings) = installed() else { return };
    // As the recording's first line says, its tasks had no end by moves.
    settings["moves"] = 100_000.into();
    let report = replay(lines.join("\n").as_bytes(), &SciWorldOriginal, &settings).unwrap();
    assert_eq!(report.differences.first(), None, "{} differences", report.differences.len());
    assert_eq!((report.lines, report.goals, report.episodes), (502, 4639, 23));
}

#[test]
fn its_own_ways_reach_the_top() {
    let Some(settings) = installed() else { return };
    let settings = json!({"original": settings["original"], "moves": 100_000});
    // A task of a few steps.
    const FIND_NON_LIVING_THING: usize = 3236;
    let mut world = open(FIND_NON_LIVING_THING, &settings);
    for act in world.solution(Shape::AgentGym).calls {
        world.step(act.arguments["action"].as_str().unwrap());
    }
    assert_eq!((world.reward(), world.done()), (1.0, true));
    let mut world = open(FIND_NON_LIVING_THING, &settings);
    for act in world.solution(Shape::Native).calls {
        let reply = world.call(&act.tool, &act.arguments);
        assert!(!reply.failed, "{act:?}: {}", reply.text);
    }
    assert_eq!((world.reward(), world.done()), (1.0, true));
}

#[test]
fn native_tools_speak_the_originals_words() {
    let Some(settings) = installed() else { return };
    let mut world = open(0, &settings);
    assert_eq!((world.task().id.as_str(), world.task().steps), ("sciworld:0", 100));
    assert!(world.task().prompt.starts_with("Your task is to boil water."));
    let (prompt, seen) = (world.task().prompt.clone(), world.observation());
    assert!(seen.starts_with(&format!("{prompt}\nThis room is called the hallway.")), "{seen}");
    let state = world.state();
    assert_eq!(
        (&state["task"], &state["variation"], &state["score"]),
        (&json!("boil"), &json!(0), &json!(0))
    );
    assert_eq!(state["inventory"], "In your inventory, you see:\n\tan orange\n");

    let look = world.call("look_around", &json!({}));
    assert_eq!(look.structured["observation"], state["observation"]);
    assert_eq!(world.state(), state, "looking changes nothing");
    let open_door = world.call("open", &json!({"object": "door"}));
    assert!(!open_door.failed && open_door.text.starts_with("Ambiguous request"), "{}", open_door.text);
    assert_eq!(world.call("answer", &json!({"number": 0})).text, "The door is now open.");
    let moved = world.call("go_to", &json!({"object": "nowhere"}));
    assert!(moved.failed, "{}", moved.text);
    let orange = world.call("use", &json!({"object": "orange", "target": "air"}));
    assert!(!orange.failed, "{}", orange.text);
}

#[test]
fn a_refused_call_changes_nothing() {
    let Some(settings) = installed() else { return };
    let mut world = open(31, &settings);
    for (tool, arguments) in [
        ("open", json!({"object": "sesame"})),
        ("open", json!({"object": ""})),
        ("open", json!({"object": "a\ne\nc\no0\nload"})),
        ("open", json!({"object": "x".repeat(100_000)})),
        ("use", json!({"object": "orange", "target": 3})),
        ("move", json!({"object": "orange"})),
        ("answer", json!({"number": 10_000_000_000_000_u64})),
        ("answer", json!({"number": -1})),
        ("fly", json!({})),
        ("look_at", Value::Null),
        ("eat", json!({"object": "\u{1F600}\\n\u{0}"})),
    ] {
        let before = world.state();
        let reply = world.call(tool, &arguments);
        assert!(reply.failed && reply.structured.is_null(), "{tool}: {}", reply.text);
        assert_eq!(world.state(), before, "{tool}");
    }
    assert_eq!(world.fault(), None);
}

#[test]
fn a_wrong_focus_fails_the_task() {
    let Some(settings) = installed() else { return };
    let mut world = open(0, &settings);
    let step = world.step("focus on orange");
    assert_eq!((step.reward, step.done, world.reward()), (-100.0, true, 0.0));
    let state = world.state();
    let over = world.step("look around");
    assert_eq!((over.observation.as_str(), over.reward, over.done), ("The game is over.", 0.0, true));
    assert_eq!((world.state(), world.fault()), (state, None));
}

#[test]
fn moves_have_an_end() {
    let Some(mut settings) = installed() else { return };
    settings["moves"] = 15.into();
    let mut world = open(0, &settings);
    assert!(!world.step("wait").done);
    assert!(!world.step("look around").done);
    assert!(world.step("wait").done);
}

#[test]
fn what_is_missing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let jar = folder.path().join("scienceworld.jar");
    fs::write(&jar, "").unwrap();
    let check = |settings: Value, named: &str| {
        let error = SciWorldOriginal.open(0, 0, &settings).err().unwrap().to_string();
        assert!(error.starts_with("environment `sciworld`: ") && error.contains(named), "{error}");
    };
    check(json!({"original": "/nowhere/python"}), "there is no file `/nowhere/python`");
    check(json!({"original": jar}), "`pip install scienceworld` brings it");
    check(json!({"jar": jar}), "`original`, which is `auto` or the path");
    let error = SciWorldOriginal.open(4639, 0, &Value::Null).err().unwrap().to_string();
    assert_eq!(error, "environment `sciworld` has tasks 0 to 4638; there is no task 4639");

    let Some(mut settings) = installed() else { return };
    fs::write(folder.path().join("py4j.jar"), "").unwrap();
    check(json!({"original": jar}), "py4j.GatewayServer");
    settings["timeout"] = 0.01.into();
    check(settings, "it said nothing for 0.01 s");
}
