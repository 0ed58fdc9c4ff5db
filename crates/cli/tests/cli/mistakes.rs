//! What is wrong, where, and what to do: on standard error, with an exit code that scripts can read.

use crate::support::Desk;

const GRID: &str =
    "environments: [textcraft]\nattacks: [TL03]\ndefenses: [none]\nmodels: [reference/obedient]\n";

/// Exit code, nothing on standard output, and these words on standard error.
fn check(desk: &Desk, args: &[&str], code: i32, words: &[&str]) {
    let said = desk.safemcp(args);
    assert_eq!(said.code, Some(code), "{args:?}: {}{}", said.out, said.err);
    assert_eq!(said.out, "", "{args:?}");
    // Lines may be broken anywhere between words.
    let err = said.err.replace("│", " ").split_whitespace().collect::<Vec<_>>().join(" ");
    for word in words {
        assert!(err.contains(word), "{args:?}: no `{word}` in {err}");
    }
}

/// Who words a demand, where one is to be worded.
fn attacker_models(desk: &Desk) {
    let worded = ["serve", "textcraft", "--attack", "TL03/direct/hijack/fused:model/always"];
    let with = |model: &'static str| [&worded[..], &["--attacker-model", model]].concat();
    check(desk, &worded, 1, &["`fused:model` has a model word the demand", "--attacker-model MODEL"]);
    check(desk, &with("reference/nobody"), 1, &["unknown model `reference/nobody`"]);
    let idle = ["serve", "textcraft", "--attack", "TL03", "--attacker-model", "reference/faithful"];
    check(desk, &idle, 1, &["only the placement `fused:model` has one worded"]);
    check(desk, &["serve", "textcraft", "--attacker-model", "reference/faithful"], 1, &["--attack <ATTACK>"]);
    let below = "T07/direct/hijack/fused:model/always";
    let below = ["serve", "textcraft", "--attack", below, "--attacker-model", "reference/faithful"];
    check(desk, &below, 1, &["surface T07 cannot be attacked here", "texts in messages"]);
}

#[test]
fn usage_is_exit_code_1() {
    let desk = Desk::with(GRID);
    check(&desk, &[], 1, &["Usage: safemcp"]);
    check(&desk, &["catalgo"], 1, &["unrecognized subcommand 'catalgo'", "'catalog'"]);
    check(&desk, &["run", "--wrokers", "2"], 1, &["'--wrokers'", "--workers"]);
    check(&desk, &["results"], 1, &["<RUN>"]);
    check(&desk, &["results", "x", "--json", "--csv"], 1, &["cannot be used with"]);
    check(&desk, &["results", "x"], 1, &["there is no run `x`", "none yet; `safemcp run` makes one"]);
    check(&desk, &["catalog", "attack"], 1, &["invalid value 'attack'", "surfaces"]);
    check(&desk, &["serve", "textcarft"], 1, &["no environment `textcarft`", "textcraft, babyai"]);
    check(
        &desk,
        &["serve", "textcraft", "--attack", "TL99"],
        1,
        &["no surface `TL99`", "see `safemcp catalog surfaces`"],
    );
    check(
        &desk,
        &["serve", "textcraft", "--attack", "TR01/direct/behavior:tea"],
        1,
        &["asks for requests of a file", "docs/behaviors.md"],
    );
    attacker_models(&desk);
    for (attack, why) in [
        ("UI01", "surface UI01 cannot be attacked here: no host here renders MCP Apps"),
        ("T12/direct/protocol", "row T12 is acted on by no host"),
        ("TL03/direct/prefer", "only row TL01 offers a tool"),
    ] {
        let args = ["serve", "textcraft", "--attack", attack];
        check(&desk, &args, 1, &[why]);
        let said = desk.safemcp(&args).err;
        assert!(!said.contains("Foreign texts") && !said.contains("moss-"), "it is refused first: {said}");
    }
    check(&desk, &["serve", "textcraft", "--index", "99999"], 1, &["there is no task 99999"]);
    check(&desk, &["env", "step", "textcraft", "--settings", "{"], 1, &["--settings is not JSON"]);
    check(&desk, &["env", "replay", "nowhere.jsonl"], 1, &["cannot read `nowhere.jsonl`"]);
    check(
        &desk,
        &["run", "nowhere.yaml"],
        1,
        &["cannot read `nowhere.yaml`", "help: name an experiment file"],
    );
    for name in ["", "..", "../x", "/x", "a/b"] {
        check(&desk, &["run", "grid.yaml", "--name", name], 1, &["cannot be the name of a run's folder"]);
    }
    desk.good(&["run", "grid.yaml", "-q"]);
    check(&desk, &["results", "gird"], 1, &["there is no run `gird`; runs in `runs`: grid"]);
    check(&desk, &["trace", "grid", "zz"], 1, &["no trial whose key begins with `zz`"]);
}

