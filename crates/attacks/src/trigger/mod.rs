//! When the payload is written.

mod watch;

pub use watch::Watch;

use crate::AttackError;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// When an attack fires.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trigger {
    /// Every time the field is sent.
    #[default]
    Always,
    /// From the n-th call on, counted from 1. A definition changes after that call, announced by `list_changed`.
    FromCall(u64),
    /// The same, and nobody is told that a definition changed.
    Silent(u64),
    /// Once so many seconds have passed on a clock of the trial's own, which the seed moves on with every message.
    Clock(u64),
    /// Once the arguments of a call hold this text, letter case aside.
    Argument(Arc<str>),
    /// Where a service with this label is connected as well.
    Beside(Arc<str>),
    /// For a client whose name begins like this.
    Client(Arc<str>),
    /// In the era where `initialize` opens a session (`true`), or in the stateless one.
    Era(bool),
    /// In results that come later, as those of a task.
    Deferred,
    /// From the second list of tools on, while the first is declared out of date as soon as it is read.
    Expired,
}

/// Every trigger: id with an example parameter, one sentence, and where it comes from.
pub const TRIGGERS: &[(&str, &str, &str)] = &[
    ("always", "The payload is written every time the field is sent.", "arXiv 2506.13666"),
    (
        "from-call:2",
        "The payload is written from the n-th call on; definitions change after it, announced by list_changed.",
        "SAFE-T1201; arXiv 2506.02040, 2512.06556; postmark-mcp",
    ),
    (
        "silent:2",
        "The same, but a changed definition is not announced: only a host that lists again sees it.",
        "SAFE-T1201, SAFE-T1205; CVE-2025-54136 (approved once, changed later)",
    ),
    (
        "clock:2",
        "The payload is written once so many seconds have passed on a seeded clock: a time bomb.",
        "SAFE-T1201, SAFE-T1207: what changes long after approval",
    ),
    (
        "argument:e",
        "The payload is written once the arguments of a call hold this text.",
        "our own: a condition on what a call says",
    ),
    (
        "beside:bank",
        "The payload is written where a service with this label is connected as well.",
        "SAFE-T1301 (shadowing); arXiv 2509.06572 (chains over servers)",
    ),
    (
        "client:safemcp",
        "The payload is written for clients whose name begins like this.",
        "our own: MCP `clientInfo` tells a server whom it serves",
    ),
    (
        "era:initialize",
        "The payload is written in one protocol era only: initialize or stateless.",
        "MCP 2026-07-28: a server chooses the era",
    ),
    (
        "deferred",
        "The payload is written into results that come later, as those of a task.",
        "MCP 2025-11-25 and SEP-2663: results of tasks come after approval and scan",
    ),
    (
        "expired",
        "The payload is written from the second list on; the first declares itself out of date.",
        "MCP 2026-07-28: `ttlMs` of a list",
    ),
];

impl Trigger {
    /// Whether a host hears of a definition that this trigger changed.
    pub(crate) fn announces(&self) -> bool {
        !matches!(self, Self::Always | Self::Silent(_) | Self::Expired)
    }
}

impl FromStr for Trigger {
    type Err = AttackError;

    fn from_str(text: &str) -> Result<Self, AttackError> {
        let unknown = || AttackError::unknown("trigger", text, TRIGGERS.iter().map(|(id, ..)| *id));
        let (id, value) = text.split_once(':').map_or((text, None), |(id, value)| (id, Some(value)));
        let number = || value.and_then(|n| n.parse().ok()).filter(|n| *n > 0).ok_or_else(unknown);
        let word = || value.filter(|word| !word.is_empty()).map(Arc::from).ok_or_else(unknown);
        match (id, value) {
            ("always", None) => Ok(Self::Always),
            ("deferred", None) => Ok(Self::Deferred),
            ("expired", None) => Ok(Self::Expired),
            ("from-call", _) => number().map(Self::FromCall),
            ("silent", _) => number().map(Self::Silent),
            ("clock", _) => number().map(Self::Clock),
            ("argument", _) => word().map(Self::Argument),
            ("beside", _) => word().map(Self::Beside),
            ("client", _) => word().map(Self::Client),
            ("era", Some("initialize")) => Ok(Self::Era(true)),
            ("era", Some("stateless")) => Ok(Self::Era(false)),
            _ => Err(unknown()),
        }
    }
}

impl fmt::Display for Trigger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => f.write_str("always"),
            Self::FromCall(n) => write!(f, "from-call:{n}"),
            Self::Silent(n) => write!(f, "silent:{n}"),
            Self::Clock(seconds) => write!(f, "clock:{seconds}"),
            Self::Argument(text) => write!(f, "argument:{text}"),
            Self::Beside(label) => write!(f, "beside:{label}"),
            Self::Client(name) => write!(f, "client:{name}"),
            Self::Era(true) => f.write_str("era:initialize"),
            Self::Era(false) => f.write_str("era:stateless"),
            Self::Deferred => f.write_str("deferred"),
            Self::Expired => f.write_str("expired"),
        }
    }
}
