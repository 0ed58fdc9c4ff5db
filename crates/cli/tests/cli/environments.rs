//! `safemcp env`.

use crate::support::Desk;
use serde_json::{Value, json};
use std::path::PathBuf;

/// The lines that came for these lines.
fn step(environment: &str, lines: &[&str]) -> Vec<Value> {
    let said = Desk::new().safemcp_reading(&["env", "step", environment], &(lines.join("\n") + "\n"));
    assert_eq!(said.code, Some(0), "{}", said.err);
    said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn an_environment_is_played_line_by_line() {
    for environment in ["textcraft", "todolist"] {
        let reset = r#"{"reset":{"index":3,"seed":1}}"#;
        let out =
            step(environment, &[r#"{"action":"x"}"#, reset, "", r#"{"action":"nonsense"}"#, "what?", reset]);
        assert_eq!(out.len(), 5, "a line for a line, blank ones apart: {out:?}");
        assert!(out[0]["error"].as_str().unwrap().contains("nothing is open"));
        assert!(!out[1]["observation"].as_str().unwrap().is_empty());
        assert_eq!((&out[1]["reward"], &out[1]["done"]), (&json!(0.0), &json!(false)));
        assert!(out[2]["observation"].is_string() && out[2]["error"].is_null());
        assert!(out[3]["error"].is_string());
        assert_eq!(out[4], out[1], "a reset begins anew");
    }
    let out = step("textcraft", &[r#"{"reset":{"index":99999}}"#]);
    assert!(out[0]["error"].as_str().unwrap().contains("there is no task 99999"), "{out:?}");
}

/// The folder of recorded episodes; `None`, said loudly, where there is none.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn golden() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("SAFEMCP_SHARED").map_or(beside, PathBuf::from).join("golden");
    if folder.is_dir() {
        return Some(folder.canonicalize().unwrap());
    }
    eprintln!("SKIPPED: there is no folder {}; set SAFEMCP_SHARED to replay recordings", folder.display());
    None
}

#[test]
fn a_recording_is_replayed_and_a_forged_one_fails_the_gate() {
    let Some(golden) = golden() else { return };
    let settings = json!({"recipes": golden.join("textcraft_recipes")}).to_string();
    let recording = golden.join("textcraft.jsonl");
    let desk = Desk::new();
    let out = desk.good(&["env", "replay", recording.to_str().unwrap(), "--settings", &settings]);
    assert_eq!(out, "textcraft: 197 lines, 15 episodes, 544 goals, 0 differences\n");

    let forged = |line: &str| {
        let mut step: Value = serde_json::from_str(line).unwrap();
        step["observation"] = json!("\u{1b}[2Jsomething else");
        step.to_string()
    };
    let text = std::fs::read_to_string(recording).unwrap();
    let lines =
        text.lines().enumerate().map(|(at, line)| if at == 4 { forged(line) } else { line.to_owned() });
    desk.write("forged.jsonl", &lines.collect::<Vec<_>>().join("\n"));
    let said = desk.safemcp(&["env", "replay", "forged.jsonl", "--settings", &settings]);
    assert_eq!(said.code, Some(10), "{}", said.err);
    assert!(said.out.starts_with("line 5, observation:\n"), "{}", said.out);
    assert!(said.out.ends_with("1 differences\n") && !said.out.contains('\u{1b}'), "{:?}", said.out);
}

#[test]
fn every_recording_is_replayed_with_the_data_beside_it() {
    let Some(golden) = golden() else { return };
    let files =
        ["textcraft", "babyai", "alfworld", "webshop"].map(|name| golden.join(format!("{name}.jsonl")));
    let files: Vec<&str> = files.iter().map(|file| file.to_str().unwrap()).collect();
    let out = Desk::new().good(&[&["env", "replay"], &files[..]].concat());
    assert_eq!(
        out,
        "textcraft: 197 lines, 15 episodes, 544 goals, 0 differences\n\
         babyai: 1854 lines, 60 episodes, 0 goals, 0 differences\n\
         alfworld: 119 lines, 12 episodes, 0 goals, 0 differences\n\
         webshop: 184 lines, 20 episodes, 295 goals, 0 differences\n"
    );
}

#[test]
fn an_action_tells_what_it_changed() {
    let lines = "{\"reset\":{}}\n{\"action\":\"dance\"}\n{\"action\":\"get 1 alder trunk\"}\n";
    let said = Desk::new().safemcp_reading(&["env", "step", "textcraft", "--changes"], lines);
    let out: Vec<Value> = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(out[1]["changes"], json!([]), "{said:?}", said = said.out);
    assert_eq!(out[2]["changes"][0]["path"], "/inventory/0", "{said:?}", said = said.out);
}

#[test]
fn environments_are_listed_with_their_origin() {
    let desk = Desk::new();
    let out = desk.good(&["env", "list"]);
    for words in [
        "textcraft (275 tasks)",
        "assistant (70 tasks)",
        "original: ",
        "ours:     ",
        "source:   ",
        "(a connector)",
    ] {
        assert!(out.contains(words), "{words}: {out}");
    }
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    let listed: Value = serde_json::from_str(&desk.good(&["env", "list", "--json"])).unwrap();
    let ids: Vec<&str> = listed["environments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids.len(), environments::FAMILIES.len());
    assert!(ids.contains(&"babyai") && listed["connectors"][0]["id"] == "agentgym", "{ids:?}");
}

#[test]
fn the_faithful_model_solves_what_is_checked() {
    let desk = Desk::new();
    let out = desk.good(&["env", "check", "maze", "sqlgym"]);
    assert!(out.contains("reaches the top reward in 256 of 256 (tasks x shapes)"), "{out}");
    let checked: Value = serde_json::from_str(&desk.good(&["env", "check", "todolist", "--json"])).unwrap();
    assert_eq!(checked["environments"][0]["solved"], json!(84), "{checked}");
    let said = desk.safemcp(&["env", "check"]);
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("--all"), "{}", said.err);
}
