//! What is wrong with an experiment file is said with its place and a way out.

use crate::support::{FILE, plan, try_plan};
use lab::{ExperimentError, LabError, Plan, Source};
use std::collections::BTreeSet;
use std::path::Path;

fn error(yaml: &str) -> ExperimentError {
    match try_plan(yaml, Path::new("."), &[]) {
        Ok(plan) => panic!("it has {} trials:\n{yaml}", plan.trials.len()),
        Err(LabError::Experiment(error)) => *error,
        Err(other) => panic!("{other:?}"),
    }
}

/// The place, a part of what is wrong, and a part of the help; an empty help is none.
fn check(yaml: &str, place: (u64, u64), what: &str, help: &str) {
    let error = error(yaml);
    let said = format!("{}:{}: {} / {:?}\n{yaml}", error.line, error.column, error.what, error.help);
    assert_eq!((error.file.as_str(), error.text.as_str()), (FILE, yaml));
    assert_eq!((error.line, error.column), place, "{said}");
    assert!(error.what.contains(what), "{said}");
    match help {
        "" => assert_eq!(error.help, None, "{said}"),
        help => assert!(error.help.as_ref().is_some_and(|said| said.contains(help)), "{said}"),
    }
}

/// A small experiment with some lines of its own.
fn with(lines: &str) -> String {
    format!("environments: [textcraft]\nmodels: [reference/obedient]\n{lines}\n")
}

#[test]
fn fields_and_values() {
    check(&with("atacks: [none]"), (3, 1), "unknown field `atacks`", "did you mean `attacks`?");
    check(&with("seeds: many"), (3, 1), "a count such as `3`", "");
    check(&with("seeds: -1"), (3, 8), "not negative", "");
    check(&with("seeds: [1, two]"), (3, 12), "invalid u64", "");
    check(&with("seeds: 99999999999"), (3, 8), "at most 1000000", "");
    check(&with("attacks: none"), (3, 10), "expected sequence start", "");
    check(&with("concurrency: lots"), (3, 14), "invalid u64", "");
    check(&with("budget: {stps: 3}"), (3, 10), "unknown field `stps`", "did you mean `steps`?");
    check(&with("only: [{surfaces: TL03}]"), (3, 9), "unknown field `surfaces`", "did you mean `surface`?");
    check("environments: [textcraft]", (1, 1), "missing field `models`", "");
    check("environments: [", (1, 15), "unclosed bracket", "");
}

#[test]
fn names_of_the_catalog() {
    let yaml = "environments: [textcarft]\nmodels: [reference/obedient]\n";
    check(yaml, (1, 16), "no environment `textcarft`", "did you mean `textcraft`?");
    let yaml = "environments: [zzz]\nmodels: [reference/obedient]\n";
    check(yaml, (1, 16), "no environment `zzz`", "there are: ");
    check(
        &with("attacks: [none, TL99/direct]"),
        (3, 17),
        "no surface `TL99`; there are 118",
        "safemcp catalog",
    );
    check(
        &with("attacks:\n  - surface: TL03\n    strategy: dierct"),
        (4, 5),
        "no strategy `dierct`",
        "catalog",
    );
    check(&with("attacks: [TL03/direct/hijack/after/from-call:0]"), (3, 11), "from-call:0", "catalog");
    check(
        &with("defenses: [none, whitlist]"),
        (3, 18),
        "did you mean `whitelist`?",
        "safemcp catalog defenses",
    );
    check(&with("defenses:\n  - detector: {acton: redact}"), (4, 5), "unknown field `acton`", "catalog");
    check(&with("profiles: [comon]"), (3, 12), "no host profile `comon`", "did you mean `common`?");
    check(
        &with("protocol: 2020-01-01"),
        (3, 11),
        "no protocol version `2020-01-01`",
        "2024-11-05 to 2025-11-25",
    );
    let yaml = "environments: [textcraft]\nmodels: [reference/obidient]\n";
    check(yaml, (2, 10), "did you mean `reference/obedient`?", "");
    let yaml = "environments: [textcraft]\nmodels:\n  - openai/gpt-5-mini\n";
    check(yaml, (3, 5), "OPENAI_API_KEY", "");
    let yaml = "environments: [textcraft]\nmodels: [openai/x: {temprature: 1}]\n";
    check(yaml, (2, 10), "temprature", "");
}

