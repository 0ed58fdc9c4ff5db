//! The examples in the documentation of strategies are true.

use attacks::{STRATEGIES, Stack};
use std::collections::BTreeSet;
use std::path::Path;

const HEADINGS: [&str; 4] = ["## What it does", "## Why it works", "## Example", "## References"];

/// White space does not matter; an escape stands for its character.
fn folded(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, (code, after))) =
        rest.split_once("\\u{").and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        plain.push_str(before);
        plain.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        rest = after;
    }
    plain.push_str(rest);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `ID -> PIECE ... PIECE`: the pieces stand in the payload, in order.
fn check(file: &str, demand: &str, example: &str) {
    let (id, pieces) = example.split_once(" -> ").unwrap_or_else(|| panic!("{file}: {example}"));
    let payload = folded(&id.parse::<Stack>().unwrap().word(demand).text());
    let mut rest = payload.as_str();
    for piece in pieces.split("...").map(folded).filter(|piece| !piece.is_empty()) {
        rest = rest.split_once(&piece).unwrap_or_else(|| panic!("{file}: {piece:?} is not in {payload:?}")).1;
    }
}

#[test]
fn every_strategy_has_a_true_example() {
    let mut documented = BTreeSet::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/strategy");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = path.display().to_string();
        let source = std::fs::read_to_string(&path).unwrap();
        let Some(title) = source.lines().next().filter(|line| line.starts_with("//! Strateg")) else {
            continue;
        };
        if !title.contains('`') {
            continue;
        }
        let ids = title.split(':').next().unwrap().split('`').skip(1).step_by(2).map(str::to_owned);
        documented.extend(ids);
        let docs: Vec<&str> =
            source.lines().filter_map(|line| line.strip_prefix("//!")).map(str::trim).collect();
        let headings: Vec<&str> = docs.iter().copied().filter(|line| line.starts_with("##")).collect();
        assert_eq!(headings, HEADINGS, "{file}");
        let docs = docs.join("\n");
        let example = docs.split_once("## Example").unwrap().1;
        let demand = example.split_once("For the demand ``").and_then(|(_, rest)| rest.split_once("``"));
        let block = example.split_once("```text\n").unwrap().1.split_once("```").unwrap().0;
        block.lines().for_each(|line| check(&file, demand.map_or("DEMAND", |(demand, _)| demand), line));
    }
    let ids: BTreeSet<String> = STRATEGIES.iter().map(|strategy| strategy.id().to_owned()).collect();
    assert_eq!(documented, ids);
}
