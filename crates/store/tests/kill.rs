//! A process that writes is killed again and again, at any moment.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test helper fails loudly")]

mod searches;
mod support;

use searches::{query, search};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use store::{Key, Run, Writer};
use support::{finished, key, plan, trace};

const FOLDER: &str = "SAFEMCP_TEST_RUN";
const TRIALS: u64 = 20_000;
const SEARCHES: u64 = 3_000;

/// The process that is killed: stores what is missing, and says which receipts resolved.
#[test]
#[ignore = "run by the test below, as a process of its own"]
fn writes_until_killed() {
    let folder = std::env::var(FOLDER).unwrap();
    let run = Run::create_or_open(folder, &plan()).unwrap();
    let done = run.done().unwrap();
    let writer = Writer::start(&run).unwrap();
    let missing: Vec<u64> = (0..TRIALS).filter(|number| !done.contains(&key(*number))).collect();
    for numbers in missing.chunks(40) {
        let receipts: Vec<_> =
            numbers.iter().map(|number| writer.put_blocking(finished(*number)).unwrap()).collect();
        for (number, receipt) in numbers.iter().zip(receipts) {
            receipt.wait().unwrap();
            println!("stored {number}");
        }
    }
}

/// The same with searches, several at once: each goes on after its last query, and ends as a trial.
#[test]
#[ignore = "run by a test below, as a process of its own"]
fn searches_until_killed() {
    let folder = std::env::var(FOLDER).unwrap();
    let run = Run::create_or_open(folder, &plan()).unwrap();
    let done = run.done().unwrap();
    let writer = Writer::start(&run).unwrap();
    let missing: Vec<u64> = (0..SEARCHES).filter(|number| !done.contains(&key(*number))).collect();
    for numbers in missing.chunks(8) {
        let begun: Vec<u64> =
            numbers.iter().map(|number| run.journal(key(*number)).unwrap().len() as u64).collect();
        for round in 1..=7 {
            let mut receipts = Vec::new();
            for (number, begun) in numbers.iter().zip(&begun) {
                let queries = search(*number).trial.queries.unwrap();
                if round > *begun && round < queries {
                    let receipt = writer.put_query_blocking(query(*number, round)).unwrap();
                    receipts.push((*number, round, receipt));
                } else if round == queries {
                    receipts.push((*number, round, writer.put_blocking(search(*number)).unwrap()));
                }
            }
            for (number, round, receipt) in receipts {
                receipt.wait().unwrap();
                println!("stored {}", number * 10 + round);
            }
        }
    }
}

/// Starts the writing process, kills it after it said `lines` receipts, and answers what it said.
fn write_and_kill(who: &str, folder: &Path, lines: usize) -> BTreeSet<u64> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the process is this very test, and must be killed without notice"
    )]
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", who, "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let mut said =
        output.lines().map_while(Result::ok).filter_map(|line| line.strip_prefix("stored ")?.parse().ok());
    let mut stored: BTreeSet<u64> = said.by_ref().take(lines).collect();
    child.kill().unwrap();
    // What it said before it died counts, too, but the last line may be cut off: a number cut short is no promise.
    let mut rest: Vec<u64> = said.collect();
    rest.pop();
    stored.extend(rest);
    child.wait().unwrap();
    stored
}

#[test]
fn no_kill_loses_doubles_or_tears_a_trial() {
    let folder = tempfile::tempdir().unwrap();
    let mut promised: BTreeSet<Key> = BTreeSet::new();
    for round in 0..20_usize {
        let lines = (round * 7_919) % 613;
        promised.extend(write_and_kill("writes_until_killed", folder.path(), lines).into_iter().map(key));

        let run = Run::create_or_open(folder.path(), &plan()).unwrap();
        let done = run.done().unwrap();
        assert!(promised.is_subset(&done), "round {round}: a trial was lost after its receipt had resolved");
        assert_eq!(run.len().unwrap(), done.len() as u64);
        run.verify().unwrap();
    }
    // What survived is what would be there had nobody been killed.
    let run = Run::open_read_only(folder.path()).unwrap();
    let done = run.done().unwrap();
    let numbers: Vec<u64> = (0..TRIALS).filter(|number| done.contains(&key(*number))).collect();
    assert!(!promised.is_empty());
    for number in &numbers {
        assert_eq!(run.trace_text(key(*number)).unwrap(), trace(*number));
    }
    let calm = tempfile::tempdir().unwrap();
    let undisturbed = Run::create_or_open(calm.path(), &plan()).unwrap();
    support::store(&undisturbed, numbers);
    assert_eq!(run.logical_digest().unwrap(), undisturbed.logical_digest().unwrap());
}

#[test]
fn no_kill_loses_a_query_or_leaves_one_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut promised: BTreeSet<(u64, u64)> = BTreeSet::new();
    for round in 0..12_usize {
        let lines = (round * 7_919) % 613;
        let said = write_and_kill("searches_until_killed", folder.path(), lines);
        promised.extend(said.into_iter().map(|said| (said / 10, said % 10)));

        let run = Run::create_or_open(folder.path(), &plan()).unwrap();
        let done = run.done().unwrap();
        let mut journaled = 0;
        for number in 0..SEARCHES {
            let journal = run.journal(key(number)).unwrap();
            journaled += journal.len() as u64;
            assert!(
                journal.is_empty() || !done.contains(&key(number)),
                "{number} is over, and has a journal"
            );
            let mut expected: Vec<_> = (1..=journal.len() as u64).map(|at| query(number, at)).collect();
            let count = expected.len();
            expected.iter_mut().take(count.saturating_sub(1)).for_each(|query| query.trace = None);
            assert_eq!(journal, expected);
            let last = promised.range((number, 0)..=(number, 9)).next_back().map_or(0, |(_, last)| *last);
            assert!(
                done.contains(&key(number)) || journal.len() as u64 >= last,
                "round {round}: query {last} of {number}"
            );
        }
        assert_eq!(run.journaled().unwrap(), journaled);
        run.verify().unwrap();
    }
    let run = Run::open_read_only(folder.path()).unwrap();
    assert!(run.len().unwrap() > 0 && promised.len() > 100, "{} promises", promised.len());
    run.trials(|trial| assert!(trial.queries.is_some())).unwrap();
}
