//! How a payload comes to its surface.
//!
//! | carrier | what it does | rows |
//! |---|---|---|
//! | [`field`] | writes into the answer to a method | most |
//! | [`ask`] | asks something of the host, in the way of either era | R |
//! | [`rounds`] | asks for another round, again and again | R11, R12 |
//! | [`notice`] | says something unasked before an answer | N, RS04, T11 |
//! | [`failure`] | lets a call fail in the attacker's words | E, TR08 |
//! | [`task`] | turns a call into a task | TK |
//! | [`pages`] | never ends a list | TL19 |
//! | [`crowd`] | offers more tools than anybody needs | TL20 |
//! | [`rival`] | offers a tool beside the one that is needed | TL01, TL05 |
//! | [`opening`] | decides how a session opens | L01 |
//! | [`stray`] | answers under other ids | T08, T09 |
//! | [`silence`] | never answers, or late | T12 |
//! | [`shape`] | writes messages that few readers agree on | T06 |
//! | [`media`] | puts words into images and sounds | TR02, TR03 |
//! | [`shelf`] | offers templates and completions where the service has none | RS02, CP01 |
//!
//! A carrier sees what an attack layer sees; the [`Pen`] has payload, placement and trigger.

pub(crate) mod ask;
pub(crate) mod crowd;
pub(crate) mod failure;
pub(crate) mod field;
pub(crate) mod media;
pub(crate) mod notice;
pub(crate) mod opening;
pub(crate) mod pages;
pub(crate) mod rival;
pub(crate) mod rounds;
pub(crate) mod shape;
pub(crate) mod shelf;
pub(crate) mod silence;
pub(crate) mod stray;
pub(crate) mod task;

pub(crate) use rival::TWIN;

use crate::Pen;
use chain::{Cx, Direction, Flow, LayerError, Pending};
use wire::json::{Path, Segment};
use wire::{Id, Message};

/// Makes the carrier of a row.
pub type Arm = fn() -> Box<dyn Carrier>;

/// A carrier that can be copied, so that what it is about to write can be rehearsed.
pub trait Copied {
    /// The same carrier in the same state.
    fn copied(&self) -> Box<dyn Carrier>;
}

impl<C: Carrier + Clone + 'static> Copied for C {
    fn copied(&self) -> Box<dyn Carrier> {
        Box::new(self.clone())
    }
}

/// Brings a payload to its surface.
pub trait Carrier: Send + Copied {
    /// A request of the host, on its way to the service.
    ///
    /// # Errors
    /// As [`chain::Layer::pass`], for this and the others.
    fn asked(&mut self, message: &Message, pen: &mut Pen, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        let _ = (pen, cx);
        Ok(Flow::Pass(message.clone()))
    }

    /// The service's answer to a request of the host.
    fn answered(
        &mut self,
        call: &Pending,
        message: Message,
        pen: &mut Pen,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        let _ = (call, pen, cx);
        Ok(Flow::Pass(message))
    }

    /// Anything else.
    fn other(
        &mut self,
        direction: Direction,
        message: Message,
        pen: &mut Pen,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        let _ = (direction, pen, cx);
        Ok(Flow::Pass(message))
    }
}

/// The one call of a session whose answer an attack does something about.
#[derive(Clone, Default)]
pub(crate) struct Once {
    done: bool,
}

impl Once {
    /// Whether this is the answer to that call: the first one to a call for which the trigger fires. What is done about
    /// it counts as planted.
    pub(crate) fn due(&mut self, call: &Pending, pen: &mut Pen, cx: &mut Cx<'_>) -> bool {
        let due = !self.done && call.method == "tools/call" && pen.watch.fires();
        if due {
            self.done = true;
            pen.plant(cx);
        }
        due
    }
}

/// Whether a request is of the stateless era.
pub(crate) fn stateless(message: &Message) -> bool {
    message.params().is_some_and(|params| params.contains("io.modelcontextprotocol/protocolVersion"))
}

/// The same answer under another id.
pub(crate) fn addressed(answer: &Message, id: &Id) -> Result<Message, LayerError> {
    let tape = answer.tape();
    let path = Path::from(vec![Segment::Key("id".into())]);
    let spans = tape.select(answer.as_str(), &path).into_iter().filter_map(|node| tape.node(node));
    answer.splice(spans.map(|node| (node.span, id.as_json().to_owned())).collect()).map_err(unwritable)
}

/// An error of a carrier: an edit whose outcome is not JSON, which no template here makes.
pub(crate) fn unwritable(error: impl std::fmt::Display) -> LayerError {
    LayerError::new("attack", error)
}
