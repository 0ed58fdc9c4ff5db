//! A run, looked at in every way there is.

use crate::support::Desk;
use serde_json::Value;

const GRID: &str = "attacks: [none, TL03, TR01]\ndefenses: [none, whitelist]\nmodels: [reference/obedient]\n";

/// A run on a server that plants control characters in its results.
fn loud() -> Desk {
    let desk = Desk::with_server("loud", GRID);
    desk.good(&["run", "grid.yaml", "--quiet"]);
    desk
}

#[test]
fn nothing_hostile_reaches_the_terminal_or_the_page_raw() {
    let desk = loud();
    let results: Value = serde_json::from_str(&desk.good(&["results", "grid", "--json"])).unwrap();
    assert_eq!(results["trials"], 6);
    let run = store::Run::open_read_only(desk.path().join("runs/grid")).unwrap();
    for key in run.done().unwrap() {
        let text = desk.good(&["trace", "grid", &key.to_string()]);
        assert!(text.starts_with(&key.to_string()), "{text}");
        let raw = text.chars().find(|char| char.is_control() && *char != '\n');
        assert_eq!(raw, None, "a raw control character in {text:?}");
        // The whitelist withholds `read_file` once its description is changed; every other trial reads the file.
        let cell = run.trial(key).unwrap().unwrap().cell;
        let withheld = cell.defense == "whitelist" && cell.surface == "TL03";
        assert_eq!(text.contains("\\u{1b}[2J\\u{1b}]0;owned\\u{7}42"), !withheld, "{text}");
    }
    assert_eq!(desk.good(&["report", "grid"]), "Wrote runs/grid/report.html\n");
    let page = desk.read("runs/grid/report.html");
    assert!(page.starts_with("<!doctype html>") || page.starts_with("<!DOCTYPE html>"), "{}", &page[..80]);
    assert_eq!(page.chars().find(|char| char.is_control() && *char != '\n'), None);
    assert!(page.contains("\\u{1b}"), "escapes stand in the page");
}

#[test]
fn the_results_have_stable_forms() {
    let desk = loud();
    let json: Value = serde_json::from_str(&desk.good(&["results", "grid", "--json"])).unwrap();
    assert_eq!((&json["format"], &json["run"]), (&"safemcp.results/1".into(), &"grid".into()));
    let rows = json["rows"].as_array().unwrap();
    // Files x (none and two attacks) x two defenses.
    assert_eq!(rows.len(), 6);

    let csv = desk.good(&["results", "grid", "--csv"]);
    let mut lines = csv.split("\r\n");
    let head = lines.next().unwrap();
    assert!(
        head.starts_with(
            "environment,surface,strategy,objective,placement,trigger,attack,defense,model,profile,trials,"
        ),
        "{head}"
    );
    let columns = head.split(',').count();
    let body: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    assert_eq!(body.len(), rows.len());
    assert!(body.iter().all(|line| line.split(',').count() == columns), "{csv}");

    let text = desk.good(&["results", "grid", "--width", "100"]);
    assert!(text.contains("harmed") && text.contains("whitelist"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    let digest = desk.digest("grid");
    assert!(
        digest.trim().len() == 64 && digest.trim().bytes().all(|byte| byte.is_ascii_hexdigit()),
        "{digest}"
    );
    assert_eq!(desk.digest("runs/grid"), digest, "a run can be named by its folder");
}

#[test]
fn a_plan_is_shown_before_anything_is_begun() {
    let desk = Desk::with_server("well", GRID);
    let plan = desk.good(&["run", "grid.yaml", "--plan"]);
    assert!(plan.starts_with("Run `grid`: 6 trials, 2 clean and 4 hostile"), "{plan}");
    assert!(plan.contains("python3 {here}/server.py well {dir}"), "what would be started is said: {plan}");
    assert!(!desk.path().join("runs").exists(), "nothing was begun");
    let pilot = desk.good(&["run", "--plan"]);
    assert!(pilot.starts_with("Run `pilot`: "), "{pilot}");
}

#[test]
fn a_trace_can_be_taken_out_as_it_is_kept() {
    let desk = loud();
    let raw = desk.good(&["trace", "grid", "--raw"]);
    for line in raw.lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        assert!(event["event"].is_string(), "{line}");
    }
    assert!(raw.lines().count() > 5);
}
