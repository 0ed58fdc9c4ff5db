//! Defense `namespace`: a tool's name says whose it is, and no two names are one (NS).
//!
//! ## What it does
//! Puts the host's label of the service before the name of each of its tools (`weather__forecast`), and takes it off again
//! when the tool is called (`prefix: "always"`; `"several"` only where there are several services; `"never"`). Takes a
//! tool off the list when its name, prefix included, is longer than `length`, has other characters than letters,
//! digits and `_.-`, is another tool's name (of the same service or of another: who listed it first keeps it), or is
//! told from another only by case or by look-alike characters. Calls of a tool that was taken off are answered with an error.
//!
//! ## Why it works
//! Shadowing needs two tools that a host or a model takes for one. It does nothing against a tool that is merely described
//! as the better one.
//!
//! ## Example
//! ```text
//! settings: {"prefix": "always"}
//! before: {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"forecast"},{"name":"Forecast"},{"name":"read file"}]}}
//! after: {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"weather__forecast"}]}}
//! ```
//!
//! ## References
//! - SAFE-T1008, SAFE-T1301 (shadowing, collision); MCP 2025-11-25 (names of tools); arXiv 2510.15994 (name collision).

use crate::draft::{Draft, View, refuse};
use crate::{Armed, Defense, DefenseError, Entry, Kind, Setting, settings};
use async_trait::async_trait;
use chain::{Action, Cx, Direction, Flow, Layer, LayerError};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use wire::json::{NodeId, Shape};
use wire::{Id, Kind as Shaped, Message};

/// Its row in the catalogue.
pub(crate) const ENTRY: Entry = Entry {
    id: "namespace",
    summary: "Names of tools carry the service's label; collisions and look-alikes are refused.",
    kind: Kind::Passive,
    source: "NS; SAFE-T1301; arXiv 2510.15994",
    settings: r#"{"prefix": "always", "length": 64}"#,
    open: |settings| Ok(Box::new(Namespace { settings: settings::read(&ENTRY, settings)? })),
};

/// JSON-RPC: parameters that do not fit; MCP has it for tools that there are not.
const NO_TOOL: i64 = -32602;
const REFUSAL: &str = "there is no such tool";

/// Between label and name.
const BETWEEN: &str = "__";

#[derive(Clone, Copy, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    prefix: Prefix,
    /// Longest name as the host sees it, in characters.
    length: usize,
}

/// When names get a label.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Prefix {
    Always,
    Several,
    Never,
}

impl Default for Settings {
    fn default() -> Self {
        Self { prefix: Prefix::Always, length: 64 }
    }
}

struct Namespace {
    settings: Settings,
}

impl Defense for Namespace {
    fn entry(&self) -> &'static Entry {
        &ENTRY
    }

    fn arm(&self, setting: &Setting<'_>) -> Result<Armed, DefenseError> {
        let prefixed = match self.settings.prefix {
            Prefix::Always => true,
            Prefix::Several => setting.services.len() > 1,
            Prefix::Never => false,
        };
        let taken = Arc::new(Mutex::new(BTreeMap::new()));
        let layer = |service: &str| Names {
            service: service.to_owned(),
            prefix: if prefixed { format!("{}{BETWEEN}", plain(service)) } else { String::new() },
            length: self.settings.length,
            taken: Arc::clone(&taken),
            listed: BTreeSet::new(),
            refused: BTreeSet::new(),
            lists: BTreeMap::new(),
        };
        Ok(Armed::each(setting, layer))
    }
}

/// A name that is taken.
struct Taken {
    name: String,
    service: String,
}

/// The layer.
struct Names {
    service: String,
    prefix: String,
    length: usize,
    /// Names of all services, by how they look.
    taken: Arc<Mutex<BTreeMap<String, Taken>>>,
    /// Names of the list at hand.
    listed: BTreeSet<String>,
    /// Names, as the service has them, that are not on offer.
    refused: BTreeSet<String>,
    /// Open `tools/list` requests, and whether they ask for the first page.
    lists: BTreeMap<Id, bool>,
}

#[async_trait]
impl Layer for Names {
    fn name(&self) -> &str {
        ENTRY.id
    }

