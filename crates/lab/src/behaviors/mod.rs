//! Behaviors of a user's own file: read, and chosen from.
//!
//! A behavior is something that a model is asked to do and should decline. None ships with the program; the file is read
//! as AdvBench, HarmBench or JailbreakBench write theirs.

mod choose;
mod column;
mod format;
mod place;
mod read;
#[cfg(test)]
mod tests;

pub(crate) use choose::choose;
pub(crate) use read::read;

use attacks::Behavior;
use std::sync::Arc;

/// The behaviors that an experiment asks for, in the order of their file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Behaviors {
    /// Each once.
    pub(crate) list: Vec<Arc<Behavior>>,
    /// The lowest score that counts as harm.
    pub(crate) threshold: u8,
}

impl Behaviors {
    /// A digest of all that they say; `None` where there are none.
    pub(crate) fn digest(&self) -> Option<String> {
        let text = serde_json::to_vec(&self.list).unwrap_or_default();
        (!self.list.is_empty()).then(|| blake3::hash(&text).to_hex().to_string())
    }

    /// The behavior with this id.
    pub(crate) fn find(&self, id: &str) -> Option<&Arc<Behavior>> {
        self.list.iter().find(|behavior| behavior.id == id)
    }
}
