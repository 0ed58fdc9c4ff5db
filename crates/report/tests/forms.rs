//! The results as text, CSV and JSON, as they are shown.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test helper fails loudly")]

mod support;

use report::{Results, TextOptions};
use store::Axis;

fn results() -> Results {
    let (_folder, run) = support::run();
    Results::read(&run).unwrap()
}

/// A table must fit, whatever is asked for.
fn text(results: &Results, width: usize, given_before: bool) -> String {
    let text = results.to_text(TextOptions { width, given_before });
    for line in text.lines() {
        assert!(line.chars().count() <= width, "`{line}` is longer than {width}");
    }
    text
}

#[test]
fn table_of_80_columns() {
    insta::assert_snapshot!(text(&results(), 80, false));
}

#[test]
fn table_of_140_columns() {
    insta::assert_snapshot!(text(&results(), 140, false));
}

#[test]
fn table_of_rungs_given_the_one_before() {
    insta::assert_snapshot!(text(&results(), 100, true));
}

#[test]
fn table_of_some_axes() {
    let (_folder, run) = support::run();
    insta::assert_snapshot!(text(
        &Results::read_by(&run, &[Axis::Surface, Axis::Defense]).unwrap(),
        80,
        false
    ));
}

#[test]
fn tables_fit_from_60_columns() {
    let results = results();
    for width in 60..240 {
        text(&results, width, false);
        text(&results, width, true);
    }
}

#[test]
fn headline() {
    let headline = results().headline(80);
    assert!(headline.lines().all(|line| line.chars().count() <= 80));
    insta::assert_snapshot!(headline);
}

#[test]
fn csv() {
    insta::assert_snapshot!(results().to_csv());
}

#[test]
fn json() {
    let text = results().to_json().unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["format"], "safemcp.results/1");
    insta::assert_snapshot!(text);
}

#[test]
fn csv_is_no_formula_and_no_second_field() {
    let mut results = results();
    results.rows.truncate(1);
    let check = |model: &str, expected: &str| {
        let cell = store::Cell { model: model.into(), ..store::Cell::default() };
        let mut results = results.clone();
        results.rows[0].axes = store::Axes::of(&cell);
        let csv = results.to_csv();
        let line = csv.lines().nth(1).unwrap();
        assert!(line.starts_with(&format!(",,,,,,,,{expected},,")), "{line}");
    };
    check("plain", "plain");
    check("=1+1", "'=1+1");
    check("@SUM(A1)", "'@SUM(A1)");
    check("-x", "'-x");
    check("a,b", "\"a,b\"");
    check("say \"hi\"", "\"say \"\"hi\"\"\"");
    check("\ttab\n", "'\\ttab\\n");
    check("\u{202e}", "'\\u{202e}");
}

#[test]
fn an_empty_run_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let run = store::Run::create_or_open(folder.path(), &serde_json::json!({})).unwrap();
    let results = Results::read(&run).unwrap();
    assert_eq!(results.to_text(TextOptions::default()), "The run has no trials yet.\n");
    assert_eq!(results.to_csv().lines().count(), 1);
}
