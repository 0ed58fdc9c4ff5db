//! What may follow a strategy's id.

use std::fmt;

/// What a strategy takes behind a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// Nothing.
    None,
    /// One of these words. The first is the default.
    Words(&'static [&'static str]),
    /// A number in these bounds, both included.
    Number {
        /// The smallest.
        least: usize,
        /// The largest.
        most: usize,
        /// The default.
        default: usize,
    },
}

impl Parameter {
    /// Stands for the default: the first word, or the number itself.
    pub(super) fn default(self) -> usize {
        match self {
            Self::None | Self::Words(_) => 0,
            Self::Number { default, .. } => default,
        }
    }

    /// Reads a value: the place of a word in its list, or the number. `None` when it is neither.
    pub(super) fn read(self, text: &str) -> Option<usize> {
        match self {
            Self::None => None,
            Self::Words(words) => words.iter().position(|word| *word == text),
            // Only the usual way to write a number: an id has one form.
            Self::Number { least, most, .. } => (least..=most).find(|number| number.to_string() == text),
        }
    }

    /// How a value is written.
    pub(super) fn write(self, value: usize) -> String {
        match self {
            Self::None => String::new(),
            Self::Words(words) => words.get(value).copied().unwrap_or_default().to_owned(),
            Self::Number { .. } => value.to_string(),
        }
    }

    /// Every value.
    pub fn values(self) -> Vec<usize> {
        match self {
            Self::None => vec![],
            Self::Words(words) => (0..words.len()).collect(),
            Self::Number { least, most, .. } => (least..=most).collect(),
        }
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("nothing"),
            Self::Words(words) => f.write_str(&words.join(", ")),
            Self::Number { least, most, .. } => write!(f, "a number from {least} to {most}"),
        }
    }
}
