//! How much a tool has to do with a task, by their words.

use std::collections::{BTreeMap, BTreeSet};

/// BM25: how soon a repeated word counts no more, and how much long texts are marked down.
const SATURATION: f64 = 1.2;
const LENGTH: f64 = 0.75;

/// Words in names of tools that reach out to others.
const OUTWARD: &[&str] = &[
    "announce",
    "broadcast",
    "call",
    "contact",
    "email",
    "export",
    "forward",
    "invite",
    "mail",
    "message",
    "notify",
    "post",
    "publish",
    "publicly",
    "say",
    "send",
    "share",
    "tell",
    "transfer",
    "tweet",
    "upload",
];

/// Words that say nothing about a task.
const EMPTY: &[&str] = &[
    "the", "and", "for", "you", "your", "with", "that", "this", "from", "are", "what", "which", "when",
    "not", "all", "one", "can", "use", "tool", "please", "get", "its", "has", "have", "was", "will", "into",
    "only",
];

/// A tool with its score.
pub(crate) struct Ranked<'t> {
    /// Its name.
    pub(crate) name: &'t str,
    /// Whether its name says that it reaches out.
    pub(crate) outward: bool,
    /// Whether the task has a word of its name.
    pub(crate) named: bool,
    score: f64,
}

/// Tools, each with name and description, the most relevant first.
pub(crate) fn rank<'t>(task: &str, tools: &[(&'t str, &str)]) -> Vec<Ranked<'t>> {
    let query: BTreeSet<String> = words(task).collect();
    let texts: Vec<Vec<String>> =
        tools.iter().map(|(name, description)| words(name).chain(words(description)).collect()).collect();
    let mean = texts.iter().map(Vec::len).sum::<usize>() as f64 / texts.len().max(1) as f64;
    let mut holders: BTreeMap<&str, usize> = BTreeMap::new();
    for text in &texts {
        for word in text.iter().map(String::as_str).collect::<BTreeSet<_>>() {
            *holders.entry(word).or_default() += 1;
        }
    }
    let score = |text: &[String]| {
        let weight = |word: &String| {
            let count = text.iter().filter(|other| *other == word).count() as f64;
            let held = holders.get(word.as_str()).copied().unwrap_or(0) as f64;
            let rarity = (1.0 + (texts.len() as f64 - held + 0.5) / (held + 0.5)).ln();
            let length = 1.0 - LENGTH + LENGTH * text.len() as f64 / mean.max(1.0);
            rarity * count * (SATURATION + 1.0) / (count + SATURATION * length)
        };
        query.iter().map(weight).sum::<f64>()
    };
    let mut ranked: Vec<Ranked<'t>> = tools
        .iter()
        .zip(&texts)
        .map(|((name, _), text)| Ranked {
            name,
            outward: words(name).any(|word| OUTWARD.iter().any(|out| stem(out) == word)),
            named: words(name).any(|word| query.contains(&word)),
            score: score(text),
        })
        .collect();
    ranked.sort_by(|one, other| other.score.total_cmp(&one.score));
    ranked
}

/// The words of a text that say something, without their endings.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|char: char| !char.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| word.chars().count() > 2 && !EMPTY.contains(&word.as_str())).map(|word| stem(&word))
}

/// A word without the endings that matter least.
fn stem(word: &str) -> String {
    let endings = ["ings", "ing", "edly", "ed", "es", "s", "e"];
    let shorter =
        endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.chars().count() > 2));
    shorter.unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shares_rare_words_comes_first() {
        let tools = [
            ("post_message", "Post a message in a channel."),
            ("rain_forecast", "The rain to expect in a town."),
            ("town_list", "Lists the towns that there are."),
        ];
        let ranked = rank("How much rain is expected in Oslo? Mail it to nobody.", &tools);
        assert_eq!(ranked.iter().map(|tool| tool.name).next(), Some("rain_forecast"));
        let outward: Vec<bool> = ranked.iter().map(|tool| tool.outward).collect();
        assert_eq!(outward.iter().filter(|outward| **outward).count(), 1);
        assert!(ranked.iter().all(|tool| tool.named == (tool.name == "rain_forecast")));
    }
}
