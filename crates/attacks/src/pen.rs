//! What an attack writes with.

use crate::rewording::Rewording;
use crate::{Elsewhere, Payload, Placement, Spread, Surface, Watch};
use chain::{Cx, Plant};
use rand_chacha::ChaCha8Rng;
use std::sync::Arc;
use std::time::Duration;

/// Payload, placement and trigger of one attack, for the carrier that brings them to their surface.
#[derive(Clone)]
pub struct Pen {
    surface: &'static Surface,
    placement: &'static dyn Placement,
    payload: Payload,
    /// Which share of the payload it writes, where that is spread over services.
    share: usize,
    /// The pieces that carry the demand, those of other services' shares included.
    core: Vec<String>,
    /// Whether they may come one after another.
    split: bool,
    /// The demand in other words, where the placement asks for them.
    rewording: Option<Rewording>,
    /// The first benign text for which it was missed.
    missed: Option<String>,
    rng: ChaCha8Rng,
    /// When it is written.
    pub(crate) watch: Watch,
    /// What the carrier may know of the world.
    pub(crate) ground: Ground,
    /// How long the message at hand is held back.
    pub(crate) pause: Option<Duration>,
    next: usize,
}

/// What a hostile service may know of where it stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Ground {
    /// A tool that the task needs, where it has one.
    pub(crate) needed: Option<Arc<str>>,
    /// The equal of another service's tool that is to be offered, and its name.
    pub(crate) rival: Option<(Arc<str>, Arc<Elsewhere>)>,
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
        let (share, rewording, missed, next, pause) = (0, None, None, 0, None);
        Self {
            surface,
            placement,
            payload,
            share,
            core,
            split,
            rewording,
            missed,
            rng,
            watch,
            ground,
            pause,
            next,
        }
    }

    /// A pen that writes one share of the payload, of which this service brings no more.
    pub(crate) fn with_share(self, share: usize) -> Self {
        let payload = self.payload.clone().share(share);
        Self { payload, share, ..self }
    }

    /// A pen that writes the demand in other words, if there are any.
    pub(crate) fn with_rewording(self, rewording: Option<Rewording>) -> Self {
        Self { rewording, ..self }
    }

    /// The next part of the payload, placed in a benign text.
    pub(crate) fn place(&mut self, benign: &str) -> String {
        let part = self.part_for(benign);
        self.placement.place(benign, &part, &mut self.rng)
    }

    /// The next part of the payload as it is; the last one again when all were given out.
    pub(crate) fn part(&mut self) -> String {
        self.part_for("")
    }

    /// The next part as it is worded for a benign text.
    fn part_for(&mut self, benign: &str) -> String {
        let worded = self.worded(benign);
        let parts = &worded.as_ref().unwrap_or(&self.payload).parts;
        let part = parts.get(self.next.min(parts.len().saturating_sub(1)));
        self.next += 1;
        part.map(|part| part.text.clone()).unwrap_or_default()
    }

    /// This pen's share in the words for a benign text. What carries the demand is those words from now on.
    fn worded(&mut self, benign: &str) -> Option<Payload> {
        match self.rewording.as_ref()?.known(benign) {
            Some(whole) => {
                self.core = whole.core();
                Some(whole.share(self.share))
            }
            None => {
                self.missed.get_or_insert_with(|| benign.to_owned());
                None
            }
        }
    }

    /// The words that it writes with, if the demand is put in other ones.
    pub(crate) fn rewording(&self) -> Option<&Rewording> {
        self.rewording.as_ref()
    }

    /// The benign text for which words were missed, in a rehearsal.
    pub(crate) fn missed(&self) -> Option<&str> {
        self.missed.as_deref()
    }

    /// Takes over from a rehearsal what will carry the demand: some carriers say so before they write.
    pub(crate) fn rehearsed(&mut self, rehearsed: Self) {
        self.core = rehearsed.core;
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
