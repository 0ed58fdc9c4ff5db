//! What is open in a session: requests of either side, and what belongs to them.

use super::Reason;
use super::subscription::Subscription;
use super::tasks::Tasks;
use crate::draft::View;
use std::collections::{BTreeMap, BTreeSet};
use wire::json::Shape;
use wire::{Id, Kind, METHOD_DISCOVER, METHOD_INITIALIZE, METHOD_LISTEN, Message};

/// Most ids of answered and abandoned requests that are remembered, to tell what a stray answer is.
const MOST_CLOSED: usize = 10_000;

/// Where a request of the stateless era says its version.
const VERSION: &[&str] = &["params", "_meta", "io.modelcontextprotocol/protocolVersion"];
/// Where it asks for log messages.
const LEVEL: &[&str] = &["params", "_meta", "io.modelcontextprotocol/logLevel"];
/// Where it says that it knows tasks.
const TASKS: &[&str] = &[
    "params",
    "_meta",
    "io.modelcontextprotocol/clientCapabilities",
    "extensions",
    "io.modelcontextprotocol/tasks",
];

/// Where a service says that it makes tasks: in the answer to `initialize`, and to `server/discover`.
const MAKES_TASKS: [(&str, &[&str]); 2] = [
    (METHOD_INITIALIZE, &["result", "capabilities", "tasks"]),
    (METHOD_DISCOVER, &["result", "capabilities", "extensions", "io.modelcontextprotocol/tasks"]),
];

/// A request of the host that is not answered yet.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) method: String,
    pub(super) id: Id,
    pub(super) stateless: bool,
    /// JSON of its progress token.
    token: Option<String>,
    /// Whether its answer may be a task.
    pub(super) may_be_task: bool,
    /// The task that it is about.
    pub(super) task: Option<String>,
    /// Whether it asks for log messages.
    logs: bool,
    /// What it subscribes to.
    subscription: Option<Subscription>,
}

/// The session as both sides know it.
#[derive(Default)]
pub(super) struct Session {
    /// Whether the host's last request was of the stateless era.
    pub(super) stateless: bool,
    /// The version of the initialize era that was agreed upon.
    pub(super) version: String,
    open: BTreeMap<Id, Asked>,
    answered: BTreeSet<Id>,
    abandoned: BTreeSet<Id>,
    /// Requests of the service that the host has not answered.
    pub(super) asking: BTreeSet<Id>,
    /// Addresses that the host subscribed to.
    pub(super) subscribed: BTreeSet<String>,
    /// JSON of progress tokens in use, with the last progress.
    pub(super) progress: BTreeMap<String, f64>,
    pub(super) tasks: Tasks,
}

impl Session {
    /// Notes what the host sent.
    pub(super) fn sent(&mut self, message: &Message, view: &View) {
        match (message.kind(), message.id(), message.method().as_deref()) {
            (Kind::Request, Some(id), Some(method)) => self.asked(id, method, view),
            (Kind::Notification, _, Some("notifications/cancelled")) => {
                let ids = view.along(0, &["params", "requestId"]);
                let gone: Vec<Id> = self
                    .open
                    .keys()
                    .filter(|id| ids.iter().any(|&at| view.raw(at) == id.as_json()))
                    .cloned()
                    .collect();
                for id in gone {
                    self.close(&id);
                    self.abandoned.insert(id);
                }
            }
            (Kind::Response, Some(id), _) => drop(self.asking.remove(&id)),
            _ => {}
        }
    }

    fn asked(&mut self, id: Id, method: &str, view: &View) {
        self.stateless = view.along(0, VERSION).into_iter().any(|at| view.is(at, Shape::String));
        let first = |path: &[&str]| view.along(0, path).pop();
        let text = |path: &[&str]| first(path).and_then(|at| Some(view.string(at)?.into_owned()));
        match (method, text(&["params", "uri"])) {
            ("resources/subscribe", Some(uri)) => drop(self.subscribed.insert(uri)),
            ("resources/unsubscribe", Some(uri)) => drop(self.subscribed.remove(&uri)),
            _ => {}
        }
        let token = first(&["params", "_meta", "progressToken"]).map(|at| view.raw(at).to_owned());
        if let Some(token) = &token {
            self.progress.insert(token.clone(), f64::NEG_INFINITY);
        }
        let may_be_task =
            if self.stateless { first(TASKS).is_some() } else { first(&["params", "task"]).is_some() };
        let asked = Asked {
            method: method.to_owned(),
            id: id.clone(),
            stateless: self.stateless,
            token,
            may_be_task,
            task: text(&["params", "taskId"]),
            logs: method != METHOD_LISTEN && first(LEVEL).is_some(),
            subscription: (method == METHOD_LISTEN).then(|| Subscription::of(view)),
        };
        self.answered.remove(&id);
        self.abandoned.remove(&id);
        self.open.insert(id, asked);
    }

