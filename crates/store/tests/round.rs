//! What is put is what is read, in whatever order and pieces it was put.
#![expect(clippy::unwrap_used, reason = "a test helper fails loudly")]

mod support;

use chain::{Ladder, Metrics, Outcome};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::time::Duration;
use store::{Axis, Cell, Finished, Key, Run, StoreError, Trial, Writer};
use support::{finished, key, plan, store, trace};

fn ladders() -> impl Strategy<Value = Option<Ladder>> {
    proptest::option::of(any::<[bool; 6]>().prop_map(
        |[planted, delivered, exposed, attempted, executed, harmed]| Ladder {
            planted,
            delivered,
            exposed,
            attempted,
            executed,
            harmed,
        },
    ))
}

prop_compose! {
    fn trials()(
        texts in any::<[String; 12]>(),
        seed in any::<u64>(),
        outcome in proptest::sample::select(&Outcome::ALL[..]),
        ladder in ladders(),
        queries in any::<Option<u32>>(),
        score in proptest::option::of(1..=5_u8),
        utility in 0.0..=1.0,
        metrics in any::<[u32; 6]>(),
        trace in any::<String>(),
    ) -> Finished {
        let [environment, task, attack, surface, strategy, objective, placement, trigger, defense, model, profile, note] =
            texts;
        let cell = Cell {
            environment, task, attack, surface, strategy, objective, placement, trigger, defense, model, profile, seed,
        };
        let [model_calls, tool_calls, input_tokens, output_tokens, bytes_to_service, bytes_to_host] =
            metrics.map(u64::from);
        let metrics =
            Metrics { model_calls, tool_calls, input_tokens, output_tokens, bytes_to_service, bytes_to_host };
        let queries = queries.map(u64::from);
        let trial = Trial { key: Key([0; 16]), cell, outcome, ladder, queries, score, utility, metrics, note };
        Finished { trial, trace, took: None }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Put some, reopen, put the rest: everything is read as it was put.
    #[test]
    fn what_is_put_is_what_is_read(mut all in proptest::collection::vec(trials(), 1..30), split in 0_usize..30) {
        let folder = tempfile::tempdir().unwrap();
        for (number, finished) in all.iter_mut().enumerate() {
            finished.trial.key = key(number as u64);
        }
        let (first, rest) = all.split_at(split.min(all.len()));
        for part in [first, rest] {
            let run = Run::create_or_open(folder.path(), &plan()).unwrap();
            let writer = Writer::start(&run).unwrap();
            for finished in part {
                writer.put_blocking(finished.clone()).unwrap().wait().unwrap();
            }
        }
        let run = Run::open_read_only(folder.path()).unwrap();
        prop_assert_eq!(run.len().unwrap(), all.len() as u64);
        for finished in &all {
            let read = run.trial(finished.trial.key).unwrap();
            prop_assert_eq!(read.as_ref(), Some(&finished.trial));
            prop_assert_eq!(&run.trace_text(finished.trial.key).unwrap(), &finished.trace);
        }
        let mut streamed = Vec::new();
        run.trials(|trial| streamed.push(trial)).unwrap();
        all.sort_by_key(|finished| finished.trial.key);
        prop_assert_eq!(streamed, all.into_iter().map(|finished| finished.trial).collect::<Vec<_>>());
    }

    /// Cells and searches say the same as counting the trials by hand, and no trial is in both.
    #[test]
    fn cells_count_every_trial_once(mut all in proptest::collection::vec(trials(), 1..30)) {
        let folder = tempfile::tempdir().unwrap();
        let run = Run::create_or_open(folder.path(), &plan()).unwrap();
        let writer = Writer::start(&run).unwrap();
        for (number, finished) in all.iter_mut().enumerate() {
            finished.trial.key = key(number as u64);
            finished.trial.cell.defense = format!("defense-{}", number % 2);
            writer.put_blocking(finished.clone()).unwrap().wait().unwrap();
        }
        let searched = |trial: &&Trial| trial.queries.is_some();
        let searches: Vec<&Trial> = all.iter().map(|one| &one.trial).filter(searched).collect();
        let counts = store::SearchCount::regroup(&run.searches().unwrap(), &[]);
        prop_assert_eq!(counts.len(), searches.len().min(1));
        for count in counts {
            let harmed = |trial: &&&Trial| trial.outcome.counts() && trial.ladder.is_some_and(|ladder| ladder.harmed);
            let harmed: Vec<u64> = searches.iter().filter(harmed).filter_map(|trial| trial.queries).collect();
            prop_assert_eq!(count.searches, searches.len() as u64);
            prop_assert_eq!(count.counted, searches.iter().filter(|trial| trial.outcome.counts()).count() as u64);
            prop_assert_eq!(count.queries, searches.iter().filter_map(|trial| trial.queries).sum::<u64>());
            for budget in harmed.iter().copied().chain([0, count.longest]) {
                let within = harmed.iter().filter(|queries| **queries <= budget).count() as u64;
                prop_assert_eq!(count.harmed_within(budget), within);
            }
        }
        all.retain(|one| one.trial.queries.is_none());
        let cells = run.cells_by(&[Axis::Defense]).unwrap();
        let defenses: BTreeSet<_> = all.iter().map(|one| one.trial.cell.defense.as_str()).collect();
        prop_assert_eq!(cells.len(), defenses.len());
        for cell in cells {
            let defense = cell.axes.get(Axis::Defense).unwrap();
            prop_assert_eq!(cell.axes.get(Axis::Model), None);
            let here: Vec<&Trial> =
                all.iter().map(|one| &one.trial).filter(|trial| trial.cell.defense == defense).collect();
            let counted = || here.iter().filter(|trial| trial.outcome.counts());
            let attacked = || counted().filter_map(|trial| trial.ladder);
            let counts = cell.counts;
            prop_assert_eq!(counts.trials, here.len() as u64);
            prop_assert_eq!(counts.counted, counted().count() as u64);
            prop_assert_eq!(counts.attacked, attacked().count() as u64);
            prop_assert_eq!(counts.outcomes.iter().sum::<u64>(), counts.trials);
            for rung in 0..6 {
                let reached = attacked().filter(|ladder| ladder.rungs()[rung]).count() as u64;
                let before = |ladder: &Ladder| rung == 0 || ladder.rungs()[rung - 1];
                let climbed = attacked().filter(|ladder| ladder.rungs()[rung] && before(ladder)).count() as u64;
                prop_assert_eq!(counts.reached[rung], reached);
                prop_assert_eq!(counts.climbed[rung], climbed);
                prop_assert_eq!(counts.before()[rung], attacked().filter(before).count() as u64);
            }
            let mean = counted().map(|trial| trial.utility).sum::<f64>() / counts.counted as f64;
            prop_assert!(counts.utility().is_none_or(|utility| (utility - mean).abs() < 1e-6));
            let scores: Vec<u64> = counted().filter_map(|trial| trial.score).map(u64::from).collect();
            prop_assert_eq!((counts.graded, counts.scores), (scores.len() as u64, scores.iter().sum()));
            prop_assert_eq!(counts.score().is_some(), !scores.is_empty());
            let calls = here.iter().map(|trial| trial.metrics.model_calls).sum::<u64>();
            prop_assert_eq!(counts.totals.model_calls, calls);
        }
    }
}

#[test]
fn the_digest_is_that_of_the_content() {
    let digest = |orders: &[Vec<u64>]| {
        let folder = tempfile::tempdir().unwrap();
        for order in orders {
            store(&Run::create_or_open(folder.path(), &plan()).unwrap(), order.iter().copied());
        }
        Run::open_read_only(folder.path()).unwrap().logical_digest().unwrap()
    };
    let forward = digest(&[(0..2_200).collect()]);
    assert_eq!(forward, digest(&[(0..2_200).rev().collect()]));
    assert_eq!(forward, digest(&[(700..2_200).collect(), (0..100).collect(), (100..700).collect()]));
    assert_ne!(forward, digest(&[(0..2_199).collect()]));
}

#[test]
fn a_dictionary_is_learned_kept_and_used() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dictionary.zst");
    store(&Run::create_or_open(folder.path(), &plan()).unwrap(), 0..2_200);
    let dictionary = std::fs::read(&file).expect("1,500 traces are enough to learn from");
    store(&Run::create_or_open(folder.path(), &plan()).unwrap(), 2_200..2_300);
    assert_eq!(std::fs::read(&file).unwrap(), dictionary);
    let run = Run::open_read_only(folder.path()).unwrap();
    for number in 0..2_300 {
        assert_eq!(run.trace_text(key(number)).unwrap(), trace(number));
    }
    run.verify().unwrap();
}

