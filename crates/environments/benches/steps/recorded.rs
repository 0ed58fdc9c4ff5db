//! Recorded episodes, as `originals/measure.py` reads them.

use crate::episode::{Episode, Script};
use environments::{Family, beside};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    episode: Value,
    #[serde(default)]
    index: usize,
    #[serde(default)]
    action: Option<String>,
    #[serde(default)]
    done: bool,
    #[serde(default)]
    pddl_problem: Option<String>,
    #[serde(default)]
    desc: String,
}

/// The recorded episodes of this environment that reached their end; none where there is no recording.
pub(crate) fn episodes(family: &dyn Family, folder: &Path) -> Vec<Episode> {
    let text = std::fs::read_to_string(folder.join(format!("{}.jsonl", family.id()))).unwrap_or_default();
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON"));
    let mut games: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    for line in lines.filter(|line| line.get("kind").is_none()) {
        let line: Line = serde_json::from_value(line).expect("a line of a recording");
        games.entry(line.episode.to_string()).or_default().push(line);
    }
    let ended = games.into_values().filter(|lines| lines.last().is_some_and(|line| line.done));
    ended.filter_map(|lines| episode(lines, beside(family.id(), folder))).collect()
}

fn episode(lines: Vec<Line>, mut settings: Value) -> Option<Episode> {
    let mut lines = lines.into_iter();
    let start = lines.next()?;
    if let Some(problem) = start.pddl_problem {
        settings = serde_json::json!({"problem": problem, "request": start.desc});
    }
    let actions = lines.filter_map(|line| line.action).collect();
    Some(Episode { index: start.index, settings, script: Script::Actions(actions) })
}
