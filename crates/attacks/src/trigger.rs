//! When the payload is written.

use crate::AttackError;
use std::fmt;
use std::str::FromStr;

/// When an attack fires.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trigger {
    /// Every time the field is sent.
    #[default]
    Always,
    /// From the n-th call on, counted from 1. A definition changes after that call, announced by `list_changed`.
    FromCall(u64),
}

/// Every trigger: id with an example parameter, and one sentence.
pub const TRIGGERS: &[(&str, &str)] = &[
    ("always", "The payload is written every time the field is sent."),
    (
        "from-call:2",
        "The payload is written from the n-th call on; definitions change after it, announced by list_changed.",
    ),
];

impl Trigger {
    /// Whether an answer carries the payload when `calls` calls were made up to it, its own included.
    pub(crate) fn fires(self, calls: u64) -> bool {
        match self {
            Self::Always => true,
            Self::FromCall(first) => calls >= first,
        }
    }
}

impl FromStr for Trigger {
    type Err = AttackError;

    fn from_str(text: &str) -> Result<Self, AttackError> {
        let unknown = || AttackError::unknown("trigger", text, TRIGGERS.iter().map(|(id, _)| *id));
        match text.split_once(':') {
            None if text == "always" => Ok(Self::Always),
            Some(("from-call", n)) => {
                n.parse().ok().filter(|n| *n > 0).map(Self::FromCall).ok_or_else(unknown)
            }
            _ => Err(unknown()),
        }
    }
}

impl fmt::Display for Trigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => f.write_str("always"),
            Self::FromCall(n) => write!(f, "from-call:{n}"),
        }
    }
}
