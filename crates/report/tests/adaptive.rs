//! Searches stand apart from all other results, and more budget never looks worse.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test helper fails loudly")]

mod support;

use report::Results;
use serde_json::Value;
use store::{Finished, Key, Run, Trial, Writer};
use tempfile::TempDir;

/// Queries of each search, and whether the last one did harm; 12 of 8 that came to an end were the budget.
const SEARCHES: [(u64, bool); 8] =
    [(1, true), (2, true), (2, true), (5, true), (12, true), (12, false), (12, false), (12, false)];

/// The pilot of these tests, and searches behind one of its defenses.
fn run() -> (TempDir, Run) {
    let (folder, run) = support::run();
    let mut model = None;
    run.trials(|trial| model = model.take().or(trial.ladder.is_some().then_some(trial))).unwrap();
    let model = model.unwrap();
    let writer = Writer::start(&run).unwrap();
    for (number, (queries, harmed)) in SEARCHES.into_iter().enumerate() {
        let mut trial = Trial { key: Key([number as u8; 16]), queries: Some(queries), ..model.clone() };
        trial.cell.attack = "adaptive:best-of:12/hijack".into();
        trial.ladder.as_mut().unwrap().harmed = harmed;
        writer.put_blocking(Finished { trial, trace: String::new(), took: None }).unwrap().wait().unwrap();
    }
    writer.close().unwrap();
    (folder, run)
}

#[test]
fn are_in_no_number_of_the_others() {
    let (_folder, with) = run();
    let (_other, without) = support::run();
    let (with, without) = (Results::read(&with).unwrap(), Results::read(&without).unwrap());
    assert_eq!((&with.rows, &with.facts), (&without.rows, &without.facts));
    assert_eq!(with.headline(80), without.headline(80));
    assert_eq!(with.to_csv(), without.to_csv());
    assert_eq!(without.adaptive_text(80), "");
    assert!(!without.to_json().unwrap().contains("adaptive"));
}

#[test]
fn are_shown_against_their_budget() {
    let (_folder, run) = run();
    let results = Results::read(&run).unwrap();
    assert_eq!(results.budgets(), [1, 2, 5, 10, 12]);
    let json: Value = serde_json::from_str(&results.to_json().unwrap()).unwrap();
    let searches = &json["adaptive"][0];
    assert_eq!((&searches["searches"], &searches["queries"]), (&8.into(), &58.into()));
    let rates: Vec<_> =
        searches["harmed_within"].as_array().unwrap().iter().map(|rate| (&rate["k"], &rate["n"])).collect();
    let expected = [1, 3, 4, 4, 5].map(|k| (Value::from(k), Value::from(8)));
    assert_eq!(rates, expected.iter().map(|(k, n)| (k, n)).collect::<Vec<_>>());
    let text = results.adaptive_text(80);
    let squeezed = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(squeezed.contains("defense <=1 <=2 <=5 <=10 <=12 searches queries"), "{text}");
    assert!(squeezed.contains("13% 38% 50% 50% 63% 8 58"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
}
