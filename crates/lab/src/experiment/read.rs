//! From YAML text to an [`Experiment`].

use super::error::did_you_mean;
use super::{At, Experiment, ExperimentError};
use std::path::Path;

/// The built-in pilot grid.
pub const PILOT: &str = include_str!("../../../../experiments/pilot.yaml");

/// Reads an experiment file. Its name, if it gives none, is the file's.
///
/// # Errors
/// [`ExperimentError`] with line and column.
pub fn read_file(path: &Path) -> Result<Experiment, ExperimentError> {
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| ExperimentError {
        file: file.clone(),
        text: String::new(),
        line: 0,
        column: 0,
        what: format!("cannot read `{file}`: {error}"),
        help: Some("name an experiment file, or run without one for the built-in pilot".into()),
    })?;
    let mut experiment = read(&file, &text)?;
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    experiment.name = experiment.name.or(stem.map(At::nowhere));
    Ok(experiment)
}

/// Reads the text of an experiment.
///
/// # Errors
/// [`ExperimentError`] with line and column, and the nearest known name for an unknown one.
pub fn read(file: &str, text: &str) -> Result<Experiment, ExperimentError> {
    serde_saphyr::from_str::<Experiment>(text).map_err(|error| {
        let error = error.without_snippet();
        let (line, column) = error.location().map_or((0, 0), |place| (place.line(), place.column()));
        let what = message(&error.to_string());
        let help = unknown_field(&what);
        ExperimentError { file: file.to_owned(), text: text.to_owned(), line, column, what, help }
    })
}

/// The reader's words without its own mention of the place, which stands elsewhere.
fn message(words: &str) -> String {
    let words = words.strip_prefix("error: ").unwrap_or(words);
    words.split(" at line ").next().unwrap_or(words).trim().to_owned()
}

/// The reader names the field and all that it expected, with or without backticks.
fn unknown_field(what: &str) -> Option<String> {
    let (word, known) = what.strip_prefix("unknown field ")?.split_once(", expected ")?;
    let known = known.strip_prefix("one of ").unwrap_or(known).split(|char: char| ", `".contains(char));
    let known: Vec<_> = known.filter(|name| !matches!(*name, "" | "or")).collect();
    Some(did_you_mean(word.trim_matches('`'), &known))
}