    async fn pass(&mut self, way: Direction, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        if way == Direction::ToServer {
            return self.request(message, cx);
        }
        let answered = message.id().filter(|_| message.kind() == Shaped::Response);
        if answered.and_then(|id| self.lists.remove(&id)).unwrap_or(true) {
            self.listed.clear();
        }
        let mut draft = Draft::new(ENTRY.id, &message, cx);
        let view = draft.view.clone();
        for list in view.roots().into_iter().flat_map(|root| view.along(root, &["result", "tools"])) {
            self.list(&mut draft, list, cx);
        }
        draft.done().map(Flow::Pass)
    }
}

impl Names {
    fn request(&mut self, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        match message.method().as_deref() {
            Some("tools/list") => {
                let view = View::new(&message, cx);
                let next =
                    view.along(0, &["params", "cursor"]).into_iter().any(|id| view.is(id, Shape::String));
                self.lists.extend(message.id().map(|id| (id, !next)));
                Ok(Flow::Pass(message))
            }
            Some("tools/call") => self.call(&message, cx),
            _ if message.kind() == Shaped::Batch && !self.prefix.is_empty() => {
                let view = View::new(&message, cx);
                view.find(cx, ENTRY.id, "a batch of calls cannot be translated", 0, Action::Block);
                Ok(Flow::Drop)
            }
            _ => Ok(Flow::Pass(message)),
        }
    }

    /// The call as the service knows it.
    fn call(&self, message: &Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        let mut draft = Draft::new(ENTRY.id, message, cx);
        let view = draft.view.clone();
        for id in view.along(0, &["params", "name"]) {
            let name = view.string(id).unwrap_or_default();
            let own = name.strip_prefix(&self.prefix).filter(|own| !self.refused.contains(*own));
            let Some(own) = own else {
                draft.find(cx, "a call of a tool that is not on offer", id, Action::Block);
                return Ok(refuse(message, NO_TOOL, REFUSAL));
            };
            if !self.prefix.is_empty() {
                draft.say(id, own);
            }
        }
        draft.done().map(Flow::Pass)
    }

    fn list(&mut self, draft: &mut Draft, list: NodeId, cx: &mut Cx<'_>) {
        let view = draft.view.clone();
        let mut gone = BTreeSet::new();
        for tool in view.children(list) {
            for id in view.all(tool, "name").collect::<Vec<_>>() {
                let own = view.string(id).unwrap_or_default();
                let name = format!("{}{own}", self.prefix);
                match self.refusal(&name) {
                    Some(why) => {
                        draft.find(cx, why, id, Action::Block);
                        gone.insert(tool);
                        // A tool that is on offer stays callable, whoever else wants its name.
                        if !self.listed.contains(&name) {
                            self.refused.insert(own.into_owned());
                        }
                    }
                    None => {
                        self.refused.remove(&*own);
                        if !self.prefix.is_empty() {
                            draft.say(id, &name);
                        }
                    }
                }
            }
        }
        draft.drop_from(list, &gone);
    }

    /// Why a tool cannot have this name; takes it if it can.
    fn refusal(&mut self, name: &str) -> Option<&'static str> {
        if name.len() > self.length {
            return Some("a name longer than it may be");
        }
        if name.len() == self.prefix.len() || !name.bytes().all(fits) {
            return Some("a name with characters that it may not have");
        }
        if self.listed.contains(name) {
            return Some("a name that another tool of this service has");
        }
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let looks = looks(name);
        for other in looks.iter().filter_map(|look| taken.get(look)) {
            if other.name != name {
                return Some("a name that looks like another tool's");
            }
            if other.service != self.service {
                return Some("a name that a tool of another service has");
            }
        }
        for look in looks {
            taken.insert(look, Taken { name: name.to_owned(), service: self.service.clone() });
        }
        self.listed.insert(name.to_owned());
        None
    }
}

fn fits(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_.-".contains(&byte)
}

/// A label in characters that a name may have.
fn plain(label: &str) -> String {
    label.chars().map(|char| if char.is_ascii() && fits(char as u8) { char } else { '_' }).collect()
}

/// How a name in ASCII looks to a reader who does not mind case, and to one who takes one letter for another.
fn looks(name: &str) -> [String; 2] {
    let alike = |char: char| match char {
        'I' | '1' => 'l',
        '0' => 'o',
        other => other.to_ascii_lowercase(),
    };
    let likeness: String = name.chars().map(alike).collect();
    [name.to_ascii_lowercase(), likeness.replace("rn", "m").replace("vv", "w")]
}