#[test]
fn a_broken_experiment_is_shown_with_its_place() {
    let desk = Desk::with("environments: [textcraft]\nmodels: [reference/obedient]\ndefences: [none]\n");
    insta::assert_snapshot!("unknown_field", desk.safemcp(&["run", "grid.yaml"]).err);
    desk.write(
        "grid.yaml",
        "environments: [textcraft]\nmodels: [reference/obedient]\nattacks: [none, TL99]\n",
    );
    insta::assert_snapshot!("unknown_surface", desk.safemcp(&["run", "grid.yaml"]).err);
    let never = "environments: [textcraft]\nmodels: [reference/obedient]\nattacks:\n  - {surface: UI01}\n";
    desk.write("grid.yaml", never);
    for args in [&["run", "grid.yaml"][..], &["run", "grid.yaml", "--plan"]] {
        let said = desk.safemcp(args);
        assert_eq!((said.code, said.out.as_str()), (Some(1), ""), "{}", said.err);
        insta::assert_snapshot!("never_armed", said.err);
    }
    desk.write("grid.yaml", "environments: []\nmodels: [reference/obedient]\n");
    insta::assert_snapshot!("no_trial", desk.safemcp(&["run", "grid.yaml"]).err);
    assert!(!desk.path().join("runs").exists(), "nothing was begun");
}

#[test]
fn a_strangers_experiment_does_not_reach_the_terminal_raw() {
    let desk = Desk::with(
        "# \u{1b}[2J \u{202e}\nname: \"a\\e[2J\"\nenvironments: [textcraft]\nmodels: [reference/obedient]\n",
    );
    for text in [
        desk.safemcp(&["run", "grid.yaml"]).err,
        {
            desk.write("grid.yaml", "environments: [textcraft]\nmodels: [\"a\\e[2Jb\"]\n");
            desk.safemcp(&["run", "grid.yaml"]).err
        },
        {
            desk.write(
                "grid.yaml",
                "services:\n  - name: \"a\\e[2Jb\"\n    command: [\"c\\e[2J\"]\n    tasks: [{name: t, prompt: p, success: 'true'}]\nmodels: [reference/obedient]\n",
            );
            desk.good(&["run", "grid.yaml", "--plan"])
        },
    ] {
        assert!(!text.is_empty());
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
    }
}

#[test]
fn another_plan_does_not_continue_a_run() {
    let desk = Desk::with(GRID);
    desk.good(&["run", "grid.yaml", "-q"]);
    let digest = desk.digest("grid");
    desk.write("grid.yaml", &GRID.replace("TL03", "TR01"));
    check(&desk, &["run", "grid.yaml", "-q"], 2, &["TL03", "TR01"]);
    assert_eq!(desk.digest("grid"), digest, "what is there stays");
    assert!(desk.good(&["run", "grid.yaml", "-q", "--name", "other"]).is_empty());
    assert_ne!(desk.digest("other"), digest);
}

#[test]
fn trials_that_failed_are_exit_code_2() {
    let desk = Desk::with_server("well", "models: [reference/faithful]\n");
    desk.write("server.py", "import sys\nsys.exit(1)\n");
    let said = desk.safemcp(&["run", "grid.yaml", "-q"]);
    assert_eq!(said.code, Some(2), "{}{}", said.out, said.err);
    assert!(said.out.contains("1 trial did not come to a verdict:\n  1 harness_error: "), "{}", said.out);
    assert!(said.out.contains("tries it again"), "{}", said.out);
    let table = desk.good(&["results", "grid"]);
    assert!(table.contains("they are in no rate\n  1 harness_error: "), "{table}");
}
