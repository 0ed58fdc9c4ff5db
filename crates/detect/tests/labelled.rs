//! The detector against labelled texts, when they are at hand: the folder `data` of `SAFEMCP_SHARED`, or of `../shared`
//! beside the workspace. Wordings were chosen on texts whose id ends in an even hexadecimal digit; the others are
//! held out, and only they are counted here. The learned part was trained on some of the sources: this is a floor, and
//! `docs/detector.md` has the figures on sources that nothing was trained on.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test that shows what it measured")]

use detect::injection::{THRESHOLD, score};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// At most so many held-out texts of one file, evenly spread: the test is built without optimization.
const MOST: usize = 400;

/// The folder with the subfolders `data` and `golden`.
fn folder() -> Option<PathBuf> {
    let shared = std::env::var_os("SAFEMCP_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    Some(shared).filter(|shared| shared.join("data").is_dir() && shared.join("golden").is_dir())
}

fn held_out(row: &Value) -> bool {
    let id = row["id"].as_str().unwrap_or_default();
    id.chars().last().and_then(|char| char.to_digit(16)).is_some_and(|digit| (digit % 2 == 1) != tuning())
}

/// Set `SAFEMCP_TUNING` to see the other half.
fn tuning() -> bool {
    std::env::var_os("SAFEMCP_TUNING").is_some()
}

/// Group (file, and the wording of an attack where it is named) and score of each held-out text of a file.
fn scores(data: &Path, file: &str) -> Vec<(String, f32)> {
    let text = std::fs::read_to_string(data.join(file)).unwrap();
    let rows: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).filter(held_out).collect();
    let every = rows.len().div_ceil(MOST).max(1);
    let group =
        |row: &Value| match row["attack"].as_str().or_else(|| row["category"].as_str()?.rsplit('/').next()) {
            Some(name) if file.contains("injected") && !file.contains("bipia") => format!("{file} {name}"),
            _ => file.to_owned(),
        };
    rows.iter().step_by(every).map(|row| (group(row), score(row["text"].as_str().unwrap()).score)).collect()
}

/// Prints how much of a group reaches the default threshold, and another one.
fn table(title: &str, scored: &[(String, f32)], other: f32) {
    println!("{title}: share at {THRESHOLD} and at {other:.3}");
    let mut groups: Vec<&str> = scored.iter().map(|(group, _)| group.as_str()).collect();
    groups.sort_unstable();
    groups.dedup();
    for group in groups {
        let of: Vec<f32> = scored.iter().filter(|(name, _)| name == group).map(|(_, score)| *score).collect();
        println!("  {group:<62} {:>5} {:.3} {:.3}", of.len(), share(&of, THRESHOLD), share(&of, other));
    }
}

fn share(scores: &[f32], threshold: f32) -> f64 {
    let reached = scores.iter().filter(|score| **score >= threshold).count();
    f64::from(u32::try_from(reached).unwrap()) / f64::from(u32::try_from(scores.len().max(1)).unwrap())
}

/// Every string of a value that is long enough to be a sentence.
fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.len() >= 20 => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(members) => members.values().for_each(|member| strings(member, found)),
        _ => {}
    }
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|found| found == ending)).collect();
    paths.sort();
    paths
}

/// Texts of the recorded episodes of our worlds: benign, and not used for tuning.
fn worlds(golden: &Path) -> Vec<(String, f32)> {
    let mut scored = Vec::new();
    for path in files(golden, "jsonl") {
        let group = format!("golden/{}", path.file_name().unwrap().to_string_lossy());
        let mut texts = Vec::new();
        let text = std::fs::read_to_string(&path).unwrap();
        text.lines().skip(1).for_each(|line| strings(&serde_json::from_str(line).unwrap(), &mut texts));
        let every = texts.len().div_ceil(MOST).max(1);
        scored.extend(texts.iter().step_by(every).map(|text| (group.clone(), score(text).score)));
    }
    scored
}

/// Whole definitions of tools of real servers: benign, and not used for tuning.
fn servers(folder: &Path) -> Vec<(String, f32)> {
    let read =
        |path: &PathBuf| -> Value { serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap() };
    let mut scored = Vec::new();
    for server in files(folder, "json").iter().map(read) {
        for tool in server.get("tools").unwrap().as_array().unwrap() {
            let mut texts = Vec::new();
            strings(tool, &mut texts);
            let highest = texts.iter().map(|text| score(text).score).fold(0.0, f32::max);
            scored.push(("real_servers, highest of each tool".to_owned(), highest));
        }
    }
    scored
}

fn all(data: &Path, files: &[&str]) -> Vec<(String, f32)> {
    files.iter().flat_map(|file| scores(data, file)).collect()
}

#[test]
fn recall_and_false_positives() {
    let Some(shared) = folder() else {
        println!(
            "SKIPPED: no labelled texts; set SAFEMCP_SHARED to the folder that holds `data` and `golden`"
        );
        return;
    };
    let data = shared.join("data");
    let mut benign = all(
        &data,
        &[
            "agentdojo/tool_descriptions_benign.jsonl",
            "agentdojo/tool_results_benign.jsonl",
            "asb/normal_tools_benign.jsonl",
            "bipia/emails_benign.jsonl",
            "injecagent/tool_descriptions_benign.jsonl",
            "injecagent/tool_results_benign.jsonl",
            "livemcpbench/tool_definitions_benign.jsonl",
            "livemcpbench/tool_descriptions_benign.jsonl",
            "livemcpbench/tool_results_benign.jsonl",
        ],
    );
    benign.extend(worlds(&shared.join("golden")));
    benign.extend(servers(&data.join("real_servers")));
    let hostile = all(
        &data,
        &[
            "agentdojo/tool_results_injected.jsonl",
            "injecagent/tool_results_injected.jsonl",
            "bipia/emails_injected.jsonl",
            "asb/attack_tools.jsonl",
            "cyberseceval/prompt_injection.jsonl",
        ],
    );
    let mut sorted: Vec<f32> = benign.iter().map(|(_, score)| *score).collect();
    sorted.sort_by(f32::total_cmp);
    let at_one_percent = sorted[sorted.len() * 99 / 100] + 0.001;
    table("benign", &benign, at_one_percent);
    table("hostile", &hostile, at_one_percent);
    let of = |scored: &[(String, f32)], group: &str| -> Vec<f32> {
        scored.iter().filter(|(name, _)| name.contains(group)).map(|(_, score)| *score).collect()
    };
    assert!(share(&of(&benign, ""), THRESHOLD) <= 0.02, "false positives");
    for group in
        ["important_instructions", "ignore_previous", "injecagent/tool_results_injected.jsonl enhanced"]
    {
        assert!(share(&of(&hostile, group), THRESHOLD) >= 0.95, "recall of {group}");
    }
}
