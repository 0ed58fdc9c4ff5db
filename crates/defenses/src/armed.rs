//! A defense, ready for one trial.

use crate::{Identity, Locked, Lockfile};
use chain::Layer;
use models::Model;
use std::fmt;
use std::sync::Arc;

/// What a defense may know of a trial.
#[derive(Clone, Default)]
pub struct Setting<'a> {
    /// Seed of the trial: the only source of chance.
    pub seed: u64,
    /// The host's labels of the services in front of which the layers will stand, in their order.
    pub services: &'a [&'a str],
    /// How the host reaches each of them, in the same order; empty where that is not known.
    pub reached: &'a [Identity],
    /// The services as they were pinned before the trial, when they were known to be clean.
    pub pins: Option<&'a Lockfile>,
    /// The user's request: with the host's own words the only text that is trusted.
    pub prompt: &'a str,
    /// The model that a defense may ask; `None` where there is none.
    pub model: Option<Arc<dyn Model>>,
}

impl Setting<'_> {
    /// A service as it was pinned.
    pub(crate) fn pinned(&self, service: &str) -> Option<&Locked> {
        self.pins?.services.get(service)
    }
}

/// What the host tells the model on behalf of a defense.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brief {
    /// Text that the host puts at the start of its system prompt.
    pub system: Option<String>,
    /// Text that the host appends as the last user message of every request.
    pub last: Option<String>,
}

/// Layers and brief of a defense for one trial.
#[derive(Default)]
pub struct Armed {
    /// The layers in front of each service, in the order of [`Setting::services`], host side first. Layers of one
    /// defense may share what they learn.
    pub layers: Vec<Vec<Box<dyn Layer>>>,
    /// What the host tells the model.
    pub brief: Brief,
}

impl Armed {
    /// One layer in front of each service.
    pub(crate) fn each<L: Layer + 'static>(setting: &Setting<'_>, layer: impl Fn(&str) -> L) -> Self {
        let one = |service: &&str| vec![Box::new(layer(service)) as Box<dyn Layer>];
        Self { layers: setting.services.iter().map(one).collect(), brief: Brief::default() }
    }

    /// The same, with this brief.
    pub(crate) fn briefed(self, brief: Brief) -> Self {
        Self { brief, ..self }
    }
}

impl fmt::Debug for Armed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |layers: &Vec<Box<dyn Layer>>| {
            layers.iter().map(|layer| layer.name().to_owned()).collect::<Vec<_>>()
        };
        let layers: Vec<Vec<String>> = self.layers.iter().map(names).collect();
        f.debug_struct("Armed").field("layers", &layers).field("brief", &self.brief).finish()
    }
}

impl fmt::Debug for Setting<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let model = self.model.as_ref().map(|model| model.id());
        let Self { seed, services, reached, pins, prompt, .. } = self;
        f.debug_struct("Setting")
            .field("seed", seed)
            .field("services", services)
            .field("reached", reached)
            .field("pins", pins)
            .field("prompt", prompt)
            .field("model", &model)
            .finish()
    }
}