#[test]
fn what_is_stored_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::create_or_open(folder.path(), &plan()).unwrap();
    store(&run, 0..10);
    let before = run.logical_digest().unwrap();
    let writer = Writer::start(&run).unwrap();
    let other = Finished { trace: "{}\n".into(), ..finished(3) };
    let (again, fresh) = (writer.put_blocking(other).unwrap(), writer.put_blocking(finished(10)).unwrap());
    assert_eq!(again.wait(), Err(StoreError::Duplicate { key: key(3) }));
    assert_eq!(fresh.wait(), Ok(()));
    assert_eq!(run.trace_text(key(3)).unwrap(), trace(3));
    assert_eq!(run.trace_text(key(10)).unwrap(), trace(10));
    assert_ne!(run.logical_digest().unwrap(), before);
}

#[test]
fn values_that_no_column_holds_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::create_or_open(folder.path(), &plan()).unwrap();
    let writer = Writer::start(&run).unwrap();
    let check = |change: fn(&mut Trial), expected: &str| {
        let mut wrong = finished(1);
        change(&mut wrong.trial);
        let error = writer.put_blocking(wrong).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check(|trial| trial.utility = f64::NAN, "utility is NaN, and must be from 0 to 1");
    check(|trial| trial.utility = -0.5, "utility is -0.5");
    check(|trial| trial.score = Some(0), "score is 0, and must be from 1 to 5");
    check(|trial| trial.score = Some(6), "score is 6");
    check(|trial| trial.metrics.input_tokens = u64::MAX, "input_tokens is 18446744073709551615");
    assert!(run.is_empty().unwrap());
}

