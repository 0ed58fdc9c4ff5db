//! The layer of the whitelist.

use super::ENTRY;
use crate::fingerprint::fingerprint;
use crate::identity::introductions;
use crate::{Defined, Locked};
use async_trait::async_trait;
use chain::{Action, Cx, Direction, Finding, Flow, Layer, LayerError};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use wire::json::{NodeId, Path, Segment, Shape, Span, Tape};
use wire::{Id, Limits, Message};

/// JSON-RPC: an error of the server's own, here of what stands before it.
const REFUSED: i64 = -32000;

/// Most tools over all pages of a list.
const MOST_TOOLS: usize = 10_000;

/// Where tools are listed.
const TOOLS: &str = "result.tools";

/// What a refused service is called in its answers.
const NOBODY: &str = r#"{"name":"refused","version":""}"#;

pub(super) const UNLISTED: &str = "the service is not on the list";
pub(super) const ELSEWHERE: &str = "the service is not reached as the pinned one was";
const RENAMED: &str = "the service does not call itself what the pinned one did";
const CHANGED: &str = "the definitions are not the pinned ones";
const BATCH: &str = "a batch cannot be checked";

/// What a service is held to.
pub(super) struct Known {
    /// The service as it was pinned.
    pub(super) pin: Locked,
    /// Whether it must call itself what it did.
    pub(super) identity: bool,
    /// Whether it must define what it did.
    pub(super) definitions: bool,
}

/// The layer.
#[derive(Default)]
pub(super) struct Gate {
    known: Option<Known>,
    /// Why the service is refused.
    refused: Option<&'static str>,
    /// Open `tools/list` requests, and whether they ask for the first page.
    lists: BTreeMap<Id, bool>,
    /// Open requests whose answer has to say who the service is.
    greetings: BTreeSet<Id>,
    /// Definitions of the pages so far.
    pages: Vec<String>,
}

#[async_trait]
impl Layer for Gate {
    fn name(&self) -> &str {
        ENTRY.id
    }

    async fn pass(&mut self, way: Direction, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        if message.kind() == wire::Kind::Batch {
            find(cx, BATCH, "");
            return Ok(if way == Direction::ToServer { answer_to_batch() } else { Flow::Drop });
        }
        match way {
            Direction::ToServer => Ok(self.request(message, cx)),
            Direction::ToHost => self.response(message, cx).map(Flow::Pass),
        }
    }
}

impl Gate {
    /// A layer that lets a service through whatever it is.
    pub(super) fn open() -> Self {
        Self::default()
    }

    /// A layer that holds a service to what is known of it.
    pub(super) fn of(known: Known) -> Self {
        Self { known: Some(known), ..Self::default() }
    }

    /// A layer that refuses a service from the beginning.
    pub(super) fn shut(why: &'static str) -> Self {
        Self { refused: Some(why), ..Self::default() }
    }

    fn request(&mut self, message: Message, cx: &mut Cx<'_>) -> Flow {
        match (message.method().as_deref(), self.refused, message.id()) {
            (Some("tools/call"), Some(why), id) => {
                find(cx, why, "params");
                let text = format!("this call was refused: {why}");
                return id.map_or(Flow::Drop, |id| Flow::Answer(Message::error(&id, REFUSED, &text)));
            }
            (Some("tools/list"), _, Some(id)) => {
                self.lists.insert(id, !names_a_page(&message));
            }
            (Some("initialize" | "server/discover"), _, Some(id)) => {
                self.greetings.insert(id);
            }
            _ => {}
        }
        Flow::Pass(message)
    }

    fn response(&mut self, message: Message, cx: &mut Cx<'_>) -> Result<Message, LayerError> {
        // A request of the service may have the id of one of the host's: it answers nothing.
        let answered = message.id().filter(|_| message.kind() == wire::Kind::Response);
        let greets =
            answered.as_ref().is_some_and(|id| self.greetings.remove(id)) && message.result_json().is_some();
        let first = answered.and_then(|id| self.lists.remove(&id)).unwrap_or(true);
        let (text, tape) = (message.as_str(), cx.tape(&message));
        let greeting = Greeting::of(&tape, text);
        let mut edits = Vec::new();
        if self.refused.is_none()
            && let Some(why) = self.stranger(&greeting, greets, &tape, text)
        {
            self.refuse(why, "result", cx);
        }
        if self.refused.is_some() {
            edits.extend(greeting.withheld(&tape));
        }
        let lists = tape.select_all(text, &result("tools"));
        if !lists.is_empty() {
            let tools = self.tools(text, &tape, &lists, first, cx);
            edits.extend(tools.iter().flat_map(|tools| replace(&tape, &lists, tools)));
        }
        if edits.is_empty() {
            return Ok(message);
        }
        message.splice(edits).map_err(|error| LayerError::new(ENTRY.id, error))
    }

