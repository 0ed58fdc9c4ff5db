//! Defense `capabilities`: the service may ask nothing of the host that was not allowed (CAPS).
//!
//! ## What it does
//! Of what the host declares that it can do (in `initialize`, and with every request of the stateless era), lets through what
//! `allow` names: `sampling`, `elicitation`, `roots`, `tasks`, `extensions`, `experimental`. Requests of the service for
//! anything else are answered here and never reach the host; so are `inputRequests`: a result that holds one becomes an
//! error, and so does a task of the stateless era unless `extensions` are allowed. Words for the model that come with a task
//! go unless tasks are allowed. With `root`, a service that asks for
//! roots is given that address, in either era, and not the host's own.
//!
//! ## Why it works
//! What is not offered need not be guarded: the victim's model, its user's attention and its paths. It does nothing about
//! tools and results.
//!
//! ## Example
//! ```text
//! settings: {"allow": []}
//! before: {"jsonrpc":"2.0","id":1,"result":{"resultType":"input_required","inputRequests":{"a":{"method":"sampling/createMessage","params":{}}}}}
//! after: {"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"the service asked for sampling, which is not allowed"}}
//! ```
//!
//! ## References
//! - MCP 2026-07-28 (capabilities, `input_required` results); arXiv 2601.17549 (capabilities are not attested).
//! - SAFE-T1606 (disclosure of paths); surfaces R01 to R12, TK05, TK07, TK08.

mod owed;

use crate::draft::{Draft, View, refuse};
use crate::refusal::REFUSED;
use crate::{Armed, Defense, DefenseError, Entry, Kind, Setting, settings};
use async_trait::async_trait;
use chain::{Action, Cx, Direction, Flow, Layer, LayerError};
use owed::Owed;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use wire::json::NodeId;
use wire::{Kind as Shaped, Message};

/// Its row in the catalogue.
pub(crate) const ENTRY: Entry = Entry {
    id: "capabilities",
    summary: "Sampling, elicitation and roots are refused unless allowed; a virtual root in the place of the real one.",
    kind: Kind::Passive,
    source: "CAPS; MCP 2026-07-28; SAFE-T1606",
    settings: r#"{"allow": [], "root": null}"#,
    open: |settings| {
        let settings: Settings = settings::read(&ENTRY, settings)?;
        let known = |name: &&String| CAPABILITIES.contains(&name.as_str());
        if let Some(name) = settings.allow.iter().find(|name| !known(name)) {
            let known = CAPABILITIES.join(", ");
            let what = format!("`allow` has `{}`; it may have {known}", wire::excerpt(name));
            return Err(settings::wrong(&ENTRY, &what));
        }
        Ok(Box::new(Capabilities { settings }))
    },
};

/// What a host may declare.
const CAPABILITIES: [&str; 6] = ["sampling", "elicitation", "roots", "tasks", "extensions", "experimental"];

/// JSON-RPC: no such method.
const NO_METHOD: i64 = -32601;

/// MCP 2025-11-25: the call needs an elicitation, which stands in the error's data.
const ELICITS: &str = "-32042";

/// What is said of a task of the stateless era, which is an extension.
const TASK: &str = "the service made a task, which is not allowed";

/// MCP 2025-11-25: what the model is told while a task goes on.
const IMMEDIATE: &str = "io.modelcontextprotocol/model-immediate-response";

#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    allow: Vec<String>,
    root: Option<String>,
}

impl Settings {
    fn allows(&self, capability: &str) -> bool {
        self.allow.iter().any(|allowed| allowed == capability)
    }

    /// What a service is told the roots are, in the place of the host's.
    fn roots(&self) -> Option<Value> {
        let root = self.root.as_ref()?;
        Some(json!({"roots": [{"uri": root, "name": "root"}]}))
    }
}

struct Capabilities {
    settings: Settings,
}

impl Defense for Capabilities {
    fn entry(&self) -> &'static Entry {
        &ENTRY
    }

    fn arm(&self, setting: &Setting<'_>) -> Result<Armed, DefenseError> {
        Ok(Armed::each(setting, |_| Desk { settings: self.settings.clone(), owed: Owed::default() }))
    }
}

/// The layer.
struct Desk {
    settings: Settings,
    /// Roots that were asked for, and that the host's next try is to carry.
    owed: Owed,
}

#[async_trait]
impl Layer for Desk {
    fn name(&self) -> &str {
        ENTRY.id
    }

    async fn pass(&mut self, way: Direction, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        match (way, message.kind()) {
            (Direction::ToServer, Shaped::Request) => self.declared(&message, cx).map(Flow::Pass),
            (Direction::ToServer, _) => Ok(Flow::Pass(message)),
            (Direction::ToHost, Shaped::Request | Shaped::Notification) => Ok(self.asked(message, cx)),
            (Direction::ToHost, Shaped::Batch) => {
                View::new(&message, cx).find(cx, ENTRY.id, "a batch cannot be checked", 0, Action::Block);
                Ok(Flow::Drop)
            }
            (Direction::ToHost, _) => self.answered(&message, cx),
        }
    }
}

