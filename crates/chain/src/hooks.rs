//! Tool-level convenience over [`Layer`].

use crate::{CallView, Cx, Direction, Flow, Layer, LayerError, call_view};
use async_trait::async_trait;
use serde_json::Value;
use std::collections::BTreeMap;
use tokio::time::Instant;
use wire::{Id, Kind, Message};

/// A request that passed and is not answered yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Its method.
    pub method: String,
    /// The tool, for `tools/call`; empty otherwise.
    pub tool: String,
    /// How many calls passed before it: 0 for the first `tools/call`. A call that is made again for an
    /// `input_required` round is the same call.
    pub nth: u64,
}

/// What a layer wants to do at the level of tools. [`Hooked`] makes a layer of it: it correlates ids, so that an
/// answer arrives together with the request it belongs to.
#[async_trait]
pub trait Hooks: Send {
    /// Catalogue id.
    fn name(&self) -> &str;

    /// The answer to `tools/list`.
    ///
    /// # Errors
    /// As [`Layer::pass`], for this and the other hooks.
    async fn on_tools(
        &mut self,
        _list: &Pending,
        message: Message,
        _cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        Ok(Flow::Pass(message))
    }

    /// A `tools/call` request on its way to the service.
    async fn on_call(
        &mut self,
        _call: &CallView<'_>,
        message: &Message,
        _cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        Ok(Flow::Pass(message.clone()))
    }

    /// The answer to a `tools/call`.
    async fn on_result(
        &mut self,
        _call: &Pending,
        message: Message,
        _cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        Ok(Flow::Pass(message))
    }

    /// Everything else; `answers` is the host's request that a message of the service answers. A batch is one
    /// message, and belongs to none.
    async fn on_message(
        &mut self,
        _direction: Direction,
        message: Message,
        _answers: Option<&Pending>,
        _cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        Ok(Flow::Pass(message))
    }

    /// As [`Layer::deadline`].
    fn deadline(&self) -> Option<Instant> {
        None
    }

    /// As [`Layer::tick`].
    ///
    /// # Errors
    /// As [`Layer::pass`].
    async fn on_tick(&mut self, _cx: &mut Cx<'_>) -> Result<(), LayerError> {
        Ok(())
    }
}

/// A [`Layer`] made of [`Hooks`].
#[derive(Debug)]
pub struct Hooked<H> {
    hooks: H,
    open: BTreeMap<Id, Pending>,
    calls: u64,
}

impl<H: Hooks> Hooked<H> {
    /// Wraps hooks.
    pub fn new(hooks: H) -> Self {
        Self { hooks, open: BTreeMap::new(), calls: 0 }
    }

    /// Remembers a request as the service will see it: that is the one it answers.
    fn opened(&mut self, passed: &Message, call: Option<Call>) {
        let (Some(id), Some(method)) = (passed.id(), passed.method()) else { return };
        let retry = call.as_ref().is_some_and(|call| call.retry);
        let new = method == "tools/call" && !retry;
        let nth = if retry { self.calls.saturating_sub(1) } else { self.calls };
        self.calls += u64::from(new);
        let tool = call.map(|call| call.tool).unwrap_or_default();
        self.open.insert(id, Pending { method: method.into_owned(), tool, nth });
    }

    /// The request that a message of the service answers.
    ///
    /// Lenient hosts take an answer whose id is written in another way, or one that has a method as well (surface
    /// T08). Such a message is shown with the request it may be taken for, and the request stays open: a strict
    /// host still waits for the true answer.
    fn answered(&mut self, message: &Message) -> Option<Pending> {
        message.result_json().or(message.error_json())?;
        let id = message.id()?;
        if message.kind() == Kind::Response
            && let Some(pending) = self.open.remove(&id)
        {
            return Some(pending);
        }
        let alike = loose(&id);
        self.open.iter().find(|(open, _)| loose(open) == alike).map(|(_, pending)| pending.clone())
    }
}

/// What is kept of a call.
struct Call {
    tool: String,
    retry: bool,
}

impl From<&CallView<'_>> for Call {
    fn from(call: &CallView<'_>) -> Self {
        Self { tool: call.name.clone().into_owned(), retry: call.retry }
    }
}

/// An id as lenient hosts compare it: `1`, `"1"` and `1.0` are the same to them.
fn loose(id: &Id) -> String {
    match serde_json::from_str(id.as_json()) {
        Ok(Value::String(text)) => text,
        Ok(Value::Number(number)) => number.as_f64().map_or_else(String::new, |number| number.to_string()),
        _ => id.as_json().to_owned(),
    }
}

#[async_trait]
impl<H: Hooks> Layer for Hooked<H> {
    fn name(&self) -> &str {
        self.hooks.name()
    }

    fn deadline(&self) -> Option<Instant> {
        self.hooks.deadline()
    }

    async fn tick(&mut self, cx: &mut Cx<'_>) -> Result<(), LayerError> {
        self.hooks.on_tick(cx).await
    }

    async fn pass(
        &mut self,
        direction: Direction,
        message: Message,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        match direction {
            Direction::ToServer if message.kind() == Kind::Request => {
                let view = call_view(&message);
                let flow = match &view {
                    Some(call) => self.hooks.on_call(call, &message, cx).await?,
                    None => self.hooks.on_message(direction, message.clone(), None, cx).await?,
                };
                // A request that goes no further is never answered from beyond.
                if let Flow::Pass(passed) = &flow {
                    let call = if passed.same(&message) { view } else { call_view(passed) };
                    self.opened(passed, call.as_ref().map(Call::from));
                }
                Ok(flow)
            }
            Direction::ToServer => self.hooks.on_message(direction, message, None, cx).await,
            Direction::ToHost => match self.answered(&message) {
                Some(list) if list.method == "tools/list" => self.hooks.on_tools(&list, message, cx).await,
                Some(call) if call.method == "tools/call" => self.hooks.on_result(&call, message, cx).await,
                other => self.hooks.on_message(direction, message, other.as_ref(), cx).await,
            },
        }
    }
}
