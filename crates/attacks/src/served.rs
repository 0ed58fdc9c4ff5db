//! Attacks that stand below the messages, for the program that serves.
//!
//! A fault of the server carries the words; a layer that changes no message follows the session and turns the fault on
//! when the trigger fires. Where a row has several forms, the seed picks one.

use crate::Pen;
use crate::carrier::Carrier;
use crate::{AttackLayer, Goal, Surface};
use chain::{Cx, Flow, Layer, LayerError, Pending};
use wire::Message;
use wire::fault::{Fault, Flaw, Framing, Noise, Process, Session, Stream, Switch};

/// An attack below the messages made ready for one server.
pub struct Served {
    /// What the server does wrong, and when.
    pub fault: Fault,
    /// What a judge checks.
    pub goal: Goal,
    pen: Pen,
}

impl Served {
    pub(crate) fn new(flaw: Flaw, goal: Goal, mut pen: Pen) -> Self {
        let text = pen.place(BENIGN).into();
        let switch = Switch::default();
        switch.set(pen.watch.fires());
        Self { fault: Fault { flaw, text, switch }, goal, pen }
    }

    /// Stands next to the service of one session and tells the fault when to show.
    pub fn layer(&self) -> Box<dyn Layer> {
        let below = Below { switch: self.fault.switch.clone() };
        Box::new(AttackLayer::new(Box::new(below), self.pen.clone()))
    }
}

/// What a server says there that means no harm.
const BENIGN: &str = "Serving.";

/// The fault of a row, in the form that the seed picks.
pub(crate) fn flaw(surface: &Surface, seed: u64) -> Option<Flaw> {
    match surface.id {
        "T03" => picked(&Session::FORMS, seed).map(Flaw::Session),
        "T04" => picked(&Stream::FORMS, seed).map(Flaw::Stream),
        "T07" => picked(&Framing::FORMS, seed).map(Flaw::Framing),
        "P06" => picked(&Noise::FORMS, seed).map(Flaw::Noise),
        "P07" => picked(&Process::FORMS, seed).map(Flaw::Process),
        _ => None,
    }
}

/// Whether a flaw shows before the first message, so that no trigger can wait for one.
pub(crate) fn shows_first(flaw: Flaw) -> bool {
    matches!(flaw, Flaw::Session(_) | Flaw::Process(Process::Slow))
}

fn picked<T: Copy>(forms: &[T], seed: u64) -> Option<T> {
    let at = seed % forms.len().max(1) as u64;
    forms.get(usize::try_from(at).ok()?).copied()
}

/// Turns the switch as the trigger says.
#[derive(Clone)]
struct Below {
    switch: Switch,
}

impl Carrier for Below {
    fn asked(&mut self, message: &Message, pen: &mut Pen, _: &mut Cx<'_>) -> Result<Flow, LayerError> {
        self.switch.set(pen.watch.fires());
        Ok(Flow::Pass(message.clone()))
    }

    fn answered(
        &mut self,
        _: &Pending,
        message: Message,
        pen: &mut Pen,
        _: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        self.switch.set(pen.watch.fires());
        Ok(Flow::Pass(message))
    }
}
