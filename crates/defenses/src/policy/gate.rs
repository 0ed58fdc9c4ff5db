//! The layer that holds calls against the rules, and notes what the agent reads.

use super::facts::Facts;
use super::past::{Made, Past, read};
use super::{Decision, ENTRY, Rules};
use crate::refusal::{smuggled, stop};
use crate::second::Otherwise;
use crate::texts::Sort;
use crate::{Defined, Locked};
use async_trait::async_trait;
use chain::{CallView, Cx, Direction, Flow, Hooks, LayerError, Pending};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use wire::json::Tape;
use wire::{Id, Message};

const DENIED: &str = "This call was refused by a rule of the user's. Go on without it.";
const UNASKED: &str =
    "This call needs the user's consent, and nobody is there to be asked. Go on without it.";

/// The layer in front of one service.
pub(super) struct Gate {
    rules: Arc<Rules>,
    service: String,
    pin: Option<Locked>,
    past: Arc<Mutex<Past>>,
    /// Place in the history of each call that is not answered yet, by the request whose answer may be its own.
    open: BTreeMap<Id, usize>,
    /// The same of calls that became tasks.
    tasks: BTreeMap<String, usize>,
}

impl Gate {
    pub(super) fn new(rules: Arc<Rules>, service: &str, pin: Option<Locked>, past: Arc<Mutex<Past>>) -> Self {
        let service = service.to_owned();
        Self { rules, service, pin, past, open: BTreeMap::new(), tasks: BTreeMap::new() }
    }

    fn past(&self) -> MutexGuard<'_, Past> {
        self.past.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Why a call is refused, in words for the model and for the record.
    fn refuses(&self, call: &CallView<'_>, arguments: &Value) -> Option<(&'static str, String)> {
        let past = self.past();
        let facts = Facts {
            service: &self.service,
            tool: &call.name,
            arguments,
            history: &past.history,
            untrusted: past.untrusted(),
            read: &past.read,
        };
        let mut decision = self.rules.otherwise;
        for (decides, expression) in &self.rules.rules {
            match expression.holds(&facts) {
                Ok(false) => {}
                Ok(true) => {
                    decision = *decides;
                    break;
                }
                Err(error) => return Some((DENIED, error.to_string())),
            }
        }
        match decision {
            Decision::Deny => Some((DENIED, "a rule denies the call".into())),
            Decision::Ask if self.rules.unasked == Otherwise::Refuse => {
                Some((UNASKED, "nobody is there to be asked".into()))
            }
            Decision::Allow | Decision::Ask => None,
        }
    }

    /// Notes what the agent reads of a message of the service.
    fn heard(&mut self, message: &Message, answers: Option<&Pending>, cx: &mut Cx<'_>) {
        self.came(message);
        if self.rules.trusted.contains(&self.service) {
            return;
        }
        let (text, tape) = (message.as_str(), cx.tape(message));
        let sort = Sort::of(message, answers);
        let asks = Some(Sort::Questions).filter(|_| text.contains("inputRequests"));
        for sort in std::iter::once(sort).chain(asks) {
            let pinned = sort == Sort::Definitions && self.is_pinned(text, &tape);
            if !pinned && sort.speaks(text, &tape) {
                self.past().read.entry(sort).or_default().insert(self.service.clone());
            }
        }
    }

    /// Whether this is the list of tools that was pinned beforehand, from a service known to be clean.
    fn is_pinned(&self, text: &str, tape: &Tape) -> bool {
        let (Some(pin), Ok(path)) = (&self.pin, "result.tools[*]".parse()) else { return false };
        let tools = tape.select_all(text, &path).into_iter();
        let tools: Vec<&str> = tools.filter_map(|id| Some(tape.node(id)?.span.of(text))).collect();
        !tools.is_empty() && pin.defines(Defined::Tools, &tools)
    }

    /// Notes what came of a call, at once or late.
    fn came(&mut self, message: &Message) {
        let Some(place) = message.id().and_then(|id| self.open.remove(&id)) else { return };
        let result = read(message);
        let task = result.get("task").unwrap_or(&result).get("taskId").and_then(Value::as_str);
        match (task, result.get("result")) {
            (Some(_), Some(late)) => self.past().came(place, late),
            (Some(task), None) if result.get("error").is_none() => {
                self.tasks.insert(task.to_owned(), place);
            }
            _ => self.past().came(place, &result),
        }
    }

    /// A request of the host about a task of a call: its answer may be the call's.
    fn asked(&mut self, message: &Message) {
        let about = message.method().is_some_and(|method| matches!(&*method, "tasks/get" | "tasks/result"));
        let params = message.params().filter(|_| about);
        let params: Option<Value> = params.and_then(|params| serde_json::from_str(params).ok());
        let task = params.as_ref().and_then(|params| params.get("taskId")?.as_str());
        let place = task.and_then(|task| self.tasks.get(task)).copied();
        self.open.extend(message.id().zip(place));
    }
}

#[async_trait]
impl Hooks for Gate {
    fn name(&self) -> &str {
        ENTRY.id
    }

    async fn on_tools(
        &mut self,
        list: &Pending,
        message: Message,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        self.heard(&message, Some(list), cx);
        Ok(Flow::Pass(message))
    }

    async fn on_call(
        &mut self,
        call: &CallView<'_>,
        message: &Message,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        let arguments: Value = serde_json::from_str(call.arguments).unwrap_or_default();
        if let Some((words, why)) = self.refuses(call, &arguments) {
            return Ok(stop(ENTRY.id, &why, message, words, cx));
        }
        let made = Made {
            service: self.service.clone(),
            tool: call.name.clone().into_owned(),
            arguments,
            text: String::new(),
            failed: false,
        };
        let mut past = self.past();
        past.history.push(made);
        let place = past.history.len() - 1;
        drop(past);
        self.open.extend(message.id().map(|id| (id, place)));
        Ok(Flow::Pass(message.clone()))
    }

    async fn on_result(
        &mut self,
        call: &Pending,
        message: Message,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        self.heard(&message, Some(call), cx);
        Ok(Flow::Pass(message))
    }

    async fn on_message(
        &mut self,
        way: Direction,
        message: Message,
        answers: Option<&Pending>,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        if let Some(flow) = smuggled(ENTRY.id, way, &message, cx) {
            return Ok(flow);
        }
        match way {
            Direction::ToServer => self.asked(&message),
            Direction::ToHost => self.heard(&message, answers, cx),
        }
        Ok(Flow::Pass(message))
    }
}
