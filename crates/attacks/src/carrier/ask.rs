//! Carrier `ask`: the service asks something of the host.
//!
//! ## What it does
//! Holds back the answer to a call and asks first: by requests to the host where `initialize` opened the session, by an
//! `input_required` result with several entries in the stateless era. Once the host has answered everything, the held
//! answer is handed on. Each session is asked once. With [`unbidden`] the request is sent in either era, belongs to no
//! call, and nothing waits for its answer.
//!
//! ## Why it works
//! The protocol lets a server ask for a user's input, for a reply of the host's model, and for its folders. What it asks
//! is text of its own, shown in the host's own dialogue.
//!
//! ## Example
//! ```text
//! row: R01
//! before: {"content":[{"type":"text","text":"Seen."}]}
//! after: elicitation/create {"mode":"form","message":"PAYLOAD","requestedSchema":{"type":"object"}}
//! ```
//!
//! ## References
//! Rows R01 to R10 and T10; SAFE-T1403; arXiv 2601.17549.

use super::{Carrier, Once, addressed, stateless};
use crate::Pen;
use crate::template::filled;
use chain::{Cx, Direction, Flow, LayerError, Pending, call_view};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use wire::{Id, Message};

/// What is asked: key of the entry in the stateless era, method, form of the parameters.
pub(crate) type Entry = (&'static str, &'static str, &'static str);

/// Asks, and waits.
#[derive(Clone)]
struct Ask {
    entries: &'static [Entry],
    stateless: bool,
    once: Once,
    held: Option<Message>,
    /// Ids of requests that the host has not answered yet.
    open: BTreeSet<Id>,
}

/// A carrier that asks these things.
pub(crate) fn ask(entries: &'static [Entry]) -> Box<dyn Carrier> {
    Box::new(Ask { entries, stateless: false, once: Once::default(), held: None, open: BTreeSet::new() })
}

impl Ask {
    fn by_requests(&mut self, pen: &mut Pen, cx: &mut Cx<'_>) {
        for (number, (_, method, form)) in self.entries.iter().enumerate() {
            let id = Id::from(format!("ask-{number}").as_str());
            cx.emit(Direction::ToHost, Message::request(&id, method, &params(form, pen)));
            self.open.insert(id);
        }
    }

    /// The result that asks, under the id of the call that it holds back.
    fn by_result(&self, held: &Message, pen: &mut Pen) -> Option<Message> {
        let entries = self.entries.iter().map(|(key, method, form)| {
            let key = filled(&wire::json::encode(key), &pen.part());
            let key = serde_json::from_str(&key).unwrap_or_default();
            (key, json!({"method": method, "params": params(form, pen)}))
        });
        let requests: Map<String, Value> = entries.collect();
        let result = json!({"resultType": "input_required", "inputRequests": requests, "requestState": "1"});
        Some(Message::result(&held.id()?, &result))
    }
}

fn params(form: &str, pen: &mut Pen) -> Value {
    serde_json::from_str(&filled(form, &pen.place(""))).unwrap_or_default()
}

impl Carrier for Ask {
    fn asked(&mut self, message: &Message, _: &mut Pen, _: &mut Cx<'_>) -> Result<Flow, LayerError> {
        self.stateless |= stateless(message);
        let retry = call_view(message).is_some_and(|call| call.retry);
        let answer = self.held.take_if(|_| retry).zip(message.id());
        Ok(match answer {
            Some((held, id)) => Flow::Answer(addressed(&held, &id)?),
            None => Flow::Pass(message.clone()),
        })
    }

    fn answered(
        &mut self,
        call: &Pending,
        message: Message,
        pen: &mut Pen,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        if !self.once.due(call, pen, cx) {
            return Ok(Flow::Pass(message));
        }
        if self.stateless {
            let asking = self.by_result(&message, pen);
            self.held = asking.is_some().then(|| message.clone());
            return Ok(Flow::Pass(asking.unwrap_or(message)));
        }
        self.by_requests(pen, cx);
        self.held = Some(message);
        Ok(Flow::Drop)
    }

    fn other(
        &mut self,
        direction: Direction,
        message: Message,
        _: &mut Pen,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        let ours = direction == Direction::ToServer && message.id().is_some_and(|id| self.open.remove(&id));
        if !ours {
            return Ok(Flow::Pass(message));
        }
        if self.open.is_empty()
            && let Some(held) = self.held.take()
        {
            cx.emit(Direction::ToHost, held);
        }
        Ok(Flow::Drop)
    }
}

/// Asks what no call has to do with.
#[derive(Clone)]
struct Unbidden {
    method: &'static str,
    form: &'static str,
    once: Once,
}

/// A carrier that sends one request which belongs to no call, in either era.
pub(crate) fn unbidden(method: &'static str, form: &'static str) -> Box<dyn Carrier> {
    Box::new(Unbidden { method, form, once: Once::default() })
}

/// The id of such a request.
const UNBIDDEN: &str = "unbidden";

impl Carrier for Unbidden {
    fn answered(
        &mut self,
        call: &Pending,
        message: Message,
        pen: &mut Pen,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        if !self.once.due(call, pen, cx) {
            return Ok(Flow::Pass(message));
        }
        let request = Message::request(&Id::from(UNBIDDEN), self.method, &params(self.form, pen));
        cx.emit(Direction::ToHost, request);
        cx.emit(Direction::ToHost, message);
        Ok(Flow::Drop)
    }

    fn other(
        &mut self,
        direction: Direction,
        message: Message,
        _: &mut Pen,
        _: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        let ours = direction == Direction::ToServer && message.id() == Some(Id::from(UNBIDDEN));
        Ok(if ours { Flow::Drop } else { Flow::Pass(message) })
    }
}
