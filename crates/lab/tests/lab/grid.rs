//! From axes to trials: which there are, in which order, under which keys.

use crate::support::plan;
use lab::Plan;
use std::collections::BTreeSet;

const GRID: &str = "
environments: [textcraft: {tasks: [0, 150]}, todolist: {shape: agentgym}]
attacks: [TL03/direct/hijack/after/always, TR01/morse/steer/before/always]
defenses: [none, whitelist, [whitelist, detector]]
models: [reference/faithful, reference/obedient]
seeds: 2
";

fn labels(plan: &Plan) -> Vec<String> {
    let label = |trial| {
        let cell = plan.cell(trial);
        [cell.environment, cell.task, cell.attack, cell.defense, cell.model, cell.seed.to_string()].join(" ")
    };
    plan.trials.iter().map(label).collect()
}

fn filtered(lines: &str) -> Plan {
    plan(&format!("{GRID}{lines}\n"))
}

/// Laws of every plan.
fn check_order(plan: &Plan) {
    let clean = plan.trials.iter().take_while(|trial| trial.twin.is_none()).count();
    let keys: BTreeSet<_> = plan.trials.iter().map(|trial| trial.key).collect();
    assert_eq!(keys.len(), plan.trials.len(), "no key twice");
    let before: BTreeSet<_> = plan.trials.iter().take(clean).map(|trial| trial.key).collect();
    for trial in plan.trials.iter().skip(clean) {
        let twin = trial.twin.expect("all clean trials come first");
        assert!(before.contains(&twin), "a twin is always there, and before");
    }
}

#[test]
fn clean_twins_are_always_there_and_first() {
    let whole = filtered("");
    // Tasks x defenses x models x seeds, each clean and with two attacks; nobody asked for `none`.
    assert_eq!(whole.trials.len(), 3 * 3 * 2 * 2 * 3);
    check_order(&whole);
    for lines in [
        "only: [{surface: TR01}]",
        "skip: [{attack: none}]",
        "skip: [{attack: 'TL03/*'}, {environment: todolist*}]",
    ] {
        check_order(&filtered(lines));
    }
    assert_eq!(
        filtered("skip: [{attack: none}]").trials.len(),
        whole.trials.len(),
        "a twin cannot be skipped"
    );
}

#[test]
fn filters_keep_what_they_name() {
    let count = |lines: &str| filtered(lines).trials.iter().filter(|trial| trial.twin.is_some()).count();
    let all = 3 * 3 * 2 * 2 * 2;
    assert_eq!(count(""), all);
    assert_eq!(count("only: [{surface: TL03}]"), all / 2);
    assert_eq!(count("only: [{surface: TL*}, {surface: TR*}]"), all, "one of several filters suffices");
    assert_eq!(count("only: [{environment: ['*/agentgym', nothing]}]"), all / 3);
    assert_eq!(count("only: [{environment: textcraft, task: '150'}]"), all / 3);
    assert_eq!(count("only: [{defense: whitelist}]"), all / 3, "a word is the whole label");
    assert_eq!(count("only: [{defense: 'whitelist*'}]"), all * 2 / 3);
    assert_eq!(count("skip: [{model: '*/faithful'}]"), all / 2);
    assert_eq!(count("only: [{objective: steer}]\nskip: [{defense: none}, {profile: other}]"), all / 3);
}

#[test]
fn what_is_named_twice_is_run_once() {
    let once =
        "environments: [textcraft]\nattacks: [TL03]\ndefenses: [detector]\nmodels: [reference/obedient]\n";
    let twice = "
environments: [textcraft, textcraft: {tasks: 1}, textcraft: {tasks: [0, 0]}]
attacks: [TL03, TL03/direct, {surface: [TL03, TL03]}]
defenses: [detector, detector: {}, [detector]]
models: [reference/obedient, reference/obedient: {}]
profiles: [common, common]
seeds: [0, 0]
";
    assert_eq!(labels(&plan(twice)), labels(&plan(once)));
    let keys = |yaml| plan(yaml).trials.iter().map(|trial| trial.key).collect::<Vec<_>>();
    assert_eq!(keys(twice), keys(once));
}

#[test]
fn the_summary_speaks_of_what_will_run() {
    let plan = plan(
        "
environments: [textcraft: {tasks: 3}, todolist]
services: [{name: shop, command: [shop, now], tasks: [{name: buy, prompt: Buy., success: 'true'}]}]
attacks: [TL03, TR01]
defenses: [none, whitelist]
models: [reference/faithful, reference/obedient]
only: [{environment: textcraft, surface: TL03, model: '*/obedient'}]
",
    );
    let summary = plan.summary();
    assert_eq!((summary.trials, summary.clean, summary.pairs, summary.attacks), (12, 6, 6, 1));
    assert_eq!(summary.subjects, [("textcraft".to_owned(), 3)]);
    assert_eq!(
        (summary.defenses, summary.models),
        (vec!["none".into(), "whitelist".into()], vec!["reference/obedient".into()])
    );
    assert!(summary.reaches.is_empty(), "a service that is left out is not started");
}

#[test]
fn a_key_holds_what_can_change_a_result_and_nothing_else() {
    let grid = "environments: [textcraft]\nattacks: [TL03]\nmodels: [reference/obedient]\n";
    let keys = |line: &str| {
        plan(&format!("{grid}{line}\n")).trials.iter().map(|trial| trial.key).collect::<BTreeSet<_>>()
    };
    let plain = keys("");
    for line in ["name: other", "about: Words.", "concurrency: 3", "only: [{surface: TL03}]"] {
        assert_eq!(keys(line), plain, "{line} changes nothing");
    }
    let others = [
        "seeds: [1]",
        "budget: {steps: 3}",
        "limits: {request_ms: 1000}",
        "protocol: 2025-06-18",
        "profiles: [forward-everything]",
        "defenses: [detector]",
    ];
    for line in others {
        assert!(keys(line).is_disjoint(&plain), "{line} makes other trials");
    }
}

/// A change here changes every key: old results would no longer be found. Do it knowingly, with a new format number.
#[test]
fn keys_are_what_they_were() {
    let plan = plan(
        "
environments: [textcraft: {tasks: [150]}]
services:
  - {name: shop, command: [shop, '{dir}'], tasks: [{name: buy, prompt: Buy., success: 'true'}]}
attacks: [none, TL03/direct/hijack/after/always]
defenses: [none, detector: {action: redact}]
models: [reference/obedient]
seeds: [7]
",
    );
    let keys: Vec<String> = plan.trials.iter().map(|trial| trial.key.to_string()).collect();
    assert_eq!(keys, KEYS);
}

const KEYS: &[&str] = &[
    "998901e85adc6e493ba4e9826d6d4a0f",
    "8d1a8ec9d9a83064fff91a1cdfd87505",
    "cf4762ab84e296323e1eb5114f6a4081",
    "992b1e039583302e279f481395f9f736",
    "fe95e92cff293074ba8e10f5c9ac414d",
    "934d4cfe6c2dd922d61d8819582b693c",
];
