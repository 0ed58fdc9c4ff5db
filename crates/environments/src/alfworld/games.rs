//! The original's game files.

use super::problem::Problem;
use crate::EnvironmentError;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// The name that every game file has.
const NAME: &str = "game.tw-pddl";
/// Folders within folders that are looked into.
const DEPTH: usize = 6;

#[derive(Deserialize)]
struct Game {
    pddl_problem: String,
    #[serde(default)]
    grammar: String,
}

/// The game files below a folder, in the order of their paths.
///
/// # Errors
/// A folder that cannot be read or has no games.
pub(super) fn list(folder: &str) -> Result<Vec<PathBuf>, EnvironmentError> {
    let mut games = Vec::new();
    gather(Path::new(folder), DEPTH, &mut games).map_err(|error| unusable(folder, &error.to_string()))?;
    games.sort_unstable();
    if games.is_empty() {
        return Err(unusable(folder, &format!("there is no file {NAME} below it")));
    }
    Ok(games)
}

fn gather(folder: &Path, depth: usize, games: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && depth > 0 {
            gather(&path, depth - 1, games)?;
        } else if path.file_name().is_some_and(|name| name == NAME) {
            games.push(path);
        }
    }
    Ok(())
}

/// One game: its problem, and its request in words.
///
/// # Errors
/// The file and what is wrong with it.
pub(super) fn read(path: &Path) -> Result<(Problem, String), EnvironmentError> {
    let place = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| unusable(&place, &error.to_string()))?;
    let game: Game = serde_json::from_str(&text).map_err(|error| unusable(&place, &error.to_string()))?;
    let problem = Problem::read(&game.pddl_problem).map_err(|what| unusable(&place, &what))?;
    let request = request(&game.grammar)
        .ok_or_else(|| unusable(&place, "its grammar does not say `Your task is to: ...`"))?;
    Ok((problem, request))
}

/// The request in a game's grammar.
fn request(grammar: &str) -> Option<String> {
    let (_, rest) = grammar.split_once("Your task is to: ")?;
    let sentence = rest.split(['"', '\n']).next()?.trim();
    Some(sentence.strip_suffix('.').unwrap_or(sentence).to_owned())
}

fn unusable(path: &str, what: &str) -> EnvironmentError {
    EnvironmentError::Data { family: "alfworld", path: path.to_owned(), what: what.to_owned() }
}
