//! What is wrong with an experiment, and where.

use thiserror::Error;

/// An experiment file that cannot be used.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{what}")]
pub struct ExperimentError {
    /// The file, or a name for a built-in one.
    pub file: String,
    /// Its text, for a snippet.
    pub text: String,
    /// Line from 1; 0 when the place is not known.
    pub line: u64,
    /// Column from 1.
    pub column: u64,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// The known word that is nearest to a mistaken one, if any is near.
fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let close = |candidate: &'a str| (strsim::jaro_winkler(word, candidate), candidate);
    let best = known.into_iter().map(close).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 > 0.75).then_some(best.1)
}

/// `did you mean ...?`, or the whole list.
pub(crate) fn did_you_mean(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", known.join(", ")),
    }
}
