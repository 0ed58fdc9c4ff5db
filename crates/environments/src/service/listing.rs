//! The tools of a service: listed, checked, played.

use super::answer::{Answers, TTL_MS};
use super::arguments;
use super::request::Request;
use crate::{Environment, Reply, Shape, Tool};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use wire::{Id, Message, excerpt};

/// The one tool of AgentGym's shape.
const STEP: &str = "step";

/// Listings by family and shape.
type Listings = BTreeMap<(String, Shape), Arc<Listing>>;

/// Tools are the same for every task of a family, and a lab opens thousands of tasks.
static KNOWN: LazyLock<Mutex<Listings>> = LazyLock::new(Mutex::default);

/// The tools of one environment in one shape. They never change, so they are serialized once.
pub(super) struct Listing {
    shape: Shape,
    inputs: BTreeMap<String, Value>,
    tools: Option<Box<RawValue>>,
    /// Answers that were given before, by era and id: thousands of hosts ask in the same words and share one text.
    given: Mutex<BTreeMap<(bool, Id), Message>>,
}

/// Most answers that are kept.
const KEPT: usize = 8;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ListResult<'l> {
    tools: &'l Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    result_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ttl_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cache_scope: Option<&'static str>,
    #[serde(rename = "_meta", skip_serializing_if = "Option::is_none")]
    meta: Option<Value>,
}

impl Listing {
    /// The tools that the service `name` offers, of which `environment` is one task, in this shape: those of `part`,
    /// or all.
    pub(super) fn of(
        name: &str,
        environment: &dyn Environment,
        shape: Shape,
        part: Option<&str>,
    ) -> Arc<Self> {
        // Grammar and tools follow the settings; where they differ, so do the listings.
        let key = (format!("{name} {}", environment.grammar()), shape);
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(known.entry(key).or_insert_with(|| Arc::new(Self::new(environment, shape, part))))
    }

    fn new(environment: &dyn Environment, shape: Shape, part: Option<&str>) -> Self {
        let services = environment.services();
        let names =
            part.and_then(|part| services.iter().find(|(name, _)| *name == part)).map(|(_, names)| *names);
        let offered = |tool: &&Tool| names.is_none_or(|names| names.contains(&tool.name));
        let tools: Vec<Value> = match shape {
            Shape::Native => environment.tools().iter().filter(offered).map(native).collect(),
            Shape::AgentGym => vec![step(environment.grammar())],
        };
        let inputs = tools
            .iter()
            .filter_map(|tool| {
                Some((tool.get("name")?.as_str()?.to_owned(), tool.get("inputSchema")?.clone()))
            })
            .collect();
        Self { shape, inputs, tools: to_raw_value(&tools).ok(), given: Mutex::default() }
    }

    /// The answer to `tools/list`: the whole list, in one page.
    pub(super) fn answer(&self, request: &Request, answers: &Answers) -> Message {
        if request.params.get("cursor").is_some_and(|cursor| !cursor.is_null()) {
            return answers
                .bad_params(request, "unknown `cursor`: the list has one page, asked for without a cursor");
        }
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = (request.stateless, request.id.clone());
        if let Some(answer) = given.get(&asked) {
            return answer.clone();
        }
        let answer = self.list(request, answers);
        if given.len() < KEPT {
            given.insert(asked, answer.clone());
        }
        answer
    }

    fn list(&self, request: &Request, answers: &Answers) -> Message {
        let stateless = request.stateless;
        let result = ListResult {
            tools: &self.tools,
            result_type: stateless.then_some("complete"),
            ttl_ms: stateless.then_some(TTL_MS),
            cache_scope: stateless.then_some("private"),
            meta: stateless.then(|| answers.meta()),
        };
        Message::result(&request.id, &result)
    }

    /// Reads tool and arguments of a `tools/call`; the error says what is wrong with the parameters.
    pub(super) fn call(&self, request: &Request) -> Result<(String, Value), String> {
        let tool = match request.params.get("name") {
            Some(Value::String(name)) => name,
            Some(_) => return Err("`name` must be a string: the name of a tool".to_owned()),
            None => return Err("`name` is missing: the name of a tool".to_owned()),
        };
        if !self.inputs.contains_key(tool) {
            let known = self.inputs.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            return Err(format!("unknown tool `{}`; the tools are {known}", excerpt(tool)));
        }
        match request.params.get("arguments") {
            None => Ok((tool.clone(), json!({}))),
            Some(arguments @ Value::Object(_)) => Ok((tool.clone(), arguments.clone())),
            Some(_) => Err("`arguments` must be an object".to_owned()),
        }
    }

    /// Holds the arguments against the tool's schema. A mismatch is a failed call, so that the model can read how to
    /// mend it.
    pub(super) fn check(&self, tool: &str, arguments: &Value) -> Result<(), Reply> {
        let schema = self.inputs.get(tool).unwrap_or(&Value::Null);
        arguments::check(schema, arguments)
            .map_err(|what| Reply::refused(format!("Invalid arguments for `{tool}`: {what}.")))
    }

    /// Plays a checked call.
    pub(super) fn play(&self, environment: &mut dyn Environment, tool: &str, arguments: &Value) -> Reply {
        match self.shape {
            Shape::Native => environment.call(tool, arguments),
            Shape::AgentGym => {
                let action = arguments.get("action").and_then(Value::as_str).unwrap_or_default();
                let step = environment.step(action);
                let structured = json!(step);
                Reply::ok(step.observation, structured)
            }
        }
    }
}

fn native(tool: &Tool) -> Value {
    json!({
        "name": tool.name,
        "description": tool.description,
        "inputSchema": tool.input,
        "outputSchema": tool.output,
        "annotations": annotations(tool.read_only),
    })
}

fn step(grammar: &str) -> Value {
    json!({
        "name": STEP,
        "description": grammar,
        "inputSchema": {
            "type": "object",
            "properties": {"action": {"type": "string", "description": "One action, in the grammar of the description."}},
            "required": ["action"],
            "additionalProperties": false,
        },
        "outputSchema": {
            "type": "object",
            "properties": {
                "observation": {"type": "string"},
                "reward": {"type": "number"},
                "done": {"type": "boolean"},
            },
            "required": ["observation", "reward", "done"],
        },
        "annotations": annotations(false),
    })
}

/// Hints for a tool of which only one thing is known. Where the world could do harm the hint is the cautious one,
/// which is also the protocol's default.
fn annotations(read_only: bool) -> Value {
    json!({
        "readOnlyHint": read_only,
        "destructiveHint": !read_only,
        "idempotentHint": read_only,
        "openWorldHint": !read_only,
    })
}
