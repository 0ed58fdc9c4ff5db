//! Defense `tool-filter`: the task decides up front which tools there are.
//!
//! ## What it does
//! Takes tools out of `tools/list` before the agent sees them, and refuses calls to them. `by: "words"` judges by the words
//! that a tool's name and description share with the user's request, rare words counting more (BM25): a tool whose name
//! says that it reaches out (send, post, share, ...) stays only if the request has a word of its name, and of the others
//! the best `most` stay. `by: "model"` has a second model choose, from names only. A choice once made stays: a tool that
//! appears later and was not in the list is judged by itself.
//!
//! ## Why it works
//! A hijacked agent can only do what there is a tool for, and the tools were chosen before any service said a word in a
//! result. Tasks that turn out to need more than they say lose.
//!
//! ## Example
//! ```text
//! settings: {"by": "words"}
//! before: {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"rain_forecast"},{"name":"post_message"}],"ttlMs":5}}
//! after: {"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"rain_forecast"}],"ttlMs":5}}
//! ```
//!
//! ## References
//! - AgentDojo, arXiv 2406.13352 (tool filter); Robertson and Zaragoza, The probabilistic relevance framework: BM25.

use crate::refusal::{find, refuse, smuggled};
use crate::relevance::{Ranked, rank};
use crate::second::Second;
use crate::{Armed, Brief, Defense, DefenseError, Entry, Kind, Setting, private, removal, settings};
use async_trait::async_trait;
use chain::{Action, CallView, Cx, Direction, Flow, Hooked, Hooks, Layer, LayerError, Pending};
use models::Question;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use wire::Message;
use wire::json::NodeId;

/// Its row in the catalogue.
pub(crate) const ENTRY: Entry = Entry {
    id: "tool-filter",
    summary: "Only tools that the task needs are offered, chosen before anything is read.",
    kind: Kind::Passive,
    source: "arXiv 2406.13352 (tool filter)",
    settings: r#"{"by": "words", "most": 60}"#,
    open: |settings| Ok(Box::new(ToolFilter { settings: settings::read(&ENTRY, settings)? })),
};

const HIDDEN: &str = "This call was refused: the task does not need that tool.";

#[derive(Clone, Copy, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    by: By,
    most: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { by: By::Words, most: 60 }
    }
}

/// Who chooses.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum By {
    /// Words that tool and request share.
    Words,
    /// A second model; by words where it does not answer.
    Model,
}

struct ToolFilter {
    settings: Settings,
}

impl Defense for ToolFilter {
    fn entry(&self) -> &'static Entry {
        &ENTRY
    }

    fn arm(&self, setting: &Setting<'_>) -> Result<Armed, DefenseError> {
        let task = private::public(setting.prompt);
        let gate = |_: &&str| {
            let gate = Gate {
                settings: self.settings,
                second: Second::new(ENTRY.id, setting.model.clone()),
                task: task.clone(),
                chosen: BTreeMap::new(),
            };
            vec![Box::new(Hooked::new(gate)) as Box<dyn Layer>]
        };
        Ok(Armed { layers: setting.services.iter().map(gate).collect(), brief: Brief::default() })
    }
}

/// The layer.
struct Gate {
    settings: Settings,
    second: Second,
    task: String,
    /// Tools that were judged, and whether they stay.
    chosen: BTreeMap<String, bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    tools: Vec<String>,
}

/// A tool on a page.
struct Listed {
    node: NodeId,
    name: String,
    description: String,
    arguments: Vec<String>,
}