impl Desk {
    /// The request with no more capabilities than are allowed, and with the roots that are owed.
    fn declared(&mut self, message: &Message, cx: &mut Cx<'_>) -> Result<Message, LayerError> {
        let mut draft = Draft::new(ENTRY.id, message, cx);
        let view = draft.view.clone();
        let mut declared = view.along(0, &["params", "_meta", "io.modelcontextprotocol/clientCapabilities"]);
        if message.method().as_deref() == Some(wire::METHOD_INITIALIZE) {
            declared.extend(view.along(0, &["params", "capabilities"]));
        }
        for object in declared {
            let stays = |id: NodeId| {
                let name = view.key(id);
                self.settings.allows(&name) || (name == "roots" && self.settings.root.is_some())
            };
            let gone: BTreeSet<NodeId> = view.children(object).filter(|&id| !stays(id)).collect();
            gone.iter()
                .for_each(|&id| draft.find(cx, "a capability that is not allowed", id, Action::Redact));
            draft.drop_from(object, &gone);
        }
        if let Some(roots) = self.settings.roots() {
            self.owed.pay(&mut draft, &roots.to_string());
        }
        draft.done()
    }

    /// What becomes of a request of the service.
    fn asked(&self, message: Message, cx: &mut Cx<'_>) -> Flow {
        let Some(wanted) = message.method().as_deref().and_then(capability) else {
            return Flow::Pass(message);
        };
        if wanted == "roots"
            && let (Some(roots), Some(id)) = (self.settings.roots(), message.id())
        {
            View::new(&message, cx).find(cx, ENTRY.id, "a virtual root was told", 0, Action::Redact);
            return Flow::Answer(Message::result(&id, &roots));
        }
        if self.settings.allows(wanted) {
            return Flow::Pass(message);
        }
        View::new(&message, cx).find(cx, ENTRY.id, &unwanted(wanted), 0, Action::Block);
        refuse(&message, NO_METHOD, &format!("{wanted} is not offered"))
    }

    /// What becomes of an answer that may ask for input.
    fn answered(&mut self, message: &Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        let mut draft = Draft::new(ENTRY.id, message, cx);
        let view = draft.view.clone();
        let elicits = |id: &NodeId| view.raw(*id) == ELICITS && !self.settings.allows("elicitation");
        if let Some(id) = view.along(0, &["error", "code"]).into_iter().find(elicits) {
            let why = unwanted("elicitation");
            draft.find(cx, &why, id, Action::Block);
            return Ok(refuse(message, REFUSED, &why));
        }
        if !self.settings.allows("tasks") {
            for meta in view.along(0, &["result", "_meta"]) {
                let gone: BTreeSet<NodeId> = view.all(meta, IMMEDIATE).collect();
                gone.iter()
                    .for_each(|&id| draft.find(cx, "words of a task for the model", id, Action::Redact));
                draft.drop_from(meta, &gone);
            }
        }
        let kinds = view.along(0, &["result", "resultType"]);
        let task = kinds.into_iter().find(|&id| view.string(id).as_deref() == Some("task"));
        if let Some(id) = task.filter(|_| !self.settings.allows("extensions")) {
            draft.find(cx, TASK, id, Action::Block);
            return Ok(refuse(message, REFUSED, TASK));
        }
        for requests in view.along(0, &["result", "inputRequests"]) {
            let mut told = BTreeSet::new();
            for entry in view.children(requests) {
                let method = view.word(entry, "method").unwrap_or_default();
                let wanted = capability(&method).unwrap_or("what nobody knows");
                if wanted == "roots" && self.settings.root.is_some() {
                    told.insert(entry);
                } else if !self.settings.allows(wanted) {
                    let why = unwanted(wanted);
                    draft.find(cx, &why, entry, Action::Block);
                    return Ok(refuse(message, REFUSED, &why));
                }
            }
            if !told.is_empty() {
                draft.find(cx, "a virtual root is told", requests, Action::Redact);
                self.owed.note(&view, &told);
                draft.drop_from(requests, &told);
            }
        }
        draft.done().map(Flow::Pass)
    }
}

/// The capability that a method of the host needs; `None` for methods that need none.
fn capability(method: &str) -> Option<&'static str> {
    let family = method.split_once('/').map_or(method, |(family, _)| family);
    CAPABILITIES.into_iter().find(|capability| *capability == family)
}

fn unwanted(capability: &str) -> String {
    format!("the service asked for {capability}, which is not allowed")
}
