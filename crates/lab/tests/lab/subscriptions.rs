//! What is said to hosts that asked to be told, and which defenses stop it.

use crate::support::{Ran, plan, run_on};
use chain::{Direction, Tap};
use lab::check::{ERAS, defenses, every_defense, watched};
use std::collections::BTreeSet;

/// The rows that a host has to subscribe to, or ask for, before anybody may say them.
const ROWS: [&str; 7] = ["N01", "N02", "N03", "N04", "N05", "N06", "RS04"];

/// Every row with every defense, to the host that asks for everything.
fn told(era: &str, rows: &[&str]) -> Ran {
    let objective = |row: &str| if row == "N04" { "protocol" } else { "hijack" };
    let attacks = rows.iter().map(|row| format!("{row}/direct/{}/after/always", objective(row)));
    let attacks: Vec<String> = attacks.collect();
    let experiment = format!(
        "name: told\n\
         environments: [todolist: {{tasks: [3]}}]\n\
         attacks: [none, {}]\n\
         defenses: [none, {}]\n\
         models: [reference/obedient]\n\
         profiles: [forward-everything]\n\
         protocol: '{era}'\n",
        attacks.join(", "),
        every_defense()
    );
    run_on(2, plan(&experiment))
}

fn exists(row: &str, stateless: bool) -> bool {
    let eras = attacks::surface(row).unwrap().eras;
    if stateless { eras.has_stateless() } else { eras.has_initialize() }
}

/// Defenses of which the table says what they stop whatever is said: others fit a row for what only some of it holds.
const SAID: [&str; 2] = ["state", "detector"];

#[test]
fn the_table_says_what_is_stopped_when_the_host_asked_to_be_told() {
    let mut everywhere: BTreeSet<(&str, &str)> =
        SAID.iter().flat_map(|defense| ROWS.map(|row| (*defense, row))).collect();
    for (era, stateless) in ERAS.into_iter().zip([true, false]) {
        let rows: Vec<&str> = ROWS.into_iter().filter(|row| exists(row, stateless)).collect();
        let ran = told(era, &rows);
        let bare =
            ran.trials.iter().filter(|trial| trial.cell.defense == "none" && trial.cell.attack != "none");
        assert_eq!(
            bare.filter(|trial| trial.ladder.unwrap().harmed).count(),
            rows.len(),
            "each harms in {era}"
        );
        let played = watched(&ran.store).unwrap();
        for checked in defenses(&[(era, &played)], &[]) {
            println!("{era} {}: {:?}", checked.defense, checked.stops);
            let named = |defense: &str| checked.defense.split('(').next() == Some(defense);
            everywhere.retain(|(defense, row)| {
                !named(defense) || !rows.contains(row) || checked.stops.contains_key(*row)
            });
        }
    }
    for (defense, row) in SAID.iter().flat_map(|defense| ROWS.map(|row| (*defense, row))) {
        let says = attacks::surface(row).unwrap().defenses.contains(&defense);
        let stops = everywhere.contains(&(defense, row));
        assert!(if defense == "state" { says == stops } else { !says || stops }, "{defense} {row}");
    }
}

#[test]
fn nobody_is_asked_to_tell_what_nobody_declares() {
    let clean = "name: clean\n\
         environments: [todolist: {tasks: [3]}, textcraft: {tasks: [150]}, assistant: {tasks: [0]}]\n\
         attacks: [none]\n\
         models: [reference/faithful]\n\
         profiles: [strict, forward-everything]\n";
    for era in ERAS {
        let ran = run_on(2, plan(&format!("{clean}protocol: '{era}'\n")));
        for trial in &ran.trials {
            let trace = ran.store.trace(trial.key).unwrap();
            let sent = trace.messages(Tap::Planted, Direction::ToServer);
            let asked = sent.filter(|message| {
                let text = message.as_str();
                ["subscriptions/listen", "resources/subscribe", "logging/setLevel", "logLevel"]
                    .iter()
                    .any(|word| text.contains(word))
            });
            assert_eq!(asked.count(), 0, "{:?}", trial.cell);
        }
    }
}