/// What no trial could change is said before any trial: where, and what works in its place.
#[test]
fn attacks_that_can_never_be_armed() {
    let never = "surface UI01 cannot be attacked here: no host here renders MCP Apps";
    check(&with("attacks: [{surface: UI01}]"), (3, 11), never, "safemcp catalog surfaces");
    check(&with("attacks: [none, UI01]"), (3, 17), never, "safemcp catalog surfaces");
    check(&with("attacks: [{surface: [TL03, UI01]}]"), (3, 11), never, "catalog");
    check(&with("attacks: [T02]"), (3, 11), "surface T02 cannot be", "that are executed: T06, T08");
    for (row, transport) in [("T04", "--http"), ("P06", "--stdio")] {
        let serve = format!("safemcp serve textcraft --attack {row} {transport}");
        check(&with(&format!("attacks: [{row}]")), (3, 11), "`safemcp serve` executes it", &serve);
    }
    let wire = "row T12 is acted on by no host in a way that shows on the wire";
    check(&with("attacks: [T12/direct/protocol]"), (3, 11), wire, "rows that `protocol` fits: T10, L01");
    check(
        &with("attacks: [{surface: [T12, L01], objective: [hijack]}, T12/direct/protocol]"),
        (3, 55),
        wire,
        "T10",
    );
    check(&with("attacks: [{surface: T12, objective: [hijack, protocol]}]"), (3, 11), wire, "T10");
    check(&with("attacks: [{surface: TL03, objective: prefer}]"), (3, 11), "only row TL01", "fits: TL01");
    check(
        &with("attacks: [adaptive: {over: [TL03, TL03/direct/prefer], budget: 2}]"),
        (3, 11),
        "only row TL01",
        "fits: TL01",
    );
}

/// Where lists are combined, a combination that can never be armed is left out, and the plan says so.
#[test]
fn combinations_that_can_never_be_armed_are_left_out() {
    let plan = plan(&with("attacks: [{surface: [TL01, TL03, TR01], objective: [prefer, hijack]}]"));
    let summary = plan.summary();
    assert_eq!((summary.attacks, summary.pairs, summary.attacks_left_out.count()), (4, 4, 2));
    let reasons = summary.attacks_left_out.reasons();
    assert!(matches!(reasons[..], [(2, why)] if why.contains("only row TL01 offers")), "{reasons:?}");
    assert_eq!(summary.trials_left_out.count(), 0);
}

/// A service that no task has is a mistake; one that some tasks have is attacked there.
#[test]
fn services_of_an_attack() {
    let office = |lines: &str| {
        format!("environments: [assistant: {{tasks: 2}}]\nmodels: [reference/obedient]\n{lines}\n")
    };
    let wrong = "`TL03/direct/hijack/after/always@webb` can be armed on no task here: no service of `assistant` is `webb`";
    check(&office("attacks: [TL03/direct/hijack/after/always@webb]"), (3, 11), wrong, "did you mean `web`?");
    check(&office("attacks: [{surface: TL03, service: webb}]"), (3, 11), wrong, "did you mean `web`?");
    check(
        &with("attacks: [TL03/direct/hijack/after/always@web]"),
        (3, 11),
        "it has one service only",
        "leave the service out",
    );
    let of = |yaml: &str| {
        let plan = plan(yaml);
        let attacks: BTreeSet<String> = plan.trials.iter().map(|trial| plan.cell(trial).attack).collect();
        (attacks, plan.summary())
    };
    let (attacks, _) = of(&office("attacks: [{surface: TL03, service: [web, mail]}]"));
    let at = |label: &str| format!("TL03/direct/hijack/after/always@{label}");
    assert_eq!(attacks, BTreeSet::from(["none".to_owned(), at("mail"), at("web")]));
    let both =
        office("attacks: [{surface: TL03, service: web}]").replace("[assistant", "[textcraft, assistant");
    let (_, summary) = of(&both);
    assert_eq!((summary.pairs, summary.trials_left_out.count()), (2, 1));
    let reasons = summary.trials_left_out.reasons();
    assert!(
        matches!(reasons[..], [(1, why)] if why.contains("no service of `textcraft` is `web`")),
        "{reasons:?}"
    );
}