impl Gate {
    /// Judges tools that were not judged yet.
    async fn choose(&mut self, listed: &[Listed], cx: &mut Cx<'_>) {
        let new: Vec<&Listed> = listed.iter().filter(|tool| !self.chosen.contains_key(&tool.name)).collect();
        if new.is_empty() {
            return;
        }
        let kept = match self.settings.by {
            By::Words => None,
            By::Model => {
                let tools = new.iter().map(|tool| (tool.name.clone(), tool.arguments.clone())).collect();
                let question = Question::Choose { task: self.task.clone(), tools };
                self.second.ask::<Answer>(&question, cx).await.map(|answer| answer.tools)
            }
        };
        let kept: BTreeSet<String> =
            kept.map_or_else(|| self.by_words(&new), |tools| tools.into_iter().collect());
        for tool in new {
            self.chosen.insert(tool.name.clone(), kept.contains(&tool.name));
        }
    }

    fn by_words(&self, listed: &[&Listed]) -> BTreeSet<String> {
        let tools: Vec<(&str, &str)> =
            listed.iter().map(|tool| (tool.name.as_str(), tool.description.as_str())).collect();
        let ranked = rank(&self.task, &tools);
        let stays = |ranked: &&Ranked<'_>| ranked.named || !ranked.outward;
        ranked.iter().filter(stays).take(self.settings.most).map(|ranked| ranked.name.to_owned()).collect()
    }
}

#[async_trait]
impl Hooks for Gate {
    fn name(&self) -> &str {
        ENTRY.id
    }

    async fn on_tools(&mut self, _: &Pending, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        self.tools(message, cx).await
    }

    async fn on_call(
        &mut self,
        call: &CallView<'_>,
        message: &Message,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        if self.chosen.get(&*call.name).copied().unwrap_or(false) {
            return Ok(Flow::Pass(message.clone()));
        }
        find(cx, ENTRY.id, "a call to a tool that was not chosen", "params.name", Action::Block);
        Ok(refuse(message, HIDDEN))
    }

    async fn on_message(
        &mut self,
        way: Direction,
        message: Message,
        _: Option<&Pending>,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        if let Some(flow) = smuggled(ENTRY.id, way, &message, cx) {
            return Ok(flow);
        }
        if way == Direction::ToHost { self.tools(message, cx).await } else { Ok(Flow::Pass(message)) }
    }
}

impl Gate {
    /// A message without the tools that were not chosen.
    async fn tools(&mut self, message: Message, cx: &mut Cx<'_>) -> Result<Flow, LayerError> {
        let (text, tape) = (message.as_str(), message.tape());
        let listed: Vec<Listed> = ["result.tools[*]", "[*].result.tools[*]"]
            .into_iter()
            .filter_map(|path| path.parse().ok())
            .flat_map(|path| tape.select_all(text, &path))
            .filter_map(|node| read(node, tape.node(node)?.span.of(text)))
            .collect();
        self.choose(&listed, cx).await;
        let mut gone: BTreeMap<NodeId, BTreeSet<NodeId>> = BTreeMap::new();
        for tool in listed.iter().filter(|tool| self.chosen.get(&tool.name) != Some(&true)) {
            if let Some(list) = tape.node(tool.node).and_then(|node| node.parent) {
                gone.entry(list).or_default().insert(tool.node);
            }
        }
        if gone.is_empty() {
            return Ok(Flow::Pass(message));
        }
        find(cx, ENTRY.id, "tools that the task does not need", "result.tools", Action::Redact);
        let edits = gone.iter().flat_map(|(list, gone)| removal::items(&tape, *list, gone)).collect();
        message.splice(edits).map(Flow::Pass).map_err(|error| LayerError::new(ENTRY.id, error))
    }
}

fn read(node: NodeId, text: &str) -> Option<Listed> {
    let tool: Value = serde_json::from_str(text).ok()?;
    let word = |key: &str| tool.get(key).and_then(Value::as_str).map(str::to_owned);
    let properties =
        tool.get("inputSchema").and_then(|schema| schema.get("properties")).and_then(Value::as_object);
    let arguments = properties.map(|properties| properties.keys().cloned().collect()).unwrap_or_default();
    Some(Listed {
        node,
        name: word("name")?,
        description: word("description").unwrap_or_default(),
        arguments,
    })
}
