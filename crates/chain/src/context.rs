//! What a layer can do besides passing a message.

use crate::{Direction, Event, Finding, Plant, Recorder, Said};
use std::sync::Arc;
use wire::Message;
use wire::json::Tape;

/// The message that was scanned last, with its tape.
pub(crate) type Scanned = Option<(Message, Arc<Tape>)>;

/// Given to a layer with each message.
#[derive(Debug)]
pub struct Cx<'a> {
    recorder: &'a Recorder,
    emitted: &'a mut Vec<(Direction, Message)>,
    scanned: &'a mut Scanned,
}

impl<'a> Cx<'a> {
    /// A context that records into `recorder` and collects emissions.
    pub(crate) fn new(
        recorder: &'a Recorder,
        emitted: &'a mut Vec<(Direction, Message)>,
        scanned: &'a mut Scanned,
    ) -> Self {
        Self { recorder, emitted, scanned }
    }

    /// All values of a message. Layers that look at the same message share one scan of it.
    pub fn tape(&mut self, message: &Message) -> Arc<Tape> {
        match &*self.scanned {
            Some((known, tape)) if known.same(message) => Arc::clone(tape),
            _ => {
                let tape = Arc::new(message.tape());
                *self.scanned = Some((message.clone(), Arc::clone(&tape)));
                tape
            }
        }
    }

    /// Sends a message of the layer's own from where the layer stands. It follows the message at hand.
    pub fn emit(&mut self, direction: Direction, message: Message) {
        self.emitted.push((direction, message));
    }

    /// Records that an attack wrote a payload: the first rung of the verdict ladder.
    pub fn plant(&mut self, plant: Plant) {
        self.recorder.push(Event::Planted(plant));
    }

    /// Records what a defense's own model answered, so that its cost is counted.
    pub fn consult(&mut self, layer: &str, said: Said) {
        self.recorder.push(Event::Consulted { layer: layer.into(), said });
    }

    /// Records what a model of the attacker's answered when it was to put a demand in other words.
    pub fn reworded(&mut self, model: &str, said: Said) {
        self.recorder.push(Event::Reworded { model: model.into(), said });
    }

    /// Tries something out: what it emits and records is forgotten.
    pub fn rehearse<T>(&mut self, act: impl FnOnce(&mut Cx<'_>) -> T) -> T {
        let (recorder, mut emitted) = (Recorder::default(), Vec::new());
        act(&mut Cx::new(&recorder, &mut emitted, self.scanned))
    }

    /// Records what a defense saw and did.
    pub fn find(&mut self, finding: Finding) {
        self.recorder.push(Event::Found(finding));
    }
}
