//! Recorded episodes of the originals, replayed without a difference.

use environments::{AlfWorld, BabyAi, Family, Maze, Shape, TextCraft, WebShop, replay};
use serde_json::json;
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

/// The folder of test data that is not part of the project; `None`, said loudly, where there is none.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn shared() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = std::env::var_os("SAFEMCP_SHARED").map_or(beside, PathBuf::from).join("golden");
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: there is no folder {}; set SAFEMCP_SHARED to replay recordings", folder.display());
    None
}

#[test]
fn textcraft_is_as_recorded() {
    let Some(folder) = shared() else { return };
    let settings = json!({"recipes": folder.join("textcraft_recipes")});
    let recording = BufReader::new(File::open(folder.join("textcraft.jsonl")).unwrap());
    let report = replay(recording, &TextCraft, &settings).unwrap();
    assert_eq!(report.differences.first(), None);
    assert_eq!((report.lines, report.goals, report.episodes), (197, 544, 15));
}

#[test]
fn webshop_is_as_recorded() {
    let Some(folder) = shared() else { return };
    let settings = json!({"catalogue": folder.join("webshop_catalogue.json")});
    let recording = BufReader::new(File::open(folder.join("webshop.jsonl")).unwrap());
    let report = replay(recording, &WebShop, &settings).unwrap();
    assert_eq!(report.differences.first(), None, "{} differences", report.differences.len());
    assert_eq!((report.lines, report.goals, report.episodes), (184, 295, 20));
}

#[test]
fn goals_of_the_recorded_catalogue_have_solutions() {
    let Some(folder) = shared() else { return };
    let settings = json!({"catalogue": folder.join("webshop_catalogue.json")});
    for index in 0..WebShop.tasks(&settings).unwrap() {
        let mut world = WebShop.open(index, 0, &settings).unwrap();
        for act in world.solution(Shape::AgentGym).calls {
            world.step(act.arguments["action"].as_str().unwrap());
        }
        assert_eq!(world.reward(), 1.0, "{index}");
    }
}

#[test]
fn alfworld_is_as_recorded() {
    let Some(folder) = shared() else { return };
    let recording = BufReader::new(File::open(folder.join("alfworld.jsonl")).unwrap());
    let report = replay(recording, &AlfWorld, &json!(null)).unwrap();
    assert_eq!(report.differences.first(), None);
    assert_eq!((report.lines, report.episodes), (119, 12));
}

#[test]
fn babyai_is_as_recorded() {
    let Some(folder) = shared() else { return };
    let recording = BufReader::new(File::open(folder.join("babyai.jsonl")).unwrap());
    let report = replay(recording, &BabyAi, &json!(null)).unwrap();
    assert_eq!(report.differences.first(), None, "{} differences", report.differences.len());
    assert_eq!((report.lines, report.episodes), (1854, 60));
}

#[test]
fn goals_of_the_original_book_have_solutions() {
    let Some(folder) = shared() else { return };
    let settings = json!({"recipes": folder.join("textcraft_recipes")});
    let tasks = TextCraft.tasks(&settings).unwrap();
    for index in (0..tasks).step_by(25).chain(tasks - 11..tasks) {
        let mut world = TextCraft.open(index, 0, &settings).unwrap();
        for act in world.solution(Shape::AgentGym).calls {
            world.step(act.arguments["action"].as_str().unwrap());
        }
        assert_eq!(world.reward(), 1.0, "{index}");
    }
}

#[test]
fn a_difference_is_found() {
    let lines = r#"{"env":"textcraft","kind":"meta","goals_by_index":[["vale:nothing",1]]}
{"env":"textcraft","index":0,"t":0,"action":null,"observation":"nothing","reward":0,"done":false}
{"env":"textcraft","index":0,"t":1,"action":"dance","observation":"You dance","reward":1,"done":false}"#;
    let report = replay(lines.as_bytes(), &TextCraft, &json!(null)).unwrap();
    let of_steps: Vec<_> = report
        .differences
        .iter()
        .filter(|found| found.line > 1)
        .map(|found| (found.line, found.what.as_str()))
        .collect();
    assert_eq!(of_steps, [(2, "observation"), (3, "observation"), (3, "reward")]);
    assert_eq!(report.differences[0].what, "goal 0");
}

#[test]
fn differences_in_what_is_possible_are_found() {
    let lines = r#"{"env":"alfworld","index":0,"action":null,"observation":"","available_actions":["fly"]}
{"env":"alfworld","action":"fly","observation":"Nothing happens.","available_actions":["fly"]}
{"env":"alfworld","action":"fly","observation":"Nothing happens."}"#;
    let report = replay(lines.as_bytes(), &AlfWorld, &json!(null)).unwrap();
    let found: Vec<_> = report.differences.iter().map(|found| (found.line, found.what.as_str())).collect();
    assert_eq!(found, [(1, "observation"), (1, "available actions"), (2, "available actions")]);
}

#[test]
fn an_episode_may_start_with_an_action() {
    let lines = r#"{"env":"maze","index":0,"t":0,"action":"look","task_description":"Go","observation":"far","reward":8,"inv":1}
{"env":"maze","t":1,"action":"dance","observation":"You dance","score":3}"#;
    let report = replay(lines.as_bytes(), &Maze, &json!(null)).unwrap();
    let first = &report.differences[0];
    assert_eq!((report.episodes, first.line, first.what.as_str()), (1, 1, "observation"));
    assert_eq!(first.recorded, "Go\nfar");
    let rest: Vec<_> =
        report.differences.iter().skip(1).map(|found| (found.line, found.what.as_str())).collect();
    assert_eq!(rest, [(2, "observation")], "what the state does not have is not compared");
}

#[test]
fn differences_in_the_state_are_found() {
    let lines = r#"{"env":"babyai","index":0,"action":null,"observation":"","state":{"pos":[6,6],"dir":2,"mood":1},"grid":[]}
{"env":"babyai","action":"turn left","observation":"","state":{"dir":1,"carrying":"red key"}}"#;
    let report = replay(lines.as_bytes(), &BabyAi, &json!(null)).unwrap();
    let found: Vec<_> = report.differences.iter().map(|found| (found.line, found.what.as_str())).collect();
    assert_eq!(found, [(1, "observation"), (1, "pos"), (1, "grid"), (2, "observation"), (2, "carrying")]);
}

#[test]
fn a_line_that_is_no_recording_is_named() {
    for (lines, place) in [
        ("{}", "line 1"),
        ("\nnot json", "line 2"),
        (r#"{"env":"babyai","action":null}"#, "line 1"),
        (r#"{"env":"textcraft","action":"get 1 x"}"#, "line 1"),
    ] {
        let error = replay(lines.as_bytes(), &TextCraft, &json!(null)).unwrap_err().to_string();
        assert!(error.contains(place), "{error}");
    }
}
