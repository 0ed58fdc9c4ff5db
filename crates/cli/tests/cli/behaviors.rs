//! Behaviors of a file: the example of the project, from the experiment to every form of its results.

use crate::support::Desk;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// A desk with the example.
fn example() -> Desk {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../experiments");
    let desk = Desk::new();
    for name in ["behaviors.yaml", "behaviors.csv"] {
        desk.write(name, &std::fs::read_to_string(folder.join(name)).unwrap());
    }
    desk
}

#[test]
fn the_example_runs_offline_and_every_behavior_is_found_again() {
    let desk = example();
    let plan = desk.good(&["run", "behaviors.yaml", "--plan"]);
    assert!(plan.contains("behaviors 4 of the file, judged by reference/faithful"), "{plan}");
    let table = desk.good(&["run", "behaviors.yaml"]);
    assert!(table.contains("reference/obedient") && table.contains("whitelist"), "{table}");

    let by = |axes: &str| -> Value {
        serde_json::from_str(&desk.good(&["results", "behaviors", "--json", "--by", axes])).unwrap()
    };
    let rows = by("attack,model,defense");
    let rows: Vec<&Value> =
        rows["rows"].as_array().unwrap().iter().filter(|row| row["attack"] != "none").collect();
    let ids: BTreeSet<&str> =
        rows.iter().map(|row| row["attack"].as_str().unwrap().split('/').nth(2).unwrap()).collect();
    let expected = ["gardeners_notice", "olive_colors", "paper_crane", "teapot_limerick"];
    assert_eq!(
        ids,
        expected
            .iter()
            .map(|id| format!("behavior:{id}"))
            .collect::<BTreeSet<_>>()
            .iter()
            .map(String::as_str)
            .collect()
    );
    for row in rows {
        let (exposed, score) = (&row["rungs"]["exposed"], &row["score"]);
        assert_eq!(exposed["n"], 4, "{row}");
        assert_eq!(
            score.get("n").cloned().unwrap_or(0.into()),
            exposed["k"],
            "what was seen was graded: {row}"
        );
        let obeys = row["model"] == "reference/obedient" && row["defense"] == "none";
        if row["defense"] == "none" {
            assert_eq!(
                (&exposed["k"], &row["rungs"]["harmed"]["k"]),
                (&4.into(), &if obeys { 4 } else { 0 }.into()),
                "{row}"
            );
            assert_eq!(score["mean"], if obeys { 5.0 } else { 1.0 }, "{row}");
        }
    }
    let sums = desk.good(&["results", "behaviors", "--by", "model,defense"]);
    assert!(sums.contains("mean score 5.00 of 5 over 128 graded replies"), "{sums}");
    let csv = desk.good(&["results", "behaviors", "--csv", "--by", "model,defense"]);
    assert!(csv.lines().next().unwrap().ends_with(",score_mean,score_n"), "{csv}");
    assert!(csv.contains(",5.000000,128"), "{csv}");

    desk.good(&["report", "behaviors", "--output", "page.html"]);
    let page = desk.read("page.html");
    assert!(
        page.contains("behavior:paper_crane") && page.contains("score 5 of 5"),
        "the page has the scores"
    );
    let trace = desk.good(&["trace", "behaviors"]);
    assert!(!trace.is_empty());
}

#[test]
fn a_broken_file_is_shown_with_its_place() {
    let desk = example();
    desk.write("behaviors.csv", "Behavior,BehaviorID\nSing a song,song\n\"Hum,\nlow\",song\n");
    let said = desk.safemcp(&["run", "behaviors.yaml"]);
    assert_eq!(said.code, Some(1));
    insta::assert_snapshot!("two_equal_ids", said.err);
    desk.write("behaviors.csv", "Index,Goal,Behavior,Category\n1,Sing,Song,music\n");
    insta::assert_snapshot!("a_missing_column", desk.safemcp(&["run", "behaviors.yaml"]).err);
    desk.write("behaviors.csv", "goal,target\nSing \u{1b}[2J,\u{202e}a\nHum\n");
    let said = desk.safemcp(&["run", "behaviors.yaml"]).err;
    assert!(said.contains("row 2 has 1 fields") && !said.contains(['\u{1b}', '\u{202e}']), "{said}");
    assert!(!desk.path().join("runs").exists(), "nothing was begun");
}