/// A task of the user's own without a foreign act gives `hijack` nothing to do.
#[test]
fn objectives_that_a_task_does_not_serve() {
    let own = |attacks: &str| {
        format!(
            "models: [reference/obedient]\nattacks: {attacks}\nservices:\n  - name: shop\n    command: [shop]\n    tasks: \
             [{{name: buy, prompt: p, plan: [{{tool: look}}], success: 'true'}}]\n"
        )
    };
    check(&own("[TL03]"), (2, 11), "`shop`, task `buy`: objective `hijack` cannot be aimed here", "");
    let summary = plan(&own("[covering]")).summary();
    assert!(summary.pairs > 0 && summary.trials_left_out.count() > 0, "{summary:?}");
    let both = own("[TL03]") + "environments: [textcraft]\n";
    let summary = plan(&both).summary();
    assert_eq!((summary.pairs, summary.trials_left_out.count()), (1, 1));
}

#[test]
fn searches() {
    check(&with("attacks: [adaptive: {over: [TL03], budget: 0}]"), (3, 36), "nonzero", "");
    check(&with("attacks: [adaptive: {over: [], budget: 1}]"), (3, 11), "needs attacks", "`over`");
    check(&with("attacks: [adaptive: {over: [none], budget: 1}]"), (3, 11), "`none`", "catalog");
    check(
        &with("attacks: [adaptive: {over: [TL03], budget: 1, search: luck}]"),
        (3, 55),
        "unknown variant `luck`",
        "",
    );
    check(
        &with("attacks: [{adaptive: {over: [TL03], budget: 1}, surface: TL03}]"),
        (3, 11),
        "its `over`",
        "",
    );
    check(&with("attacks: [{strategy: direct}]"), (3, 12), "missing field `surface`", "");
    let inner = "adaptive: {over: [TL03], budget: 1}";
    let nested = format!("attacks: [adaptive: {{over: [{inner}], budget: 1}}]");
    check(&with(&nested), (3, 11), "cannot go over searches", "`over`");
    let twice = format!("attacks: [{inner}, {inner}, adaptive: {{over: [TR01], budget: 1}}]");
    check(&with(&twice), (3, 85), "two searches `adaptive:best-of:1/hijack`", "different budgets");
}

#[test]
fn settings_of_environments() {
    let with =
        |settings: &str| format!("models: [reference/obedient]\nenvironments:\n  - textcraft: {settings}\n");
    check(&with("{task: 1}"), (3, 5), "unknown field `task`", "it takes `tasks` and `shape`");
    check(&with("{tasks: [99999]}"), (3, 5), "there is no task 99999", "");
    check(&with("{tasks: one}"), (3, 5), "a count such as `3`", "it takes `tasks`");
    check(&with("{shape: round}"), (3, 5), "round", "it takes `tasks`");
    check(&with("{settings: {recipes: /nowhere}}"), (3, 5), "/nowhere", "");
    check(&with("{recipes: /nowhere}"), (3, 5), "/nowhere", "");
}