    /// Why a service is another than the pinned one by what it says of itself. A first answer that does not say who it
    /// is, or to whom instructions are missing, is as telling as one that says it otherwise.
    fn stranger(&self, greeting: &Greeting, greets: bool, tape: &Tape, text: &str) -> Option<&'static str> {
        let Known { pin, identity, definitions } = self.known.as_ref()?;
        let differs = |nodes: &[NodeId], known: Option<&String>| {
            let other = |&id: &NodeId| Some(&fingerprint(tape, text, id)) != known;
            nodes.iter().any(other) || (greets && nodes.is_empty() && known.is_some())
        };
        if *identity && differs(&greeting.names, pin.identity.said()) {
            return Some(RENAMED);
        }
        (*definitions && differs(&greeting.instructions, pin.instructions.as_ref())).then_some(CHANGED)
    }

    /// What the host is to see in place of the tools of this page; `None` to leave them.
    fn tools(
        &mut self,
        text: &str,
        tape: &Tape,
        lists: &[NodeId],
        first: bool,
        cx: &mut Cx<'_>,
    ) -> Option<String> {
        if let Some(why) = self.refused {
            return Some(self.refuse(why, TOOLS, cx));
        }
        if !self.known.as_ref()?.definitions {
            return None;
        }
        // Readers of a message with two lists, or with none that is one, may differ in what they see.
        let [list] = lists else { return Some(self.refuse(CHANGED, TOOLS, cx)) };
        if tape.node(*list).is_none_or(|node| node.shape != Shape::Array) {
            return Some(self.refuse(CHANGED, TOOLS, cx));
        }
        if first {
            self.pages.clear();
        }
        let whole = self.pages.is_empty();
        let items = tape.children(*list).filter_map(|id| Some(tape.node(id)?.span.of(text).to_owned()));
        self.pages.extend(items.take(MOST_TOOLS + 1));
        if more(text, tape) && self.pages.len() <= MOST_TOOLS {
            return Some("[]".to_owned());
        }
        let tools: Vec<&str> = self.pages.iter().map(String::as_str).collect();
        if self.known.as_ref().is_some_and(|known| !known.pin.defines(Defined::Tools, &tools)) {
            return Some(self.refuse(CHANGED, TOOLS, cx));
        }
        (!whole).then(|| format!("[{}]", tools.join(",")))
    }

    /// Refuses the service from now on; answers the list that the host sees.
    fn refuse(&mut self, why: &'static str, place: &str, cx: &mut Cx<'_>) -> String {
        self.refused = Some(why);
        self.pages.clear();
        find(cx, why, place);
        "[]".to_owned()
    }
}

/// What a service says of itself in a message.
struct Greeting {
    names: Vec<NodeId>,
    instructions: Vec<NodeId>,
}

impl Greeting {
    fn of(tape: &Tape, text: &str) -> Self {
        let said = |&id: &NodeId| tape.node(id).is_some_and(|node| node.shape != Shape::Null);
        Self {
            names: introductions(tape, text),
            instructions: tape.select_all(text, &result("instructions")).into_iter().filter(said).collect(),
        }
    }

    /// The edits that take all of it out.
    fn withheld(&self, tape: &Tape) -> impl Iterator<Item = (Span, String)> {
        let names = replace(tape, &self.names, NOBODY);
        names.into_iter().chain(replace(tape, &self.instructions, "\"\""))
    }
}

fn find(cx: &mut Cx<'_>, what: &str, place: &str) {
    cx.find(Finding {
        layer: ENTRY.id.into(),
        what: what.into(),
        place: place.into(),
        action: Action::Block,
    });
}

fn result(member: &str) -> Path {
    Path::from(vec![Segment::Key("result".into()), Segment::Key(member.into())])
}

fn replace(tape: &Tape, nodes: &[NodeId], new: &str) -> Vec<(Span, String)> {
    nodes.iter().filter_map(|&id| Some((tape.node(id)?.span, new.to_owned()))).collect()
}

/// Whether a page of a list says that there is another one. The empty string is a cursor too.
fn more(text: &str, tape: &Tape) -> bool {
    let cursors = tape.select(text, &result("nextCursor"));
    cursors.iter().any(|&id| tape.node(id).is_some_and(|node| node.shape == Shape::String))
}

/// Whether a `tools/list` request asks for a page other than the first.
fn names_a_page(message: &Message) -> bool {
    let params = message.params().and_then(|params| serde_json::from_str::<Value>(params).ok());
    params.is_some_and(|params| params.get("cursor").is_some_and(|cursor| !cursor.is_null()))
}

/// A batch has no id to answer to.
fn answer_to_batch() -> Flow {
    let text =
        format!(r#"{{"jsonrpc":"2.0","id":null,"error":{{"code":{REFUSED},"message":"refused: {BATCH}"}}}}"#);
    Message::parse(text, &Limits::default()).map_or(Flow::Drop, Flow::Answer)
}
