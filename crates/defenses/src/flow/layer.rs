//! The layer in front of one service.

use super::ENTRY;
use super::call::Call;
use super::data::Screen;
use super::definitions::{Trust, lists, screened};
use super::ledger::Ledger;
use super::settings::{Settings, Texts};
use crate::fingerprint::fingerprint;
use crate::{Defined, Locked};
use async_trait::async_trait;
use chain::{Action, Cx, Direction, Finding, Flow, Layer, LayerError, call_view};
use serde_json::Value;
use std::sync::{Arc, Mutex, PoisonError};
use wire::json::{NodeId, Shape, Span, Tape, decode};
use wire::{Kind, Message};

/// JSON-RPC: an error of the server's own, here of what stands before it.
const REFUSED: i64 = -32000;

const CONFIDED: &str = "it carries what the user confided";
const BATCH: &str = "a batch cannot be checked";

/// Watches one service; the memory is that of the trial.
pub(super) struct Watch {
    pub(super) service: String,
    pub(super) pin: Option<Locked>,
    pub(super) settings: Arc<Settings>,
    pub(super) ledger: Arc<Mutex<Ledger>>,
}

#[async_trait]
impl Layer for Watch {
    fn name(&self) -> &str {
        ENTRY.id
    }

    async fn pass(&mut self, way: Direction, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        match way {
            Direction::ToServer => Ok(self.leave(message, cx)),
            Direction::ToHost => self.arrive(message, cx).map(Flow::Pass),
        }
    }
}

impl Watch {
    /// A message to the service.
    fn leave(&self, message: Message, cx: &mut Cx<'_>) -> Flow {
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        let texts = strings(&message);
        let call = call_view(&message).map(|call| {
            let arguments: Value = serde_json::from_str(call.arguments).unwrap_or_default();
            (call.name.into_owned(), arguments)
        });
        let refused = match &call {
            _ if ledger.gives_away(&texts) => Some(CONFIDED),
            Some((tool, arguments)) => {
                Call::new(&self.service, tool, arguments).refused(&ledger, &self.settings)
            }
            None if message.kind() == Kind::Batch => Some(BATCH),
            None => None,
        };
        let Some(why) = refused else {
            ledger.leaves(texts);
            return Flow::Pass(message);
        };
        drop(ledger);
        find(cx, why, "params", Action::Block);
        let text = format!("this was refused: {why}");
        match (message.id(), message.kind()) {
            (Some(id), Kind::Request) => Flow::Answer(Message::error(&id, REFUSED, &text)),
            (Some(id), Kind::Response) => Flow::Pass(Message::error(&id, REFUSED, "refused")),
            _ => Flow::Drop,
        }
    }

    /// A message of the service.
    fn arrive(&self, message: Message, cx: &mut Cx<'_>) -> Result<Message, LayerError> {
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        let tools = ledger.tool_names();
        let delegated =
            self.settings.delegate && ledger.request.delegates_to(&self.service, &ledger.services);
        let screen = Screen { service: &self.service, texts: self.settings.texts, delegated, tools: &tools };
        let (text, tape) = (message.as_str(), cx.tape(&message));
        let lists = lists(text, &tape);
        let trust = self.trust(text, &tape, &lists);
        let mut edits = screened(text, &tape, &lists, trust, &mut ledger, &screen);
        edits.extend(self.instructions(text, &tape));
        let known: Vec<Span> = edits.iter().map(|(span, _)| *span).collect();
        edits.extend(
            screen.edits(&message, &mut ledger).into_iter().filter(|(span, _)| !known.contains(span)),
        );
        drop(ledger);
        if edits.is_empty() {
            return Ok(message);
        }
        find(
            cx,
            "text that is not data was withheld",
            if lists.is_empty() { "" } else { "result.tools" },
            Action::Redact,
        );
        message.splice(edits).map_err(|error| LayerError::new(ENTRY.id, error))
    }

    fn trust(&self, text: &str, tape: &Tape, lists: &[usize]) -> Trust {
        let Some(pin) = &self.pin else { return Trust::Unknown };
        let items = lists.iter().flat_map(|&list| tape.children(list));
        let tools: Vec<&str> = items.filter_map(|id| Some(tape.node(id)?.span.of(text))).collect();
        if lists.len() == 1 && pin.defines(Defined::Tools, &tools) { Trust::Pinned } else { Trust::Changed }
    }

    /// What a service says of itself to the model goes no further where services are pinned, unless it is as pinned.
    fn instructions(&self, text: &str, tape: &Tape) -> Vec<(Span, String)> {
        let Some(pin) = self.pin.as_ref().filter(|_| self.settings.texts != Texts::Pass) else {
            return vec![];
        };
        let path = "result.instructions".parse().ok();
        let nodes = path.map(|path| tape.select_all(text, &path)).unwrap_or_default();
        let same = |id: NodeId| pin.instructions.as_ref() == Some(&fingerprint(tape, text, id));
        let other = nodes.into_iter().filter(|&id| !same(id));
        other.filter_map(|id| Some((tape.node(id)?.span, "\"\"".to_owned()))).collect()
    }
}

/// Every string of what a message carries, keys and numbers included.
fn strings(message: &Message) -> Vec<String> {
    let (text, tape) = (message.as_str(), message.tape());
    let mut out = Vec::new();
    for (id, node) in tape.nodes().iter().enumerate() {
        out.extend(node.key.map(|key| decode(key.of(text)).into_owned()));
        match node.shape {
            Shape::String => out.push(tape.text(text, id).into_owned()),
            Shape::Number => out.push(node.span.of(text).to_owned()),
            _ => {}
        }
    }
    out
}

fn find(cx: &mut Cx<'_>, what: &str, place: &str, action: Action) {
    cx.find(Finding { layer: ENTRY.id.into(), what: what.into(), place: place.into(), action });
}
