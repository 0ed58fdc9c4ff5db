//! Files that are not what was written give an error that names the file and says what to do.
#![expect(clippy::unwrap_used, reason = "a test helper fails loudly")]

mod support;

use serde_json::json;
use std::fs;
use std::path::Path;
use store::{Run, StoreError, Writer};
use support::{key, plan, store};
use tempfile::TempDir;

fn stored() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    store(&Run::create_or_open(folder.path(), &plan()).unwrap(), 0..2_200);
    folder
}

/// Harms a stored run, opens it and reads everything: the first error must say all of `expected`.
fn check(harm: impl FnOnce(&Path), expected: &[&str]) {
    let folder = stored();
    harm(folder.path());
    let error =
        Run::create_or_open(folder.path(), &plan()).and_then(|run| run.verify()).unwrap_err().to_string();
    for expected in expected {
        assert!(error.contains(expected), "`{error}` does not say `{expected}`");
    }
}

fn rewrite(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

const ADVICE: &str = "restore it from a copy, or delete the run's folder and run again";

#[test]
fn a_pack_that_lost_its_end() {
    let cut = |folder: &Path| rewrite(&folder.join("traces.pack"), |bytes| bytes.truncate(bytes.len() - 1));
    check(cut, &["traces.pack` is damaged", "and the trials need", ADVICE]);
}

#[test]
fn a_pack_that_is_gone() {
    check(
        |folder| fs::remove_file(folder.join("traces.pack")).unwrap(),
        &["traces.pack` is damaged", ADVICE],
    );
}

#[test]
fn a_pack_with_another_beginning() {
    check(
        |folder| rewrite(&folder.join("traces.pack"), |bytes| bytes[0] = b'X'),
        &["traces.pack` is damaged", "does not begin as a file of traces does", ADVICE],
    );
}

#[test]
fn a_pack_of_another_version() {
    check(
        |folder| rewrite(&folder.join("traces.pack"), |bytes| bytes[12] = 9),
        &["traces.pack` has format `9`, and this program reads format 1", "use the version that wrote it"],
    );
}

#[test]
fn a_pack_with_a_changed_byte_in_a_trace() {
    check(
        |folder| {
            rewrite(&folder.join("traces.pack"), |bytes| {
                let middle = bytes.len() / 2;
                bytes[middle] ^= 0x40;
            });
        },
        &["traces.pack` is damaged", "the trace of trial", ADVICE],
    );
}

#[test]
fn a_dictionary_that_is_gone() {
    check(
        |folder| fs::remove_file(folder.join("dictionary.zst")).unwrap(),
        &["dictionary.zst` is damaged", "it is missing, and traces need it", ADVICE],
    );
}

#[test]
fn a_dictionary_of_another_run() {
    check(
        |folder| rewrite(&folder.join("dictionary.zst"), |bytes| bytes.push(0)),
        &["dictionary.zst` is damaged", "not the one that traces were made with", ADVICE],
    );
}

#[test]
fn a_database_that_is_no_database() {
    check(
        |folder| rewrite(&folder.join("trials.sqlite"), |bytes| bytes[..512].fill(b'x')),
        &["trials.sqlite` is damaged", "not a database", ADVICE],
    );
}

#[test]
fn a_database_that_lost_its_end() {
    check(
        |folder| rewrite(&folder.join("trials.sqlite"), |bytes| bytes.truncate(bytes.len() / 2)),
        &["trials.sqlite` is damaged", ADVICE],
    );
}

#[test]
fn a_database_with_values_of_the_wrong_kind() {
    let check_value = |change: &'static str, expected: &str| {
        let folder = stored();
        let database = rusqlite::Connection::open(folder.path().join("trials.sqlite")).unwrap();
        database.execute(change, []).unwrap();
        let run = Run::open_read_only(folder.path()).unwrap();
        let error = run.trials(drop).unwrap_err();
        assert!(matches!(&error, StoreError::Damaged { .. }), "{error:?}");
        assert!(error.to_string().contains(expected), "{error}");
    };
    check_value("UPDATE trial SET outcome = 'won'", "unknown outcome `won`");
    check_value("UPDATE trial SET planted = 7, delivered = NULL", "delivered");
}

#[test]
fn a_database_of_another_format() {
    let change = |folder: &Path| {
        let database = rusqlite::Connection::open(folder.join("trials.sqlite")).unwrap();
        database.execute("UPDATE meta SET value = '9' WHERE name = 'format'", []).unwrap();
    };
    check(change, &["trials.sqlite` has format `9`, and this program reads format 4"]);
}