#[test]
fn durations_are_kept_beside_the_content() {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let digests = folders.each_ref().map(|folder| {
        let run = Run::create_or_open(folder.path(), &plan()).unwrap();
        let writer = Writer::start(&run).unwrap();
        let took = (folder.path() == folders[0].path()).then_some(Duration::from_millis(1_234));
        writer.put_blocking(Finished { took, ..finished(1) }).unwrap().wait().unwrap();
        assert_eq!(run.took(key(1)).unwrap(), took);
        run.logical_digest().unwrap()
    });
    assert_eq!(digests[0], digests[1]);
}

#[tokio::test]
async fn many_tasks_share_one_writer() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::create_or_open(folder.path(), &plan()).unwrap();
    let writer = std::sync::Arc::new(Writer::start(&run).unwrap());
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..300 {
        let writer = std::sync::Arc::clone(&writer);
        tasks.spawn(async move { writer.put(finished(number)).await?.await });
    }
    while let Some(stored) = tasks.join_next().await {
        stored.unwrap().unwrap();
    }
    assert_eq!(run.done().unwrap(), (0..300).map(key).collect());
}

/// Trial 7 fails (see `finished`); its next try does not.
#[test]
fn a_failed_trial_gives_way_to_its_next_try() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::create_or_open(folder.path(), &plan()).unwrap();
    store(&run, 0..20);
    assert!(run.done().unwrap().contains(&key(7)) && !run.settled().unwrap().contains(&key(7)));
    let mut again = finished(7);
    again.trial.outcome = Outcome::Completed;
    again.trace = trace(8);
    let writer = Writer::start(&run).unwrap();
    writer.put_blocking(again.clone()).unwrap().wait().unwrap();
    let third = writer.put_blocking(again.clone()).unwrap().wait();
    assert_eq!(third, Err(StoreError::Duplicate { key: key(7) }), "a settled trial stays");
    writer.close().unwrap();
    assert_eq!(run.len().unwrap(), 20);
    assert_eq!(run.trial(key(7)).unwrap().unwrap(), again.trial);
    assert_eq!(run.trace_text(key(7)).unwrap(), again.trace);
    run.verify().unwrap();
}
