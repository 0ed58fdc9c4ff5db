//! Where in its script a model stands, by what it sees of its own turns.

use crate::{ChatMessage, ChatReply, ChatRequest, Stop, ToolCall, Usage};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A task's solution as a model plays it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Script {
    /// Tool name and arguments (raw JSON), in order.
    pub calls: Vec<(Arc<str>, Arc<str>)>,
    /// The final answer.
    pub answer: Arc<str>,
    /// Which service a tool is meant of, by its name and the host's label: what tells tools of one name apart. Tools of a
    /// world with one service need none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub services: BTreeMap<Arc<str>, Arc<str>>,
}

impl Script {
    /// The step to play next: the first whose predecessors all stand in the conversation, in order.
    pub(super) fn next(&self, request: &ChatRequest) -> Option<&(Arc<str>, Arc<str>)> {
        let mut left = self.calls.iter();
        let mut step = left.next();
        for call in calls(request) {
            if step.is_some_and(|(name, arguments)| is_call(request, call, (name, self.of(name)), arguments))
            {
                step = left.next();
            }
        }
        step
    }

    /// The service of which a tool is meant, where the script says so.
    pub(super) fn of(&self, tool: &str) -> Option<&str> {
        self.services.get(tool).map(AsRef::as_ref)
    }
}

/// Every call that the model asked for so far.
pub(super) fn calls(request: &ChatRequest) -> impl Iterator<Item = &ToolCall> {
    request.messages.iter().flat_map(|message| match message {
        ChatMessage::Assistant { calls, .. } => calls.as_slice(),
        _ => &[],
    })
}

/// Whether a call has this name and these arguments, white space and key order aside.
pub(super) fn same_call(call: &ToolCall, name: &str, arguments: &str) -> bool {
    is_named(&call.name, name)
        && (*call.arguments == *arguments || value(&call.arguments) == value(arguments))
}

fn value(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

/// A tool's own name, and the service of which it is meant, if that is known.
pub(super) type Meant<'a> = (&'a str, Option<&'a str>);

/// Whether a call has these arguments and is one of this tool, under the name that the request offers it by.
pub(super) fn is_call(request: &ChatRequest, call: &ToolCall, tool: Meant<'_>, arguments: &str) -> bool {
    let offered = || spelled(request, tool).is_some_and(|spelled| *spelled == call.name);
    same_call(call, tool.0, arguments) && (*call.name == *tool.0 || offered())
}

/// What a tool answered first, failures aside.
pub(super) fn first_result(request: &ChatRequest, tool: &str) -> Option<String> {
    let ids: Vec<_> = calls(request).filter(|call| is_named(&call.name, tool)).map(|call| &call.id).collect();
    request.messages.iter().find_map(|message| match message {
        ChatMessage::Tool { call_id, text, failed: false, .. } if ids.contains(&call_id) => {
            Some(text.to_string())
        }
        _ => None,
    })
}

/// Whether the tool stands in the request.
pub(super) fn offered(request: &ChatRequest, tool: Meant<'_>) -> bool {
    spelled(request, tool).is_some()
}

/// The name under which a tool is offered: its own or, where hosts put their label for the service before it, the one
/// that ends so. Of several it is the one with the label of the service that is meant, or else the one whose label the
/// others have too (`a__click`, not `a__double_click`); tools of the same name under different labels cannot be told
/// apart otherwise.
fn spelled<'r>(request: &'r ChatRequest, (tool, of): Meant<'_>) -> Option<&'r Arc<str>> {
    let names = request.tools.iter().map(|spec| &spec.name);
    let labelled = of.and_then(|of| names.clone().find(|name| is_of(name, tool, of)));
    if labelled.is_some() {
        return labelled;
    }
    names.clone().find(|name| ***name == *tool).or_else(|| {
        let mut ending = names.filter(|name| is_named(name, tool));
        let first = ending.next()?;
        let shortest =
            ending.clone().fold(first, |best, name| if name.len() < best.len() { name } else { best });
        let label = shortest.strip_suffix(tool)?;
        let others = std::iter::once(first).chain(ending).filter(|name| *name != shortest);
        others.clone().all(|name| name.starts_with(label)).then_some(shortest)
    })
}

/// Whether a name is the tool's, with or without a label before it.
fn is_named(name: &str, tool: &str) -> bool {
    name.strip_suffix(tool).is_some_and(|label| label.is_empty() || label.ends_with('_'))
}

/// Whether a name is the tool's with this label before it: `mail__send`, `mcp__mail__send`, `mcp_mail_send`.
fn is_of(name: &str, tool: &str, label: &str) -> bool {
    let before = name.strip_suffix(tool).and_then(|before| before.strip_suffix('_'));
    let before = before.and_then(|before| before.trim_end_matches('_').strip_suffix(label));
    before.is_some_and(|before| before.is_empty() || before.ends_with('_'))
}

/// A reply that asks for one call of a tool, meant of this service if that is known.
pub(super) fn ask(
    request: &ChatRequest,
    (name, of): (&Arc<str>, Option<&str>),
    arguments: &Arc<str>,
) -> ChatReply {
    let id = format!("call_{}", calls(request).count() + 1).into();
    let name = spelled(request, (name, of)).unwrap_or(name);
    let call = ToolCall { id, name: Arc::clone(name), arguments: Arc::clone(arguments) };
    let output = (name.len() + arguments.len()) as u64 / 4;
    ChatReply { text: "".into(), calls: vec![call], stop: Stop::Calls, usage: usage(request, output) }
}

/// A final answer.
pub(super) fn answer(request: &ChatRequest, text: Arc<str>) -> ChatReply {
    let output = text.len() as u64 / 4;
    ChatReply { text, calls: vec![], stop: Stop::Complete, usage: usage(request, output) }
}

/// Four bytes a token, as good a guess as any.
fn usage(request: &ChatRequest, output: u64) -> Usage {
    let tools: usize = request.tools.iter().map(|tool| tool.description.len() + tool.parameters.len()).sum();
    let messages: usize = request.messages.iter().map(length).sum();
    Usage { input: (request.system_len() + tools + messages) as u64 / 4, output, estimated: true }
}

fn length(message: &ChatMessage) -> usize {
    match message {
        ChatMessage::User { text } | ChatMessage::Tool { text, .. } => text.len(),
        ChatMessage::Notice(notice) => notice.shown().len(),
        ChatMessage::Assistant { text, calls } => {
            text.len() + calls.iter().map(|call| call.name.len() + call.arguments.len()).sum::<usize>()
        }
    }
}
