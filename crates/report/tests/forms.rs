//! The results as text, CSV and JSON, as they are shown.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test helper fails loudly")]

mod support;

use report::{Choice, Results, TextOptions};
use store::Axis::{self, Attack, Defense, Environment, Model, Profile, Strategy, Surface};

fn results() -> Results {
    let (_folder, run) = support::run();
    Results::read(&run).unwrap()
}

/// A line must fit, whatever is asked for.
fn assert_fits(text: &str, width: usize) {
    for line in text.lines() {
        assert!(line.chars().count() <= width, "longer than {width}: `{line}`\n{text}");
        assert_eq!(line, line.trim_end(), "blanks at the end");
    }
}

fn text(results: &Results, width: usize, given_before: bool, choice: Choice) -> String {
    let text = results.to_text(&TextOptions { width, given_before, choice });
    assert_fits(&text, width);
    text
}

/// The same results, each row many times as an attack and defense of its own, so that they are too many to read.
fn many() -> Results {
    let mut results = results();
    let rows = results.rows.clone();
    for number in 0..20 {
        results.rows.extend(rows.iter().cloned().map(|mut row| {
            row.axes = renamed(&row, |axis, value| match axis {
                Defense => format!("{value}-{number:02}"),
                Model if number % 2 == 1 => "vendor/model-4-20260101".into(),
                _ => value.to_owned(),
            });
            row
        }));
    }
    counted(results)
}

/// The same with facts that fit the rows.
fn counted(mut results: Results) -> Results {
    results.facts.counts = store::Counts::default();
    results.facts.cells = results.rows.len();
    results.rows.iter().for_each(|row| results.facts.counts.add(&row.counts));
    results
}

/// A row's values, each made anew.
fn renamed(row: &report::Row, name: impl Fn(Axis, &str) -> String) -> store::Axes {
    let value = |axis| name(axis, row.value(axis));
    store::Axes::of(&store::Cell {
        environment: value(Environment),
        surface: value(Surface),
        strategy: value(Strategy),
        objective: value(Axis::Objective),
        placement: value(Axis::Placement),
        trigger: value(Axis::Trigger),
        attack: value(Attack),
        defense: value(Defense),
        model: value(Model),
        profile: value(Profile),
        ..store::Cell::default()
    })
}

#[test]
fn table_of_80_columns() {
    insta::assert_snapshot!(text(&results(), 80, false, Choice::Fitting));
}

#[test]
fn table_of_140_columns() {
    insta::assert_snapshot!(text(&results(), 140, false, Choice::Fitting));
}

#[test]
fn table_of_200_columns() {
    insta::assert_snapshot!(text(&results(), 200, false, Choice::Fitting));
}

#[test]
fn table_of_60_columns() {
    let mut results = results();
    results.rows.truncate(3);
    insta::assert_snapshot!(text(&results, 60, false, Choice::Fitting));
}

#[test]
fn table_of_rungs_given_the_one_before() {
    insta::assert_snapshot!(text(&results(), 80, true, Choice::Fitting));
}

#[test]
fn table_of_some_axes() {
    insta::assert_snapshot!(text(&results(), 80, false, Choice::By(vec![Surface, Defense])));
}

#[test]
fn table_of_too_many_cells() {
    let results = many();
    let short = text(&results, 80, false, Choice::Fitting);
    assert!(
        short.starts_with("126 cells; shown by model, defense, surface (--by AXES, --all for every one)\n"),
        "{short}"
    );
    assert_eq!(
        short,
        text(&results, 80, false, Choice::By(vec![Defense, Model, Surface, Model])).replacen(
            "surface\n",
            "surface (--by AXES, --all for every one)\n",
            1
        )
    );
    let all = text(&results, 80, false, Choice::Every);
    assert!(!all.contains("cells; shown by"), "{all}");
    assert_eq!(all.matches(" -> 0.83, secure").count(), 84, "one for each hostile cell");
}

/// Clean trials with nothing to compare them with are shown, others are only a number beside the hostile ones.
#[test]
fn clean_cells() {
    let mut results = results();
    assert!(!text(&results, 80, false, Choice::Every).contains("no attack"));
    results.rows.retain(|row| !(row.is_hostile() && row.value(Defense) == "scrub"));
    let shown = text(&results, 80, false, Choice::Every);
    assert_eq!(shown.matches("no attack: utility 0.83, secure  67%").count(), 1, "{shown}");
    results.rows.retain(|row| !row.is_clean());
    let shown = text(&results, 80, false, Choice::Every);
    assert_eq!(shown.matches("utility    - -> 0.83").count(), 2, "{shown}");
}

