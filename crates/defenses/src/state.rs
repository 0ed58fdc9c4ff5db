//! Defense `state`: the service speaks when it may, and about what it was asked (STATE).
//!
//! ## What it does
//! Follows the session and lets through what the protocol allows at that point. An answer must name, byte for byte, an id
//! that the host asked with and that is still open; it has a result or an error and, in the stateless era, a kind of result
//! that is known there. A request to the host is answered with an error in the stateless era, and in the
//! initialize era unless one of the host's own is under way (`requests: "any"` lifts that, `"never"` refuses all but
//! `ping`). A notification must be of a known method and about something of this session: a progress token, what a
//! subscription is for, a task, a request of the service. A task is made by a service that said it makes some, for a
//! request that may become one, and keeps its id, its owner and its last status. A version below `minimum` is refused (by
//! default every version is above it), and so are batches outside 2025-03-26. A wrong answer to an open request becomes an
//! error.
//!
//! ## Why it works
//! Forged and doubled answers, requests out of the blue and downgrades all break a rule that a strict reader can check. It
//! does nothing about messages that are in order: a task that never ends, an id that the service made up for its own task.
//! To a host that subscribed, that wants log messages or that asked for progress, a service may say whatever it likes in
//! the words of that subscription, those messages and that progress.
//!
//! ## Example
//! ```text
//! settings: {"minimum": "2025-06-18"}
//! asked: {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25"}}
//! before: {"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2024-11-05","capabilities":{}}}
//! after: {"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"the service's answer was refused: a protocol version below the minimum"}}
//! ```
//!
//! ## References
//! - MCP 2025-11-25 and 2026-07-28 (lifecycle, notifications, tasks); JSON-RPC 2.0.
//! - Surfaces L01 (with a `minimum`), T08 to T10, TR10, N02 to N06 where nobody asked to be told, RS04 likewise, TK07; ids
//!   and owners of tasks (TK01, TK06).

mod notice;
mod open;
mod subscription;
mod tasks;

use crate::draft::{Draft, View, refuse, unpacked};
use crate::refusal::REFUSED;
use crate::{Armed, Defense, DefenseError, Entry, Kind, Setting, settings};
use async_trait::async_trait;
use chain::{Action, Cx, Direction, Finding, Flow, Layer, LayerError};
use open::{Asked, Session};
use serde::Deserialize;
use std::collections::BTreeSet;
use wire::{Kind as Shaped, METHOD_INITIALIZE, Message, STATELESS, VERSIONS_WITH_INITIALIZE};

/// Its row in the catalogue.
pub(crate) const ENTRY: Entry = Entry {
    id: "state",
    summary: "Answers, requests, notifications and tasks of a service must fit the state of the session.",
    kind: Kind::Passive,
    source: "STATE; MCP 2025-11-25, 2026-07-28; JSON-RPC 2.0",
    settings: r#"{"minimum": "2024-11-05", "requests": "during"}"#,
    open: |settings| {
        let settings: Settings = settings::read(&ENTRY, settings)?;
        let known =
            settings.minimum == STATELESS || VERSIONS_WITH_INITIALIZE.contains(&settings.minimum.as_str());
        if !known {
            let what = format!(
                "`minimum` is a version such as {}, {STATELESS}",
                VERSIONS_WITH_INITIALIZE.join(", ")
            );
            return Err(settings::wrong(&ENTRY, &what));
        }
        Ok(Box::new(State { settings }))
    },
};

/// JSON-RPC: no such method.
const NO_METHOD: i64 = -32601;

/// MCP 2026-07-28: a protocol version that is not spoken.
const UNSUPPORTED_VERSION: i64 = -32022;

#[derive(Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    minimum: String,
    requests: Requests,
}

/// When a service of the initialize era may ask something of the host.
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Requests {
    Never,
    #[default]
    During,
    Any,
}

impl Default for Settings {
    fn default() -> Self {
        Self { minimum: "2024-11-05".into(), requests: Requests::During }
    }
}

struct State {
    settings: Settings,
}

impl Defense for State {
    fn entry(&self) -> &'static Entry {
        &ENTRY
    }

    fn arm(&self, setting: &Setting<'_>) -> Result<Armed, DefenseError> {
        let layer = |_: &str| Machine { settings: self.settings.clone(), session: Session::default() };
        Ok(Armed::each(setting, layer))
    }
}

/// The layer.
struct Machine {
    settings: Settings,
    session: Session,
}

/// Why a message may not pass.
type Reason = &'static str;

#[async_trait]
impl Layer for Machine {
    fn name(&self) -> &str {
        ENTRY.id
    }

