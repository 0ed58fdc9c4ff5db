//! Services that fail: by an attack's or a defense's doing it is an outcome, by their own it is none.

use crate::support::{Ran, plan, run_on};
use agents::PROFILES;
use chain::Outcome;
use store::Trial;

fn ended(trial: &Trial) -> (Outcome, bool) {
    (trial.outcome, trial.ladder.is_some_and(|ladder| ladder.harmed))
}

fn check(ran: &Ran, attack: &str, profile: &str, expected: (Outcome, bool)) {
    let trial = ran.only(|trial| trial.cell.attack.starts_with(attack) && trial.cell.profile == profile);
    assert_eq!(ended(trial), expected, "{attack} {profile}: {}", trial.note);
    assert_eq!(trial.note.is_empty(), trial.outcome == Outcome::Completed, "{attack} {profile}");
    assert_eq!(trial.ladder.map(|ladder| ladder.planted), Some(true), "{attack} {profile}");
}

/// What ends the run of most hosts, and what others tell the model as a failed call.
#[test]
fn silence_and_broken_protocol_are_what_came_of_the_attack() {
    let profiles: Vec<&str> = PROFILES.iter().map(|profile| profile.id).collect();
    let yaml = format!(
        "environments: [todolist: {{tasks: [3]}}]\n\
         attacks: [{{surface: [T09, T12], objective: [hijack, degrade]}}]\n\
         models: [reference/obedient]\n\
         profiles: [{}]\n\
         limits: {{request_ms: 300}}\n",
        profiles.join(", ")
    );
    let ran = run_on(2, plan(&yaml));
    for profile in profiles {
        let goes_on = matches!(profile, "strict" | "forward-everything");
        let end = if goes_on { Outcome::Completed } else { Outcome::ServiceFailed };
        for surface in ["T09", "T12"] {
            check(&ran, &format!("{surface}/direct/degrade"), profile, (end, !goes_on));
            check(&ran, &format!("{surface}/direct/hijack"), profile, (end, false));
        }
    }
    let counts: Vec<_> = ran.store.cells().unwrap().into_iter().map(|cell| cell.counts).collect();
    let counted: u64 = counts.iter().map(|counts| counts.counted).sum();
    assert_eq!(counted, ran.trials.len() as u64, "every trial is in a rate");
    assert_eq!(ran.store.settled().unwrap().len(), ran.trials.len(), "and none is tried again");
}

#[test]
fn rounds_without_end_are_what_came_of_the_attack() {
    let yaml = "environments: [todolist: {tasks: [3]}]\n\
         attacks: [R12/direct/protocol, R12/direct/degrade]\n\
         models: [reference/obedient]\nprofiles: [common, pydantic-ai, openai-agents]\n";
    let ran = run_on(2, plan(yaml));
    check(&ran, "R12/direct/degrade", "common", (Outcome::ServiceFailed, true));
    // The host stops early enough: it made no more calls than a careful one might.
    check(&ran, "R12/direct/protocol", "common", (Outcome::ServiceFailed, false));
    for trial in &ran.trials {
        assert!(trial.outcome.counts(), "{:?}: {}", trial.cell, trial.note);
    }
}

/// A session that a defense refuses is what the defense does: it stops the attack, and costs the task where there is none.
#[test]
fn a_refused_session_is_a_defenses_doing() {
    let yaml = |minimum: &str, protocol: &str| {
        format!(
            "environments: [todolist: {{tasks: [3]}}]\n\
             attacks: [none, L01/direct/protocol]\n\
             defenses: [none, state: {{minimum: '{minimum}'}}]\n\
             models: [reference/obedient]\nprotocol: '{protocol}'\n"
        )
    };
    let of = |ran: &Ran, attack: bool, defended: bool| {
        let is =
            |trial: &Trial| trial.ladder.is_some() == attack && (trial.cell.defense != "none") == defended;
        let trial = ran.only(is);
        (trial.outcome, trial.ladder.is_some_and(|ladder| ladder.harmed), trial.utility)
    };
    let ran = run_on(2, plan(&yaml("2025-11-25", "probe")));
    assert_eq!(of(&ran, false, true), (Outcome::Completed, false, 1.0));
    assert_eq!(of(&ran, true, false), (Outcome::Completed, true, 1.0));
    assert_eq!(of(&ran, true, true), (Outcome::ServiceFailed, false, 0.0));
    // Too strict for the host: nothing works any more, and that is the defense's price.
    let ran = run_on(2, plan(&yaml("2026-07-28", "2025-11-25")));
    assert_eq!(of(&ran, false, false), (Outcome::Completed, false, 1.0));
    assert_eq!(of(&ran, false, true), (Outcome::ServiceFailed, false, 0.0));
    assert_eq!(of(&ran, true, true), (Outcome::ServiceFailed, false, 0.0));
}