/// A trial that failed is counted beside its cell, in the total, and in no rate, even when no other is left.
#[test]
fn errors() {
    let mut results = results();
    for row in &mut results.rows {
        let failed = match (row.is_hostile(), row.value(Defense)) {
            (true, "scrub") => [0, 0, 0, 0, 0, 0, 1_234, 1],
            (false, "none") => [0, 0, 0, 0, 0, 2, 0, 0],
            _ => continue,
        };
        row.counts =
            store::Counts { trials: failed.iter().sum(), outcomes: failed, ..store::Counts::default() };
    }
    let results = counted(results);
    insta::assert_snapshot!(text(&results, 80, false, Choice::Every) + "\n" + &results.headline(80));
}

/// What the service's side ended is in every rate, and said all the same.
#[test]
fn trials_that_a_service_ended() {
    let mut results = results();
    let row = &mut results.rows[2];
    (row.counts.outcomes[0], row.counts.outcomes[4]) = (row.counts.outcomes[0] - 2, 2);
    let shown = text(&counted(results), 200, false, Choice::Fitting);
    let said = "\nservice_failed: 2 trials that the service's side ended, by an attack's or a defense's doing; in every rate\n";
    assert!(shown.contains(said), "{shown}");
    assert!(shown.contains("errors: 1 harness_error; they are in no rate\n"), "{shown}");
}

#[test]
fn every_table_fits_from_60_columns() {
    for results in [results(), many()] {
        for width in 60..240 {
            text(&results, width, width % 2 == 0, Choice::Fitting);
            text(&results, width, false, Choice::By(vec![Attack]));
            assert_fits(&results.headline(width), width);
        }
    }
}

/// Labels of any length and any characters; none is ever cut.
#[test]
fn nasty_labels_fit() {
    for length in [0, 1, 9, 29, 30, 31, 41, 59, 60, 61, 79, 80, 81, 139, 300] {
        for unit in ["x", "a b", "größe/", "\u{202e}", "(k=v),"] {
            let label: String = unit.chars().cycle().take(length).collect();
            let mut results = results();
            for row in &mut results.rows {
                row.axes = renamed(row, |axis, value| match axis {
                    Surface | Strategy => value.to_owned(),
                    Attack if !row.is_hostile() => value.to_owned(),
                    _ => format!("{value}{label}"),
                });
                // Counts as large as a run may ever have.
                for count in row.counts.reached.iter_mut().chain([&mut row.counts.attacked]) {
                    *count *= 10_u64.pow((length % 7) as u32);
                }
            }
            for width in [60, 61, 80, 100, 140, 200] {
                let table = text(&results, width, false, Choice::Every);
                let headline = results.headline(width);
                assert_fits(&headline, width);
                for shown in [&table, &headline] {
                    assert!(!shown.contains('…'));
                    let joined = |text: &str| text.replace([' ', '\n'], "");
                    let label = joined(&report::show::line(&format!("none{label}")));
                    assert!(joined(shown).contains(&label), "{label} is cut:\n{shown}");
                }
            }
        }
    }
}

#[test]
fn headline() {
    let results = results();
    let headline = results.headline(80);
    assert_fits(&headline, 80);
    insta::assert_snapshot!(headline);
}

/// Summing over an axis loses no trial, and never mixes clean ones with hostile ones.
#[test]
fn sums() {
    let results = results();
    for axes in [vec![], vec![Model], vec![Surface, Defense], Axis::ALL.to_vec()] {
        let sums = results.by(&axes);
        assert_eq!(sums.facts.counts, results.facts.counts, "{axes:?}");
        assert_eq!(sums.facts.cells, sums.rows.len());
        for row in &sums.rows {
            assert!(row.counts.attacked == 0 || row.counts.attacked == row.counts.counted, "{axes:?}");
        }
    }
    assert_eq!(results.by(&[Model]).rows.len(), 2);
    assert_eq!(results.by(&Axis::ALL), results);
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
    assert_eq!(results.to_text(&TextOptions::default()), "The run has no trials yet.\n");
    assert_eq!(results.to_csv().lines().count(), 1);
}
