//! One message under a layer's hand: what stands in it, and the edits to it.

use crate::removal;
use chain::{Action, Cx, Finding, Flow, LayerError};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;
use wire::json::{Node, NodeId, Shape, Span, Tape, encode};
use wire::{Kind, Limits, Message};

/// A message that can be read without being held. Cheap to clone.
#[derive(Clone)]
pub(crate) struct View {
    message: Message,
    tape: Arc<Tape>,
}

impl View {
    pub(crate) fn new(message: &Message, cx: &mut Cx<'_>) -> Self {
        Self { message: message.clone(), tape: cx.tape(message) }
    }

    pub(crate) fn text(&self) -> &str {
        self.message.as_str()
    }

    pub(crate) fn tape(&self) -> &Tape {
        &self.tape
    }

    /// The message, or each message of a batch.
    pub(crate) fn roots(&self) -> Vec<NodeId> {
        if self.message.kind() == Kind::Batch { self.tape.children(0).collect() } else { vec![0] }
    }

    pub(crate) fn node(&self, id: NodeId) -> Option<Node> {
        self.tape.node(id)
    }

    pub(crate) fn is(&self, id: NodeId, shape: Shape) -> bool {
        self.node(id).is_some_and(|node| node.shape == shape)
    }

    /// Children, members as well as items, of a value that may be none.
    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        self.tape.children(id)
    }

    pub(crate) fn key(&self, id: NodeId) -> Cow<'_, str> {
        self.tape.key(self.text(), id)
    }

    /// Every member of this name: readers differ in which of them they take.
    pub(crate) fn all(&self, id: NodeId, name: &str) -> impl Iterator<Item = NodeId> {
        let object = self.is(id, Shape::Object);
        self.tape.children(id).filter(move |&child| object && self.key(child) == name)
    }

    /// Every value along these names, duplicates included.
    pub(crate) fn along(&self, id: NodeId, names: &[&str]) -> Vec<NodeId> {
        names.iter().fold(vec![id], |at, name| at.into_iter().flat_map(|id| self.all(id, name)).collect())
    }

    /// The member of this name; of several the last one.
    pub(crate) fn member(&self, id: NodeId, name: &str) -> Option<NodeId> {
        self.all(id, name).last()
    }

    /// The text of a member that is a string.
    pub(crate) fn word(&self, id: NodeId, name: &str) -> Option<Cow<'_, str>> {
        self.string(self.member(id, name)?)
    }

    /// The text of a string.
    pub(crate) fn string(&self, id: NodeId) -> Option<Cow<'_, str>> {
        self.is(id, Shape::String).then(|| self.tape.text(self.text(), id))
    }

    /// The JSON of a value.
    pub(crate) fn raw(&self, id: NodeId) -> &str {
        self.node(id).map_or("", |node| node.span.of(self.text()))
    }

    /// Records what a layer saw at a value of the message.
    pub(crate) fn find(&self, cx: &mut Cx<'_>, layer: &str, what: &str, at: NodeId, action: Action) {
        let place = wire::excerpt(&self.tape.path_of(self.text(), at).to_string());
        cx.find(Finding { layer: layer.into(), what: what.into(), place, action });
    }
}

/// A view, and the edits to be made at once.
pub(crate) struct Draft {
    pub(crate) layer: &'static str,
    pub(crate) view: View,
    edits: Vec<(Span, String)>,
}

impl Draft {
    pub(crate) fn new(layer: &'static str, message: &Message, cx: &mut Cx<'_>) -> Self {
        Self { layer, view: View::new(message, cx), edits: Vec::new() }
    }

    /// Puts JSON in the place of a value.
    pub(crate) fn put(&mut self, id: NodeId, json: impl Into<String>) {
        self.edits.extend(self.view.node(id).map(|node| (node.span, json.into())));
    }

    /// Puts a string in the place of a value.
    pub(crate) fn say(&mut self, id: NodeId, text: &str) {
        self.put(id, encode(text));
    }

    /// Puts a text in the place of a key or of a string.
    pub(crate) fn write(&mut self, span: Span, text: &str) {
        self.edits.push((span, encode(text)));
    }

    /// Takes items or members out of what they stand in.
    pub(crate) fn drop_from(&mut self, container: NodeId, gone: &BTreeSet<NodeId>) {
        if !gone.is_empty() {
            self.edits.extend(removal::items(self.view.tape(), container, gone));
        }
    }

    /// Adds members, as JSON, at the start of an object.
    pub(crate) fn add_all(&mut self, object: NodeId, members: &[String]) {
        let Some(node) = self.view.node(object).filter(|node| node.shape == Shape::Object) else { return };
        let at = node.span.start + 1;
        let comma = if self.view.children(object).next().is_some() { "," } else { "" };
        self.edits.push((Span { start: at, end: at }, format!("{}{comma}", members.join(","))));
    }

    /// Records what is done about a value.
    pub(crate) fn find(&self, cx: &mut Cx<'_>, what: &str, at: NodeId, action: Action) {
        self.view.find(cx, self.layer, what, at, action);
    }

    /// The message with its edits; the very same one if there are none.
    pub(crate) fn done(self) -> Result<Message, LayerError> {
        let message = self.view.message;
        if self.edits.is_empty() {
            return Ok(message);
        }
        message.splice(self.edits).map_err(|error| LayerError::new(self.layer, error))
    }
}

/// What becomes of a message that is refused: a request is answered, an answer is replaced by an error, and anything
/// else goes no further.
pub(crate) fn refuse(message: &Message, code: i64, why: &str) -> Flow {
    match (message.kind(), message.id()) {
        (Kind::Request, Some(id)) => Flow::Answer(Message::error(&id, code, why)),
        (Kind::Response, Some(id)) => Flow::Pass(Message::error(&id, code, why)),
        _ => Flow::Drop,
    }
}

/// A batch as messages of their own; nothing for any other message.
pub(crate) fn unpacked(message: &Message, view: &View) -> Vec<(NodeId, Message)> {
    let limits = Limits { message_bytes: usize::MAX, ..Limits::default() };
    let one = |id: NodeId| Some((id, Message::parse(view.raw(id), &limits).ok()?));
    if message.kind() == Kind::Batch { view.roots().into_iter().filter_map(one).collect() } else { vec![] }
}