    /// The request that an answer answers. Otherwise the reason why it may not pass; none, where it only comes late.
    pub(super) fn answered(&mut self, message: &Message) -> Result<Asked, Option<Reason>> {
        let id = message.id().ok_or(Some("an answer without an id"))?;
        if let Some(asked) = self.close(&id) {
            if self.answered.len() < MOST_CLOSED {
                self.answered.insert(id);
            }
            return Ok(asked);
        }
        if self.abandoned.remove(&id) {
            return Err(None);
        }
        let twice = self.answered.contains(&id);
        Err(Some(if twice { "a second answer" } else { "an answer to an id that was never asked" }))
    }

    fn close(&mut self, id: &Id) -> Option<Asked> {
        let asked = self.open.remove(id)?;
        if let Some(token) = asked.token.as_ref().filter(|_| !asked.may_be_task) {
            self.progress.remove(token);
        }
        Some(asked)
    }

    /// Whether the content of an answer fits its request.
    pub(super) fn result(&mut self, asked: &Asked, message: &Message, view: &View) -> Result<(), Reason> {
        let (results, errors) = (view.along(0, &["result"]), view.along(0, &["error"]));
        if results.len() + errors.len() != 1 {
            return Err("not one result or error, but several");
        }
        if message.result_json().is_none() {
            return Ok(());
        }
        if asked.method == METHOD_INITIALIZE {
            let version = view.along(0, &["result", "protocolVersion"]).pop();
            self.version = version.and_then(|at| Some(view.string(at)?.into_owned())).unwrap_or_default();
            self.stateless = false;
        }
        if asked.stateless {
            kind_of_result(asked, view)?;
        }
        if let Some((_, path)) = MAKES_TASKS.iter().find(|(method, _)| *method == asked.method) {
            self.tasks.declared(!view.along(0, path).is_empty());
        }
        self.tasks.result(asked, view)
    }

    /// Notes a request of the service, whose id must be new.
    pub(super) fn asks(&mut self, message: &Message) -> Result<(), Reason> {
        let new = message.id().filter(|id| id.as_json() != "null").is_some_and(|id| self.asking.insert(id));
        if new { Ok(()) } else { Err("a request with an id that is in use") }
    }

    /// Whether a request of the host is under way.
    pub(super) fn is_waiting(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether an open request asked for log messages.
    pub(super) fn wants_logs(&self) -> bool {
        self.open.values().any(|asked| asked.logs)
    }

    /// The subscription that is open under an id, given as JSON.
    pub(super) fn subscription(&self, id: &str) -> Option<&Subscription> {
        self.listening(id)?.subscription.as_ref()
    }

    /// Whether a subscription was open under an id, given as JSON; it is not any longer.
    pub(super) fn ends_subscription(&mut self, id: &str) -> bool {
        let Some(id) = self.listening(id).map(|asked| asked.id.clone()) else { return false };
        self.close(&id);
        self.abandoned.insert(id)
    }

    fn listening(&self, id: &str) -> Option<&Asked> {
        let text = serde_json::from_str::<String>(id).ok();
        let same = |open: &Id| open.as_json() == id || text.as_deref() == Some(open.as_json());
        self.open.values().find(|asked| asked.subscription.is_some() && same(&asked.id))
    }
}

/// Kinds of results of the stateless era. One that says nothing of its kind is complete.
fn kind_of_result(asked: &Asked, view: &View) -> Result<(), Reason> {
    for id in view.along(0, &["result", "resultType"]) {
        let asks = matches!(asked.method.as_str(), "tools/call" | "prompts/get" | "resources/read");
        match view.string(id).as_deref() {
            Some("complete") => {}
            Some("input_required") if asks => {}
            Some("task") if asked.may_be_task && asked.method == "tools/call" => {}
            Some("input_required" | "task") => return Err("a kind of result that this request cannot have"),
            _ => return Err("a kind of result that nobody knows"),
        }
    }
    Ok(())
}
