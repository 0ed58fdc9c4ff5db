//! Which fields reach the model of which host: every line that was measured, against a service with a marker in every
//! field.

use crate::marked::{marked, markers};
use crate::stage::{ERAS, Order, Played, asks_in_turn, play};
use agents::{PROFILES, Profile, SEEN, profile};
use std::collections::BTreeSet;

/// As measured: markers, and the hosts in whose model requests they stood. C claude-code, X codex, G gemini-cli,
/// O opencode, P pydantic-ai, A openai-agents; then what we claim: c common, s strict.
const MEASURED: &[(&[&str], &str)] = &[
    (&["instructions"], "CXGO"),
    (
        &[
            "tool_description",
            "property_description",
            "key",
            "enum",
            "const",
            "defs_description",
            "schema_description",
        ],
        "cCXGOPAs",
    ),
    (&["default", "schema_example", "example", "schema_comment", "unknown"], "cCGOPA"),
    (&["pattern"], "cCGOPAs"),
    (&["schema_title", "property_title", "choice_title"], "cCGOA"),
    // With structured content beside it.
    (&["full_text"], "cGOPAs"),
    (&["full_user"], "cGOPA"),
    (&["structured"], "CX"),
    (&["full_uri"], "cCGPAs"),
    (&["full_name"], "cCAs"),
    (&["full_description"], "cCA"),
    (&["full_title"], "cGA"),
    (&["full_inner_text"], "cCGOPAs"),
    (&["full_image"], "CGP"),
    // Without.
    (&["plain_text"], "cCXGOPAs"),
    (&["plain_user"], "cCXGOPA"),
    (&["plain_uri"], "cCXGPAs"),
    (&["plain_name"], "cCXAs"),
    (&["plain_description"], "cCXA"),
    (&["plain_title"], "cXGA"),
    (&["plain_inner_text"], "cCXGOPAs"),
    (&["plain_image"], "CXGP"),
    (&["failure"], "cCXGOPAs"),
    (&["error_message"], "cCXGOP"),
    (&["error_data"], "X"),
];

/// Calls each tool of the service once; the tools' names are those that this host gives them.
async fn run(profile: &'static Profile, order: Order) -> Played {
    let tools = ["full", "plain", "failing", "refusing", "asking"];
    let name = |tool: &str| format!("{}{tool}", profile.conduct.prefix.replace("{}", "a"));
    let names = tools.map(name);
    play(vec![marked()], asks_in_turn(&names), Order { profile, ..order }).await
}

fn reached(played: &Played) -> BTreeSet<String> {
    markers(&serde_json::to_string(&played.asked).unwrap())
}

async fn check(letter: char, profile: &'static Profile) {
    let expected: BTreeSet<String> = MEASURED
        .iter()
        .filter(|(_, hosts)| hosts.contains(letter))
        .flat_map(|(markers, _)| markers.iter().map(|marker| (*marker).to_owned()))
        .collect();
    for era in [None].into_iter().chain(ERAS) {
        let played = run(profile, Order { era, ..Order::default() }).await;
        assert_eq!(played.ending.note, "", "{}", profile.id);
        assert_eq!(reached(&played), expected, "{} in {era:?}", profile.id);
    }
}

#[tokio::test]
async fn the_measured_fields_reach_the_model_and_no_other() {
    for (letter, profile) in "cCXGOPAs".chars().zip(PROFILES) {
        check(letter, profile).await;
    }
}

#[tokio::test]
async fn in_the_worst_case_everything_reaches_the_model() {
    let worst = profile("forward-everything").unwrap();
    for era in ERAS {
        let played = run(worst, Order { era, ..Order::default() }).await;
        let sent: BTreeSet<String> = played.said.iter().flat_map(|text| markers(text)).collect();
        let missing: Vec<_> = sent.difference(&reached(&played)).cloned().collect();
        assert_eq!((played.ending.note.as_str(), missing), ("", vec![]), "{era:?}");
        assert!(sent.len() > 80, "the service sends markers: {}", sent.len());
    }
}

#[tokio::test]
async fn what_the_model_saw_is_recorded() {
    for profile in PROFILES {
        let played = run(profile, Order::default()).await;
        let exposed: BTreeSet<String> = played.exposed().iter().flat_map(|(_, text)| markers(text)).collect();
        assert_eq!(exposed, reached(&played), "{}", profile.id);
    }
}

#[test]
fn the_documentation_has_the_same_table() {
    let page = include_str!("../../../../docs/profiles.md");
    // Those behind the columns forward what the first one does.
    let columns = SEEN[0].2.split(' ').count();
    assert!(PROFILES[columns..].iter().all(|profile| profile.fields == PROFILES[0].fields));
    let ids: Vec<_> = PROFILES.iter().take(columns).map(|profile| format!("`{}`", profile.id)).collect();
    let head = format!("| row | field | {} |", ids.join(" | "));
    let rows = SEEN
        .iter()
        .map(|(row, _, marks, field)| format!("| {row} | {field} | {} |", marks.replace(' ', " | ")));
    for line in std::iter::once(head).chain(rows) {
        assert!(page.lines().any(|found| found == line), "docs/profiles.md lacks: {line}");
    }
    for (column, profile) in PROFILES.iter().take(columns).enumerate() {
        let marked = SEEN.iter().filter(|(_, _, marks, _)| marks.split(' ').nth(column) == Some("Y"));
        assert!(marked.map(|(row, ..)| *row).eq(profile.rows()), "{}", profile.id);
        assert_eq!(
            page.lines().any(|line| line.contains(&format!("| {} |", profile.version))),
            !profile.version.is_empty()
        );
    }
}
