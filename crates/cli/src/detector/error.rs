//! What can be wrong with labelled texts and weights.

use thiserror::Error;

/// An error of the user's to mend.
#[derive(Debug, Error)]
pub(crate) enum DetectorError {
    /// A file or folder that cannot be read or written.
    #[error("cannot read `{file}`: {what}")]
    Unreadable { file: String, what: String },
    /// A line that is not a labelled text.
    #[error("{file}:{line}:{column}: not a labelled text: {what}")]
    Line { file: String, line: usize, column: usize, what: String },
    /// A file without texts.
    #[error("{file}: no labelled text; each line must be an object with `text` and `label`")]
    Empty { file: String },
    /// Recall and false positives need both labels.
    #[error(
        "all {texts} texts are labelled {label}: recall at a rate of false positives needs both labels; name a file with \
         the other one, too"
    )]
    OneClass { texts: usize, label: &'static str },
    /// No folder of labelled texts.
    #[error(
        "there is no folder `{folder}`; name the folder of labelled texts with --data, or set SAFEMCP_SHARED to the folder \
         in which `data` lies"
    )]
    NoData { folder: String },
}

/// What a line of labelled texts has to be.
const LINE: &str = "each line must be an object such as {\"text\": \"...\", \"label\": \"malicious\"}, with `label` malicious or \
                    benign, and optionally `surface` and `dataset`";

impl From<DetectorError> for crate::exit::Failure {
    fn from(error: DetectorError) -> Self {
        let what = report::show::block(&error.to_string());
        match error {
            DetectorError::Line { .. } => Self::advised(what, LINE),
            _ => Self::usage(what),
        }
    }
}
