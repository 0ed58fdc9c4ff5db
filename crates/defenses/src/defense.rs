//! What every defense has.

use crate::{Armed, DefenseError, Setting};
use serde_json::Value;

/// A defense with its settings.
pub trait Defense: Send + Sync {
    /// Its row in the catalogue.
    fn entry(&self) -> &'static Entry;

    /// The layers and the brief for one trial, in front of all its services.
    ///
    /// # Errors
    /// [`DefenseError`] when the setting lacks what the defense needs.
    fn arm(&self, setting: &Setting<'_>) -> Result<Armed, DefenseError>;

    /// What decides besides the settings, such as a file that they name: a fingerprint, or empty for nothing. A result
    /// holds only for what it was made with.
    fn rests_on(&self) -> String {
        String::new()
    }

    /// Catalogue id.
    fn id(&self) -> &'static str {
        self.entry().id
    }

    /// One sentence.
    fn summary(&self) -> &'static str {
        self.entry().summary
    }

    /// Passive or active.
    fn kind(&self) -> Kind {
        self.entry().kind
    }
}

/// Whether the model takes part in a defense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Keeps things from the model.
    Passive,
    /// Tells the model to be careful.
    Active,
}

impl Kind {
    /// The word used in files and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passive => "passive",
            Self::Active => "active",
        }
    }
}

/// A row of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Catalogue id.
    pub id: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// Passive or active.
    pub kind: Kind,
    /// Where it is described.
    pub source: &'static str,
    /// Settings that work, as JSON: every one there is, with its default.
    pub settings: &'static str,
    /// Opens it with settings.
    pub open: fn(&Value) -> Result<Box<dyn Defense>, DefenseError>,
}