#[test]
fn services_of_the_users_own() {
    let with = |lines: &str| {
        format!(
            "models: [reference/obedient]\nservices:\n  - name: shop\n{lines}\n    tasks:\n      - name: buy\n        prompt: Buy it.\n        success: TRUTH\n"
        )
    };
    let started = with("    command: [shop]");
    assert_eq!(plan(&started.replace("TRUTH", "'true'")).trials.len(), 1);
    check(&started.replace("TRUTH", "answer.contains("), (8, 18), "cannot be read", "");
    let both = with("    command: [shop]\n    url: http://localhost/mcp").replace("TRUTH", "'true'");
    check(&both, (3, 5), "service `shop` needs either `command` or `url`", "give one of them");
    let neither = with("    install: ask").replace("TRUTH", "'true'");
    check(&neither, (3, 5), "service `shop` needs either `command` or `url`", "give one of them");
    let idle =
        "models: [reference/obedient]\nservices:\n  - name: shop\n    command: [shop]\n    tasks: []\n";
    check(idle, (3, 5), "service `shop` has no tasks", "add one");
    let twice = started.replace("TRUTH", "'true'");
    let (head, service) = twice.split_at(twice.find("  - name: shop").unwrap());
    check(&format!("{head}{service}{service}"), (9, 5), "two services `shop`", "a `name` of its own");
    let task = "      - name: buy\n        prompt: Buy it.\n        success: 'true'\n";
    check(&format!("{twice}{task}"), (3, 5), "two tasks `buy`", "a name of its own");
}

#[test]
fn an_experiment_without_a_trial_is_a_mistake() {
    check(
        "models: [reference/obedient]\n",
        (0, 0),
        "no task of any environment",
        "environments: [textcraft]",
    );
    check("environments: [textcraft]\nmodels: []\n", (0, 0), "names no model", "reference/obedient");
    check(&with("defenses: []"), (0, 0), "names no defense", "leave `defenses` out");
    check(&with("profiles: []"), (0, 0), "names no host profile", "common");
    check(&with("seeds: 0"), (0, 0), "names no seed", "at least 1");
    check(&with("attacks: []"), (0, 0), "names no attack", "none");
    check(
        &with("attacks: [TL03]\nonly: [{surface: TL30}]"),
        (0, 0),
        "`only` and `skip` leave nothing",
        "--plan",
    );
    let huge = with("attacks: [covering]\nseeds: 1000000");
    check(&huge, (0, 0), "are the most for one run", "fewer tasks or seeds");
    assert!(lab::read(FILE, "").is_err());
}

#[test]
fn a_name_does_not_lead_out_of_the_folder_of_runs() {
    for name in ["../up", "/abs", "a/b", "..", ".", "''", r#""a\eb""#] {
        check(
            &with(&format!("name: {name}")),
            (3, 7),
            "cannot be the name of a run's folder",
            "one plain word",
        );
    }
    assert_eq!(plan(&with("name: My first run")).name, "My first run");
}

#[test]
fn a_file_that_is_not_there() {
    let error = lab::read_file(Path::new("nowhere/at-all.yaml")).unwrap_err();
    assert!(error.what.contains("cannot read `nowhere/at-all.yaml`"), "{error}");
    assert_eq!(error.line, 0);
}

#[test]
fn every_experiment_of_the_project_reads_and_plans() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../experiments");
    let mut planned = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let experiment = lab::read_file(&path).unwrap();
        let (file, text) = (path.display().to_string(), std::fs::read_to_string(&path).unwrap());
        // Keys are for those who run it; a plan needs only that there are some.
        let lookup = |name: &str| name.ends_with("_KEY").then(|| "a-key".to_owned());
        let plan = Plan::new(&experiment, &Source::new(&file, &text), &lookup).unwrap();
        assert_eq!(plan.name, path.file_stem().unwrap().to_str().unwrap(), "{file} is named after itself");
        assert!(!plan.trials.is_empty());
        planned += 1;
    }
    assert!(planned >= 2);
}