#[test]
fn a_plan_that_is_no_json() {
    check(|folder| fs::write(folder.join("plan.json"), "{").unwrap(), &["plan.json` is damaged", ADVICE]);
    check(
        |folder| fs::remove_file(folder.join("plan.json")).unwrap(),
        &["plan.json` is damaged", "it is missing"],
    );
}

#[test]
fn another_plan_is_named_by_its_first_difference() {
    let folder = stored();
    let error = Run::create_or_open(folder.path(), &json!({"grid": {"seeds": 5}})).unwrap_err();
    assert!(matches!(error, StoreError::Plan { .. }));
    let text = error.to_string();
    assert!(text.contains("`grid.seeds` was `3` and is now `5`; give this run another name"), "{text}");
    assert_eq!(Run::open_read_only(folder.path()).unwrap().plan(), &plan());
}

#[test]
fn one_process_writes_others_read() {
    let folder = tempfile::tempdir().unwrap();
    let run = Run::create_or_open(folder.path(), &plan()).unwrap();
    assert!(matches!(Run::create_or_open(folder.path(), &plan()), Err(StoreError::Busy { .. })));
    let writer = Writer::start(&run).unwrap();
    assert!(matches!(Writer::start(&run), Err(StoreError::WriterOpen { .. })));
    writer.put_blocking(support::finished(1)).unwrap().wait().unwrap();

    let reader = Run::open_read_only(folder.path()).unwrap();
    assert!(matches!(Writer::start(&reader), Err(StoreError::ReadOnly { .. })));
    assert_eq!(reader.trace_text(key(1)).unwrap(), support::trace(1));
    // A run that only its writer holds is still being written.
    drop(run);
    assert!(matches!(Run::create_or_open(folder.path(), &plan()), Err(StoreError::Busy { .. })));
    writer.put_blocking(support::finished(2)).unwrap().wait().unwrap();
    writer.close().unwrap();
    assert_eq!(reader.len().unwrap(), 2);
    Run::create_or_open(folder.path(), &plan()).unwrap();
}

#[test]
fn what_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let error = Run::open_read_only(folder.path().join("nowhere")).unwrap_err().to_string();
    assert!(error.contains("there is no run in") && error.contains("`plan.json` is missing"), "{error}");
    let run = Run::create_or_open(folder.path(), &plan()).unwrap();
    assert_eq!(run.trial(key(1)).unwrap(), None);
    assert_eq!(run.trace_text(key(1)), Err(StoreError::Unknown { key: key(1) }));
    assert!(run.cells().unwrap().is_empty());
}

#[test]
fn what_a_killed_process_left_half_done_is_cut_off() {
    let folder = stored();
    let pack = folder.path().join("traces.pack");
    let whole = fs::read(&pack).unwrap();
    rewrite(&pack, |bytes| bytes.extend([b'x'; 5_000]));
    store(&Run::create_or_open(folder.path(), &plan()).unwrap(), []);
    assert_eq!(fs::read(&pack).unwrap(), whole);

    // Killed before its first trial was committed, even before the pack had all of its header.
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("traces.pack"), "SAFE").unwrap();
    store(&Run::create_or_open(folder.path(), &plan()).unwrap(), [1]);
    Run::open_read_only(folder.path()).unwrap().verify().unwrap();
}

#[test]
fn a_batch_that_fails_leaves_nothing_behind() {
    let folder = stored();
    let pack = folder.path().join("traces.pack");
    let before = fs::read(&pack).unwrap();
    let run = Run::create_or_open(folder.path(), &plan()).unwrap();
    let database = rusqlite::Connection::open(folder.path().join("trials.sqlite")).unwrap();
    database
        .execute_batch(
            "CREATE TRIGGER full BEFORE INSERT ON trial BEGIN SELECT RAISE(ABORT, 'disk full'); END",
        )
        .unwrap();
    let writer = Writer::start(&run).unwrap();
    let error = writer.put_blocking(support::finished(5_000)).unwrap().wait().unwrap_err();
    assert!(matches!(&error, StoreError::Database { what, .. } if what.contains("disk full")), "{error}");
    assert_eq!(run.trial(key(5_000)).unwrap(), None);
    assert_eq!(fs::read(&pack).unwrap(), before);

    // The writer goes on as soon as it can.
    database.execute_batch("DROP TRIGGER full").unwrap();
    writer.put_blocking(support::finished(5_000)).unwrap().wait().unwrap();
    writer.close().unwrap();
    run.verify().unwrap();
}
