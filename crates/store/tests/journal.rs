//! The journal of searches that are not over: query by query, until the search is a trial.
#![expect(clippy::unwrap_used, reason = "a test helper fails loudly")]

mod searches;
mod support;

use chain::Outcome;
use proptest::prelude::*;
use searches::{query, search};
use std::collections::BTreeMap;
use store::{Key, Query, Run, StoreError, Writer};
use support::{key, plan, store, trace};

/// What is read of queries that were put one after the other: all of them, and the trace of the last that had one.
fn kept(mut queries: Vec<Query>) -> Vec<Query> {
    let last = queries.iter().rposition(|query| query.trace.is_some());
    for (place, query) in queries.iter_mut().enumerate() {
        query.trace = query.trace.take().filter(|_| Some(place) == last);
    }
    queries
}

fn note(writer: &Writer, query: Query) -> Result<(), StoreError> {
    writer.put_query_blocking(query).unwrap().wait()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever was noted down of several searches, in turn and interrupted anywhere, is read again, and is in no count.
    #[test]
    fn what_is_noted_down_is_read(steps in proptest::collection::vec((0_u64..4, any::<bool>()), 1..40), split in 0_usize..40) {
        let folder = tempfile::tempdir().unwrap();
        store(&Run::create_or_open(folder.path(), &plan()).unwrap(), 10..30);
        let before = Run::open_read_only(folder.path()).unwrap().logical_digest().unwrap();
        let mut expected: BTreeMap<u64, Vec<Query>> = BTreeMap::new();
        let (first, rest) = steps.split_at(split.min(steps.len()));
        for part in [first, rest] {
            let run = Run::create_or_open(folder.path(), &plan()).unwrap();
            let writer = Writer::start(&run).unwrap();
            for (number, keep) in part {
                let queries = expected.entry(*number).or_default();
                let mut query = query(*number, queries.len() as u64 + 1);
                query.trace = query.trace.filter(|_| *keep);
                queries.push(query.clone());
                prop_assert_eq!(note(&writer, query), Ok(()));
            }
        }
        let run = Run::open_read_only(folder.path()).unwrap();
        for number in 0..4 {
            let expected = expected.get(&number).cloned().unwrap_or_default();
            prop_assert_eq!(run.journal(key(number)).unwrap(), kept(expected));
        }
        prop_assert_eq!(run.journaled().unwrap(), steps.len() as u64);
        prop_assert_eq!((run.len().unwrap(), run.searches().unwrap().len()), (20, 0));
        prop_assert_eq!(run.logical_digest().unwrap(), before);
    }
}

/// A run with three queries of search 1, and one of search 2.
fn begun() -> (tempfile::TempDir, Run, Writer) {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::create_or_open(folder.path(), &plan()).unwrap();
    let writer = Writer::start(&run).unwrap();
    for query in [query(1, 1), query(1, 2), query(2, 1), query(1, 3)] {
        note(&writer, query).unwrap();
    }
    (folder, run, writer)
}

#[test]
fn the_trial_of_a_search_ends_its_journal() {
    let (_folder, run, writer) = begun();
    writer.put_blocking(search(1)).unwrap().wait().unwrap();
    assert_eq!(run.journal(key(1)).unwrap(), []);
    assert_eq!(run.journaled().unwrap(), 1, "that of the other search is left alone");
    assert_eq!(
        note(&writer, query(1, 1)),
        Err(StoreError::Duplicate { key: key(1) }),
        "what is over is over"
    );
    assert_eq!(run.journaled().unwrap(), 1);
    run.verify().unwrap();
}

#[test]
fn a_search_that_failed_keeps_its_journal_for_the_next_try() {
    let (_folder, run, writer) = begun();
    let mut failed = search(1);
    failed.trial.outcome = Outcome::HarnessError;
    writer.put_blocking(failed).unwrap().wait().unwrap();
    assert_eq!(run.journal(key(1)).unwrap().len(), 3);
    note(&writer, query(1, 4)).unwrap();
    assert_eq!(run.journal(key(1)).unwrap(), kept((1..=4).map(|number| query(1, number)).collect()));
    writer.put_blocking(search(1)).unwrap().wait().unwrap();
    assert_eq!(run.journal(key(1)).unwrap(), []);
    assert_eq!(run.trial(key(1)).unwrap(), Some(search(1).trial));
}

