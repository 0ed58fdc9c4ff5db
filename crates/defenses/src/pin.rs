//! Defense `pin`: definitions stay what they were (PIN).
//!
//! ## What it does
//! Compares every definition that a service lists (tools, prompts, resources, templates, instructions) with its
//! fingerprint in a lockfile, which `safemcp pin` writes; without one, with what the service showed first in the
//! session, where a list is complete with its last page. On a definition that changed or was added, `block` refuses the
//! service for good: its lists are empty and calls are answered with an error. `ask` withholds that definition
//! alone, until somebody has looked at it and pinned it (`safemcp pin` again): it is taken off the list, instructions are
//! emptied, and calls and reads of it are refused.
//!
//! ## Why it works
//! A rug pull has to change a definition, whether the service announces it or not. It does nothing against a service that
//! was hostile when it was pinned, or whose results turn hostile.
//!
//! ## Example
//! ```text
//! settings: {"change": "ask"}
//! before: {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"pay","description":"Pay."}],"instructions":"Be kind."}}
//! after: {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"pay","description":"Pay."}],"instructions":"Be kind."}}
//! ```
//!
//! ## References
//! - SAFE-T1201 (rug pull); CVE-2025-54136; arXiv 2512.06556 (definition changes).

use crate::draft::{Draft, View, refuse};
use crate::fingerprint::fingerprint;
use crate::lock::{Defined, Locked, Lockfile};
use crate::refusal::REFUSED;
use crate::{Armed, Brief, Defense, DefenseError, Entry, Kind, Setting, settings};
use async_trait::async_trait;
use chain::{Action, Cx, Direction, Flow, Layer, LayerError};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use wire::json::{NodeId, Shape};
use wire::{Kind as Shaped, Message};

/// Its row in the catalogue.
pub(crate) const ENTRY: Entry = Entry {
    id: "pin",
    summary: "Definitions that changed since they were pinned, or since the session began, are refused.",
    kind: Kind::Passive,
    source: "PIN; SAFE-T1201; arXiv 2512.06556",
    settings: r#"{"lockfile": null, "change": "block"}"#,
    open: |settings| {
        let settings: Settings = settings::read(&ENTRY, settings)?;
        let lock = settings.lockfile.as_deref().map(Lockfile::read).transpose();
        let lock = lock.map_err(|error| settings::wrong(&ENTRY, &error))?;
        Ok(Box::new(Pinned { lock, change: settings.change }))
    },
};

const CHANGED: &str = "a definition that is not the pinned one";
const REFUSAL: &str = "this was refused: the definitions are not the pinned ones";
const BATCH: &str = "a batch cannot be checked";

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    lockfile: Option<PathBuf>,
    change: Change,
}

/// What is done about a change.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Change {
    /// The service is refused.
    #[default]
    Block,
    /// The definition is withheld until it is pinned.
    Ask,
}

struct Pinned {
    lock: Option<Lockfile>,
    change: Change,
}

impl Defense for Pinned {
    fn entry(&self) -> &'static Entry {
        &ENTRY
    }

    fn rests_on(&self) -> String {
        self.lock.as_ref().map(Lockfile::fingerprint).unwrap_or_default()
    }

    fn arm(&self, setting: &Setting<'_>) -> Result<Armed, DefenseError> {
        let gate = |service: &&str| self.gate(service).map(|gate| vec![Box::new(gate) as Box<dyn Layer>]);
        let layers = setting.services.iter().map(gate).collect::<Result<_, _>>()?;
        Ok(Armed { layers, brief: Brief::default() })
    }
}

impl Pinned {
    fn gate(&self, service: &str) -> Result<Gate, DefenseError> {
        let (known, sealed) = match &self.lock {
            Some(lock) => {
                let locked = lock.services.get(service);
                let missing = || DefenseError::NotLocked { service: service.to_owned() };
                (locked.ok_or_else(missing)?.clone(), Defined::ALL.into())
            }
            None => (Locked::default(), BTreeSet::new()),
        };
        let greeted = self.lock.is_some();
        let withheld = BTreeSet::new();
        Ok(Gate { change: self.change, known, sealed, greeted, refused: false, withheld })
    }
}

/// The layer.
struct Gate {
    change: Change,
    known: Locked,
    /// Kinds of which all definitions are known.
    sealed: BTreeSet<Defined>,
    /// Whether the instructions are known, be it that there are none.
    greeted: bool,
    /// Whether the service is refused.
    refused: bool,
    /// Definitions that are, by kind and name.
    withheld: BTreeSet<(Defined, String)>,
}

#[async_trait]
impl Layer for Gate {
    fn name(&self) -> &str {
        ENTRY.id
    }

