//! A defense, ready for one trial.

use crate::Pin;
use chain::Layer;
use std::fmt;

/// What a defense may know of a trial.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// Seed of the trial: the only source of chance.
    pub seed: u64,
    /// Name of the service in front of which the layers will stand.
    pub service: &'a str,
    /// Definitions that were pinned before the trial, from services known to be clean.
    pub pins: &'a [Pin],
}

/// What the host tells the model on behalf of a defense.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brief {
    /// Text that the host puts at the start of its system prompt.
    pub system: Option<String>,
    /// Text that the host appends as the last user message of every request.
    pub last: Option<String>,
}

/// Layers and brief of a defense for one service.
#[derive(Default)]
pub struct Armed {
    /// Layers, host side first.
    pub layers: Vec<Box<dyn Layer>>,
    /// What the host tells the model.
    pub brief: Brief,
}

impl fmt::Debug for Armed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let layers: Vec<&str> = self.layers.iter().map(|layer| layer.name()).collect();
        f.debug_struct("Armed").field("layers", &layers).field("brief", &self.brief).finish()
    }
}