#[test]
fn a_first_query_begins_the_journal_anew_and_no_other_replaces_one() {
    let (_folder, run, writer) = begun();
    let other = Query { attack: "other".into(), trace: None, ..query(1, 3) };
    assert_eq!(note(&writer, other), Err(StoreError::Duplicate { key: key(1) }));
    assert_eq!(run.journal(key(1)).unwrap(), kept((1..=3).map(|number| query(1, number)).collect()));
    let first = Query { attack: "other".into(), trace: None, ..query(1, 1) };
    note(&writer, first.clone()).unwrap();
    assert_eq!(run.journal(key(1)).unwrap(), [first]);
    assert_eq!(run.journaled().unwrap(), 2);
}

#[test]
fn a_query_and_the_end_of_its_search_may_be_in_one_commit() {
    let (_folder, run, writer) = begun();
    let fourth = writer.put_query_blocking(query(1, 4)).unwrap();
    let end = writer.put_blocking(search(1)).unwrap();
    assert_eq!((fourth.wait(), end.wait()), (Ok(()), Ok(())));
    assert_eq!(run.journal(key(1)).unwrap(), []);
}

#[test]
fn traces_are_kept_with_the_dictionary_of_the_run_and_are_no_part_of_the_pack() {
    let folder = tempfile::tempdir().unwrap();
    store(&Run::create_or_open(folder.path(), &plan()).unwrap(), 100..2_300);
    let run = Run::create_or_open(folder.path(), &plan()).unwrap();
    let pack = std::fs::read(folder.path().join("traces.pack")).unwrap();
    let writer = Writer::start(&run).unwrap();
    note(&writer, query(1, 1)).unwrap();
    writer.close().unwrap();
    assert_eq!(std::fs::read(folder.path().join("traces.pack")).unwrap(), pack);
    assert_eq!(run.journal(key(1)).unwrap()[0].trace, query(1, 1).trace);
}

#[test]
fn values_that_cannot_be_stored_are_refused() {
    let (_folder, run, writer) = begun();
    let mut wrong = query(2, 2);
    wrong.trial.metrics.input_tokens = u64::MAX;
    let error = writer.put_query_blocking(wrong).unwrap_err().to_string();
    assert!(error.contains("input_tokens is 18446744073709551615"), "{error}");
    assert_eq!(run.journal(key(2)).unwrap().len(), 1);
}

#[test]
fn a_journal_that_is_not_what_was_written_is_damage() {
    let check = |change: &str, expected: &str| {
        let (folder, run, writer) = begun();
        writer.close().unwrap();
        let database = rusqlite::Connection::open(folder.path().join("trials.sqlite")).unwrap();
        assert!(database.execute(change, []).unwrap() > 0, "{change}");
        let error = run.journal(key(1)).unwrap_err();
        assert!(matches!(&error, StoreError::Damaged { .. }), "{error:?}");
        assert!(error.to_string().contains(expected), "{error}");
    };
    check("DELETE FROM query WHERE number = 2", "lacks a query");
    check("DELETE FROM query WHERE number = 3", "a trace of a query that it lacks");
    check("UPDATE query SET trial = '{}' WHERE number = 2", "missing field");
    let other = format!("UPDATE query SET trial = (SELECT trial FROM query WHERE key = x'{}')", key(2));
    check(&other, "lacks a query");
    check("UPDATE query_trace SET frame = x'00'", "has a trace that cannot be read");
    check("UPDATE query_trace SET raw_length = 4000000000", "4000000000 bytes");
}

#[test]
fn others_read_while_one_process_writes() {
    let (folder, _run, writer) = begun();
    let reader = Run::open_read_only(folder.path()).unwrap();
    assert_eq!(reader.journaled().unwrap(), 4);
    assert_eq!(reader.journal(Key([0; 16])).unwrap(), []);
    note(&writer, query(2, 2)).unwrap();
    assert_eq!(reader.journal(key(2)).unwrap(), kept(vec![query(2, 1), query(2, 2)]));
    assert_eq!(reader.journal(key(1)).unwrap()[2].trace, Some(trace(1 + 3)));
}