    async fn pass(&mut self, way: Direction, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        if message.kind() == Shaped::Batch {
            View::new(&message, cx).find(cx, ENTRY.id, BATCH, 0, Action::Block);
            return Ok(Flow::Drop);
        }
        match way {
            Direction::ToServer => Ok(self.request(message, cx)),
            Direction::ToHost => self.response(message, cx),
        }
    }
}

impl Gate {
    fn request(&self, message: Message, cx: &mut Cx<'_>) -> Flow {
        let (kind, member) = match message.method().as_deref() {
            Some("tools/call") => (Defined::Tools, "name"),
            Some("prompts/get") => (Defined::Prompts, "name"),
            Some("resources/read") => (Defined::Resources, "uri"),
            _ => return Flow::Pass(message),
        };
        if !self.refused && self.withheld.is_empty() {
            return Flow::Pass(message);
        }
        let view = View::new(&message, cx);
        let names = view.along(0, &["params", member]).into_iter().filter_map(|id| view.string(id));
        let withheld = |name: std::borrow::Cow<'_, str>| self.withheld.contains(&(kind, name.into_owned()));
        if self.refused || names.into_iter().any(withheld) {
            view.find(cx, ENTRY.id, REFUSAL, 0, Action::Block);
            return refuse(&message, REFUSED, REFUSAL);
        }
        Flow::Pass(message)
    }

    fn response(&mut self, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        let mut draft = Draft::new(ENTRY.id, &message, cx);
        let view = draft.view.clone();
        let Some(result) = view.member(0, "result") else { return Ok(Flow::Pass(message)) };
        self.instructions(&mut draft, cx);
        let mut lists = Vec::new();
        for kind in Defined::ALL {
            let found = view.along(0, &["result", kind.member()]);
            for &list in &found {
                self.list(&mut draft, kind, list, cx);
            }
            let last = view.word(result, "nextCursor").is_none();
            if !found.is_empty() && last {
                self.sealed.insert(kind);
            }
            lists.extend(found);
        }
        if self.refused && !lists.is_empty() {
            let mut draft = Draft::new(ENTRY.id, &message, cx);
            lists.iter().for_each(|&list| draft.put(list, "[]"));
            view.along(0, &["result", "instructions"]).iter().for_each(|&id| draft.say(id, ""));
            return draft.done().map(Flow::Pass);
        }
        draft.done().map(Flow::Pass)
    }

    fn instructions(&mut self, draft: &mut Draft, cx: &mut Cx<'_>) {
        let view = draft.view.clone();
        let found = view.along(0, &["result", "instructions"]);
        for &id in &found {
            let seen = Some(fingerprint(view.tape(), view.text(), id));
            if !self.greeted {
                self.known.instructions = seen;
                self.greeted = true;
            } else if self.known.instructions != seen && view.raw(id) != "null" {
                self.changed(draft, id, cx);
                draft.say(id, "");
            }
        }
        self.greeted |= !view.along(0, &["result", "capabilities"]).is_empty();
    }

    fn list(&mut self, draft: &mut Draft, kind: Defined, list: NodeId, cx: &mut Cx<'_>) {
        let view = draft.view.clone();
        if !view.is(list, Shape::Array) {
            self.changed(draft, list, cx);
            draft.put(list, "[]");
            return;
        }
        let mut gone = BTreeSet::new();
        for item in view.children(list) {
            let names: Vec<String> =
                view.all(item, kind.name()).filter_map(|id| Some(view.string(id)?.into_owned())).collect();
            let seen = fingerprint(view.tape(), view.text(), item);
            let same = matches!(&names[..], [name] if self.knows(kind, name, &seen));
            for name in names {
                let one = (kind, name);
                if same {
                    self.withheld.remove(&one);
                } else {
                    self.withheld.insert(one);
                }
            }
            if !same {
                self.changed(draft, item, cx);
                gone.insert(item);
            }
        }
        draft.drop_from(list, &gone);
    }

    /// Whether a definition is the one that is known; the first one of a list that is not complete becomes it.
    fn knows(&mut self, kind: Defined, name: &str, seen: &str) -> bool {
        let known: &mut BTreeMap<String, String> = self.known.definitions.entry(kind).or_default();
        match known.get(name) {
            Some(known) => known == seen,
            None if self.sealed.contains(&kind) => false,
            None => {
                known.insert(name.to_owned(), seen.to_owned());
                true
            }
        }
    }

    fn changed(&mut self, draft: &Draft, id: NodeId, cx: &mut Cx<'_>) {
        self.refused |= self.change == Change::Block;
        draft.find(cx, CHANGED, id, Action::Block);
    }
}
