//! Sentences around a demand.

use serde::{Deserialize, Serialize};

/// Sentences before a demand and after it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// What is said before.
    pub before: Vec<String>,
    /// What is said after.
    pub after: Vec<String>,
}

impl Wording {
    /// Eight hexadecimal digits that tell wordings apart: the FNV-1a hash of all that is said.
    pub fn label(&self) -> String {
        let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        format!("{:08x}", self.around("\n").bytes().fold(0x811c_9dc5, step))
    }

    /// The text with this demand in it.
    pub fn around(&self, demand: &str) -> String {
        let before = self.before.iter().map(String::as_str);
        let after = self.after.iter().map(String::as_str);
        before.chain([demand]).chain(after).collect::<Vec<_>>().join(" ")
    }
}