    async fn pass(&mut self, way: Direction, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        match (way, message.kind()) {
            (Direction::ToServer, Shaped::Batch) => {
                let view = View::new(&message, cx);
                for (_, one) in unpacked(&message, &view) {
                    self.session.sent(&one, &View::new(&one, cx));
                }
                Ok(Flow::Pass(message))
            }
            (Direction::ToServer, _) => Ok(self.sent(message, cx)),
            (Direction::ToHost, Shaped::Batch) => self.batch(&message, cx),
            (Direction::ToHost, _) => Ok(self.came(message, cx)),
        }
    }
}

impl Machine {
    fn sent(&mut self, message: Message, cx: &mut Cx<'_>) -> Flow {
        let opens = message.method().as_deref() == Some(METHOD_INITIALIZE);
        if opens && self.settings.minimum == STATELESS {
            note(cx, "a session below the minimum version", "");
            return refuse(
                &message,
                UNSUPPORTED_VERSION,
                "the initialize era lies below the minimum version",
            );
        }
        let view = View::new(&message, cx);
        self.session.sent(&message, &view);
        Flow::Pass(message)
    }

    /// What becomes of a message of the service.
    fn came(&mut self, message: Message, cx: &mut Cx<'_>) -> Flow {
        let view = View::new(&message, cx);
        let reason = match message.kind() {
            Shaped::Response => return self.response(message, &view, cx),
            Shaped::Request => self.request(&message),
            Shaped::Notification => notice::check(&mut self.session, &message, &view),
            Shaped::Other | Shaped::Batch => Err("neither a request, a notification nor an answer"),
        };
        let Err(reason) = reason else { return Flow::Pass(message) };
        note(cx, reason, "");
        refuse(&message, NO_METHOD, &format!("refused: {reason}"))
    }

    fn response(&mut self, message: Message, view: &View, cx: &mut Cx<'_>) -> Flow {
        let asked = match self.session.answered(&message) {
            Ok(asked) => asked,
            Err(reason) => {
                reason.into_iter().for_each(|reason| note(cx, reason, "id"));
                return Flow::Drop;
            }
        };
        let checked = self.session.result(&asked, &message, view).and_then(|()| self.version(&asked, view));
        let Err(reason) = checked else { return Flow::Pass(message) };
        note(cx, reason, "result");
        refuse(&message, REFUSED, &format!("the service's answer was refused: {reason}"))
    }

    /// The version that a session agrees to must exist, and not lie below the minimum. Versions are dates.
    fn version(&self, asked: &Asked, view: &View) -> Result<(), Reason> {
        if asked.method != METHOD_INITIALIZE {
            return Ok(());
        }
        for id in view.along(0, &["result", "protocolVersion"]) {
            let version = view.string(id).unwrap_or_default();
            if !VERSIONS_WITH_INITIALIZE.contains(&&*version) {
                return Err("a protocol version that nobody knows");
            }
            if *version < *self.settings.minimum {
                return Err("a protocol version below the minimum");
            }
        }
        Ok(())
    }

    fn request(&mut self, message: &Message) -> Result<(), Reason> {
        let method = message.method().unwrap_or_default();
        if self.session.stateless {
            return Err("requests to the host are not part of this era");
        }
        let known = matches!(
            &*method,
            "ping"
                | "roots/list"
                | "sampling/createMessage"
                | "elicitation/create"
                | "tasks/get"
                | "tasks/result"
                | "tasks/list"
                | "tasks/cancel"
        );
        if !known {
            return Err("a method that no host has");
        }
        let during = self.session.is_waiting();
        match self.settings.requests {
            _ if method == "ping" => {}
            Requests::Never => return Err("requests to the host are not allowed"),
            Requests::During if !during => return Err("a request outside any of the host's own"),
            _ => {}
        }
        self.session.asks(message)
    }

    /// A batch is legal in one revision; what may not pass is taken out of it.
    fn batch(&mut self, message: &Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        if self.session.version != "2025-03-26" {
            note(cx, "a batch, which this version does not have", "");
            return Ok(Flow::Drop);
        }
        let mut draft = Draft::new(ENTRY.id, message, cx);
        let view = draft.view.clone();
        let mut gone = BTreeSet::new();
        for (id, one) in unpacked(message, &view) {
            match self.came(one.clone(), cx) {
                Flow::Pass(left) if left.same(&one) => {}
                Flow::Pass(left) => draft.put(id, left.as_str()),
                Flow::Answer(answer) => {
                    cx.emit(Direction::ToServer, answer);
                    gone.insert(id);
                }
                Flow::Drop => drop(gone.insert(id)),
            }
        }
        if gone.len() == view.roots().len() {
            return Ok(Flow::Drop);
        }
        draft.drop_from(0, &gone);
        draft.done().map(Flow::Pass)
    }
}

fn note(cx: &mut Cx<'_>, what: &str, place: &str) {
    cx.find(Finding {
        layer: ENTRY.id.into(),
        what: what.into(),
        place: place.into(),
        action: Action::Block,
    });
}
