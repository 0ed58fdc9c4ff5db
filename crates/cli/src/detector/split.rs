//! Which labelled texts are trained on, and which are held out. Fixed before any tuning: whole sources are held out.

use super::error::DetectorError;
use super::labelled::{self, Labelled};
use super::servers;
use std::path::Path;

/// Trained on, and used for cross-validation and for the threshold.
pub(crate) const TRAINING: &[&str] = &[
    "asb/attack_instructions.jsonl",
    "asb/normal_tools_benign.jsonl",
    "cyberseceval/prompt_injection.jsonl",
    "injecagent/tool_descriptions_benign.jsonl",
    "injecagent/tool_results_benign.jsonl",
    "injecagent/tool_results_injected.jsonl",
    "livemcpbench/tool_definitions_benign.jsonl",
    "livemcpbench/tool_descriptions_benign.jsonl",
    "livemcpbench/tool_results_benign.jsonl",
];

/// Held out: never trained on, and not used to choose anything.
pub(crate) const HELD_OUT: &[&str] = &[
    "agentdojo/tool_descriptions_benign.jsonl",
    "agentdojo/tool_results_benign.jsonl",
    "agentdojo/tool_results_injected.jsonl",
    "asb/attack_tools.jsonl",
    "bipia/attack_instructions.jsonl",
    "bipia/emails_benign.jsonl",
    "bipia/emails_injected.jsonl",
    "cyberseceval/prompt_injection_multilingual.jsonl",
];

/// Held out as well: definitions of real servers, one file a server, all benign.
const SERVERS: &str = "real_servers";

/// A category of CyberSecEval that is left out of training: hardly any benign text is in another language, so that
/// another language would become a sign of an injection.
const LANGUAGES: &str = "different_user_input_language";

/// The texts to train on.
pub(crate) fn training(data: &Path) -> Result<Vec<Labelled>, DetectorError> {
    let mut texts = all(data, TRAINING)?;
    texts.retain(|text| !text.group.starts_with(LANGUAGES));
    Ok(texts)
}

/// The texts that are held out.
pub(crate) fn held_out(data: &Path) -> Result<Vec<Labelled>, DetectorError> {
    let mut texts = all(data, HELD_OUT)?;
    let folder = data.join(SERVERS);
    let unreadable = |what: std::io::Error| DetectorError::Unreadable {
        file: folder.display().to_string(),
        what: what.to_string(),
    };
    let entries = std::fs::read_dir(&folder).map_err(unreadable)?;
    let mut paths = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(unreadable)?;
    paths.sort();
    for path in paths {
        texts.extend(servers::read(&path)?);
    }
    Ok(texts)
}

fn all(data: &Path, files: &[&str]) -> Result<Vec<Labelled>, DetectorError> {
    let mut texts = Vec::new();
    for file in files {
        texts.extend(labelled::read(&data.join(file))?);
    }
    Ok(texts)
}
