//! What the program says of itself, on a narrow terminal.

use crate::support::Desk;

fn check(verb: &str) {
    let desk = Desk::new();
    let mut args: Vec<&str> = verb.split_whitespace().collect();
    args.push("--help");
    let help = desk.good(&args);
    for line in help.lines() {
        assert!(line.chars().count() <= 80, "longer than 80 characters: {line}");
    }
    let name = format!("help {verb}");
    insta::assert_snapshot!(name.trim().replace(' ', "_"), help);
}

#[test]
fn help_of_every_verb() {
    for verb in [
        "",
        "run",
        "results",
        "report",
        "trace",
        "catalog",
        "serve",
        "pin",
        "env",
        "env list",
        "env check",
        "env replay",
        "env step",
        "detector",
        "detector train",
        "detector eval",
    ] {
        check(verb);
    }
}

#[test]
fn every_verb_is_in_a_snapshot() {
    let help = Desk::new().good(&["--help"]);
    let commands = help.split("Commands:").nth(1).unwrap().split("\n\n").next().unwrap();
    let verbs: Vec<_> = commands.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(
        verbs,
        ["run", "results", "report", "trace", "catalog", "serve", "pin", "env", "detector", "help"],
        "add it above"
    );
}
