//! Defense `whitelist`: only known services, with the definitions that are known.
//!
//! ## What it does
//! Lets a service through only if it is on a list and, unless told otherwise, its tool definitions are those that were
//! pinned when it was clean. To any other service's `tools/list` the host sees no tools (and, if the service is not
//! on the list, no instructions), and calls are answered with a JSON-RPC error. Definitions are checked each time they are
//! listed; a service that once showed others stays refused. Pages of a list are held back, and handed on with the
//! last one when all of them together match the pin. Batches cannot be checked and are refused.
//!
//! ## Why it works
//! A poisoned definition has to differ from the clean one. It does nothing against a known service whose results turn hostile.
//!
//! ## Example
//! ```text
//! settings: {"services": ["calendar"], "definitions": false}
//! before: {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"pay"}],"ttlMs":5}}
//! after: {"jsonrpc":"2.0","id":1,"result":{"tools":[],"ttlMs":5}}
//! ```
//!
//! ## References
//! - SAFE-T1201 (rug pull), SAFE-T1001 (tool poisoning); arXiv 2512.06556 (definition changes).
//! - SafeMCP, arXiv 2506.13666 (whitelisting as a passive defense).

use crate::{Armed, Brief, Defense, DefenseError, Entry, Kind, Pin, Setting, pin_of, settings};
use async_trait::async_trait;
use chain::{Action, Cx, Direction, Finding, Flow, Layer, LayerError};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use wire::json::{NodeId, Path, Segment, Shape, Span, Tape};
use wire::{Id, Limits, Message};

/// Its row in the catalogue.
pub(crate) const ENTRY: Entry = Entry {
    id: "whitelist",
    summary: "Only services on a list, with the tool definitions that were pinned.",
    kind: Kind::Passive,
    source: "arXiv 2506.13666 (whitelisting); SAFE-T1201",
    settings: r#"{"services": "auto", "definitions": true}"#,
    open: |settings| Ok(Box::new(Whitelist { settings: settings::read(&ENTRY, settings)? })),
};

/// JSON-RPC: an error of the server's own, here of what stands before it.
const REFUSED: i64 = -32000;

/// Most tools over all pages of a list.
const MOST_TOOLS: usize = 10_000;

const UNLISTED: &str = "the service is not on the list";
const CHANGED: &str = "the tool definitions are not the pinned ones";
const BATCH: &str = "a batch cannot be checked";

#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    services: Services,
    definitions: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { services: Services::Auto, definitions: true }
    }
}

/// Which services are on the list.
#[derive(Deserialize)]
#[serde(try_from = "Value")]
enum Services {
    /// Those that were pinned.
    Auto,
    /// These.
    Named(Vec<String>),
}

impl TryFrom<Value> for Services {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, String> {
        if value == "auto" {
            return Ok(Self::Auto);
        }
        let names = serde_json::from_value(value);
        names.map(Self::Named).map_err(|_| "`services` is \"auto\" or a list of names".to_owned())
    }
}

struct Whitelist {
    settings: Settings,
}

impl Defense for Whitelist {
    fn entry(&self) -> &'static Entry {
        &ENTRY
    }

    fn arm(&self, setting: &Setting<'_>) -> Result<Armed, DefenseError> {
        let gate = |service: &&str| {
            self.gate(setting.pins, service).map(|gate| vec![Box::new(gate) as Box<dyn Layer>])
        };
        let layers = setting.services.iter().map(gate).collect::<Result<_, _>>()?;
        Ok(Armed { layers, brief: Brief::default() })
    }
}

impl Whitelist {
    fn gate(&self, pins: &[Pin], service: &str) -> Result<Gate, DefenseError> {
        let pinned = pins.iter().find(|pin| pin.service == service);
        let listed = match &self.settings.services {
            Services::Auto => pinned.is_some(),
            Services::Named(names) => names.iter().any(|name| name == service),
        };
        let pin = match pinned {
            _ if !listed || !self.settings.definitions => None,
            Some(pin) => Some(pin.definitions.clone()),
            None => return Err(DefenseError::NoPin { service: service.to_owned() }),
        };
        let refused = (!listed).then_some(UNLISTED);
        Ok(Gate { listed, pin, refused, lists: BTreeMap::new(), pages: Vec::new() })
    }
}

/// The layer.
struct Gate {
    listed: bool,
    /// The fingerprint that the definitions must have, if they are checked.
    pin: Option<String>,
    /// Why the service is refused.
    refused: Option<&'static str>,
    /// Open `tools/list` requests, and whether they ask for the first page.
    lists: BTreeMap<Id, bool>,
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
            _ => {}
        }
        Flow::Pass(message)
    }

    fn response(&mut self, message: Message, cx: &mut Cx<'_>) -> Result<Message, LayerError> {
        // A request of the service may have the id of one of the host's: it answers nothing.
        let answered = message.id().filter(|_| message.kind() == wire::Kind::Response);
        let first = answered.and_then(|id| self.lists.remove(&id)).unwrap_or(true);
        let (text, tape) = (message.as_str(), cx.tape(&message));
        let mut edits = Vec::new();
        if !self.listed {
            edits.extend(replace(&tape, &tape.select_all(text, &result("instructions")), "\"\""));
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

    /// What the host is to see in place of the tools of this page; `None` to leave them.
    fn tools(
        &mut self,
        text: &str,
        tape: &Tape,
        lists: &[NodeId],
        first: bool,
        cx: &mut Cx<'_>,
    ) -> Option<String> {
        let Some(pin) = self.pin.as_ref().filter(|_| self.refused.is_none()) else {
            return self.refused.map(|why| self.refuse(why, cx));
        };
        // Readers of a message with two lists, or with none that is one, may differ in what they see.
        let [list] = lists else { return Some(self.refuse(CHANGED, cx)) };
        if tape.node(*list).is_none_or(|node| node.shape != Shape::Array) {
            return Some(self.refuse(CHANGED, cx));
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
        if pin_of(&tools) != *pin {
            return Some(self.refuse(CHANGED, cx));
        }
        (!whole).then(|| format!("[{}]", tools.join(",")))
    }

    /// Refuses the service from now on; answers the list that the host sees.
    fn refuse(&mut self, why: &'static str, cx: &mut Cx<'_>) -> String {
        self.refused = Some(why);
        self.pages.clear();
        find(cx, why, "result.tools");
        "[]".to_owned()
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
