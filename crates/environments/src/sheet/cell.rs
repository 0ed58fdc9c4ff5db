//! What a cell holds.

use super::format::Format;

/// A value.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Datum {
    /// Nothing.
    #[default]
    Empty,
    /// A text, not empty.
    Text(String),
    /// A finite number.
    Number(f64),
}

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    pub(super) datum: Datum,
    pub(super) format: Format,
    pub(super) note: String,
}

impl Datum {
    /// A text, or nothing for the empty one.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Some(text.into()).filter(|text| !text.is_empty()).map_or(Self::Empty, Self::Text)
    }

    /// The number, if it is one.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Empty | Self::Text(_) => None,
        }
    }

    /// Whether there is nothing.
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::Empty
    }

    /// As shown through a number format.
    pub(super) fn shown(&self, format: Format) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => format.show(*number),
        }
    }
}

impl Cell {
    /// A cell with a value in a format.
    pub(super) fn new(datum: Datum, format: Format) -> Self {
        Self { datum, format, note: String::new() }
    }

    /// As the service shows it.
    pub(super) fn shown(&self) -> String {
        self.datum.shown(self.format)
    }
}
