//! What an attack writes with.

use crate::{Payload, Placement, Spread, Surface, Watch};
use chain::{Cx, Plant};
use rand_chacha::ChaCha8Rng;
use std::sync::Arc;

/// Payload, placement and trigger of one attack, for the carrier that brings them to their surface.
#[derive(Clone)]
pub struct Pen {
    surface: &'static Surface,
    placement: &'static dyn Placement,
    payload: Payload,
    /// The pieces that carry the demand, those of other services' shares included.
    core: Vec<String>,
    /// Whether they may come one after another.
    split: bool,
    rng: ChaCha8Rng,
    /// When it is written.
    pub(crate) watch: Watch,
    /// What the carrier may know of the world.
    pub(crate) ground: Ground,
    next: usize,
}

/// What a hostile service may know of where it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Ground {
    /// A tool that the task needs, where it has one.
    pub(crate) needed: Option<Arc<str>>,
    /// Whether what the attack adds stands first: alternates with the seed, so that no position is favored.
    pub(crate) first: bool,
}

impl Pen {
    pub(crate) fn new(
        surface: &'static Surface,
        placement: &'static dyn Placement,
        payload: Payload,
        rng: ChaCha8Rng,
        watch: Watch,
        ground: Ground,
    ) -> Self {
        let (core, split) = (payload.core(), payload.parts.len() > 1);
        Self { surface, placement, payload, core, split, rng, watch, ground, next: 0 }
    }

    /// A pen that writes one share of the payload, of which this service brings no more.
    pub(crate) fn with_share(self, share: Payload) -> Self {
        Self { payload: share, ..self }
    }

    /// The next part of the payload, placed in a benign text.
    pub(crate) fn place(&mut self, benign: &str) -> String {
        let part = self.part();
        self.placement.place(benign, &part, &mut self.rng)
    }

    /// The next part of the payload as it is; the last one again when all were given out.
    pub(crate) fn part(&mut self) -> String {
        let last = self.payload.parts.len().saturating_sub(1);
        let part = self.payload.parts.get(self.next.min(last));
        self.next += 1;
        part.map(|part| part.text.clone()).unwrap_or_default()
    }

    /// Parts that belong into one message: all of them, or one where they are spread over calls.
    pub(crate) fn parts_at_once(&self) -> usize {
        match self.payload.spread {
            Spread::Calls => 1,
            Spread::Whole | Spread::Fields | Spread::Services => self.payload.parts.len(),
        }
    }

    /// Begins again with the first part, unless the parts are spread over calls.
    pub(crate) fn lift(&mut self) {
        if !matches!(self.payload.spread, Spread::Calls) {
            self.next = 0;
        }
    }

    /// Records that the payload was written.
    pub(crate) fn plant(&self, cx: &mut Cx<'_>) {
        let (surface, core) = (self.surface.id.to_owned(), self.core.clone());
        cx.plant(Plant { surface, core, split: self.split });
    }

    /// The method of the surface.
    pub(crate) fn method(&self) -> &'static str {
        self.surface.method
    }
}
