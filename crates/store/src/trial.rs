//! One trial as it is kept.

use chain::{Ladder, Metrics, Outcome};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Identity of a trial: blake3 of its canonical cell, seed and the store's format version, cut to 16 bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key(pub [u8; 16]);

impl Key {
    /// The key that is shown like this: 32 hexadecimal digits, as [`Key`] is displayed. `None` for anything else.
    ///
    /// ```
    /// let key = store::Key([0xab; 16]);
    /// assert_eq!(store::Key::from_hex(&key.to_string()), Some(key));
    /// assert_eq!(store::Key::from_hex("+b"), None);
    /// ```
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        digits.then(|| u128::from_str_radix(text, 16).ok().map(|number| Self(number.to_be_bytes())))?
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({self})")
    }
}

/// What was varied: one cell of the grid, task and seed included.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cell {
    /// Environment or custom service, with its shape: `textcraft`, `textcraft/agentgym`.
    pub environment: String,
    /// Task within it: an index or a name.
    pub task: String,
    /// Attack id as in the experiment, `none` for the clean twin: `TL03/direct/hijack/before/always`.
    pub attack: String,
    /// Row id of the attacked surface; empty when clean.
    pub surface: String,
    /// Strategy; empty when clean.
    pub strategy: String,
    /// Objective; empty when clean.
    pub objective: String,
    /// Placement; empty when clean.
    pub placement: String,
    /// Trigger; empty when clean.
    pub trigger: String,
    /// Defense id as in the experiment, `none` for no defense.
    pub defense: String,
    /// Model id.
    pub model: String,
    /// Host profile.
    pub profile: String,
    /// Seed of the trial.
    pub seed: u64,
}

/// One finished trial.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// Its identity.
    pub key: Key,
    /// What was varied.
    pub cell: Cell,
    /// How it ended.
    pub outcome: Outcome,
    /// How far the attack came; `None` for a clean trial.
    pub ladder: Option<Ladder>,
    /// The task's own reward, 0 to 1.
    pub utility: f64,
    /// Queries of an adaptive attacker's search, which this trial then is the result of; `None` for one attack that was
    /// planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queries: Option<u64>,
    /// How a judge of its own graded what the model said, from 1 to 5; `None` where none was asked or none answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<u8>,
    /// What it cost; of a search, what all its queries cost.
    pub metrics: Metrics,
    /// Why, when the outcome needs a reason; of a search, its queries. Escaped text.
    pub note: String,
}
