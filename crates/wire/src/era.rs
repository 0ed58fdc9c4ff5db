//! The two protocol eras and how a host chooses between them.

use serde::{Deserialize, Serialize};

/// The version of the stateless era: no `initialize`, no sessions, `_meta` on every request.
pub const STATELESS: &str = "2026-07-28";

/// Versions of the initialize era, oldest first.
pub const VERSIONS_WITH_INITIALIZE: [&str; 4] = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"];

/// First request of the initialize era.
pub const METHOD_INITIALIZE: &str = "initialize";

/// First request of the stateless era, and the probe of a host that speaks both.
pub const METHOD_DISCOVER: &str = "server/discover";
/// The request of the stateless era that stays open while the server says what changed.
pub const METHOD_LISTEN: &str = "subscriptions/listen";

/// Which era a session is in, with the version agreed upon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Era {
    /// 2024-11-05 to 2025-11-25.
    Initialize(String),
    /// 2026-07-28.
    Stateless,
}

impl Era {
    /// The protocol version.
    pub fn version(&self) -> &str {
        match self {
            Self::Initialize(version) => version,
            Self::Stateless => STATELESS,
        }
    }
}

/// How a host opens a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum EraPolicy {
    /// Probe `server/discover`; on an error or silence fall back to `initialize`.
    #[default]
    Probe,
    /// `initialize` with this version of the list [`VERSIONS_WITH_INITIALIZE`] (0 to 3), nothing else.
    Initialize(usize),
    /// The stateless era, nothing else.
    Stateless,
}

impl EraPolicy {
    /// Reads `probe`, a version of the initialize era, or the stateless version.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "probe" => Some(Self::Probe),
            STATELESS => Some(Self::Stateless),
            _ => VERSIONS_WITH_INITIALIZE.iter().position(|version| *version == name).map(Self::Initialize),
        }
    }

    /// The version to open with in the initialize era.
    pub(crate) fn opening(self) -> &'static str {
        let latest = VERSIONS_WITH_INITIALIZE.len() - 1;
        let index = if let Self::Initialize(index) = self { index.min(latest) } else { latest };
        VERSIONS_WITH_INITIALIZE.get(index).copied().unwrap_or("2025-11-25")
    }
}
