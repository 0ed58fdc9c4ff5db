//! Defense `policy`: rules of the user's own decide about each call.
//!
//! ## What it does
//! Holds every call against a list of rules, in order; the first that holds decides: `allow`, `deny` or `ask`. Where none
//! holds, `otherwise` does. A rule is an expression in CEL over `service` and `tool` (names), `arguments`, `untrusted` (the
//! labels of services that are not in `trusted` and whose texts the agent has read in results so far) and `history` (the
//! calls before, each `{service, tool, arguments, text, failed}`). `ask` means that somebody has to be asked; where nobody
//! is there, `unasked` decides: `refuse` or `allow`. A rule that cannot be evaluated denies: ask with `has(arguments.to)`
//! for what a call may lack.
//!
//! ## Why it works
//! What an agent may do is decided before it reads anything, by somebody whom nothing that it reads can persuade. A rule
//! does not know what the task needs, so it is as good as its author.
//!
//! ## Example
//! ```text
//! settings: {"rules": [{"deny": "tool == 'pay' && (size(untrusted) > 0 || arguments.amount > 10)"}]}
//! call: {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pay","arguments":{"amount":20}}}
//! answer: {"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"This call was refused by a rule of the user's. Go on without it."}],"isError":true}}
//! ```
//!
//! ## References
//! - Progent, arXiv 2504.11703 (privilege rules for tool calls); Common Expression Language, cel.dev.

use crate::refusal::{smuggled, stop};
use crate::second::Otherwise;
use crate::{Armed, Brief, Defense, DefenseError, Entry, Kind, Setting, settings};
use async_trait::async_trait;
use chain::{
    CallView, Cx, Direction, Expression, ExpressionError, Flow, Hooked, Hooks, Layer, LayerError, Pending,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use wire::{Id, Message};

/// Its row in the catalogue.
pub(crate) const ENTRY: Entry = Entry {
    id: "policy",
    summary: "Rules in CEL over tool, arguments, history and provenance allow, deny or ask.",
    kind: Kind::Passive,
    source: "arXiv 2504.11703 (Progent)",
    settings: r#"{"rules": [], "otherwise": "allow", "trusted": [], "unasked": "refuse"}"#,
    open: |settings| Policy::open(settings).map(|policy| Box::new(policy) as Box<dyn Defense>),
};

const DENIED: &str = "This call was refused by a rule of the user's. Go on without it.";
const UNASKED: &str =
    "This call needs the user's consent, and nobody is there to be asked. Go on without it.";

/// Longest text of a result that is kept for `history`, in characters.
const KEPT: usize = 16_384;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    rules: Vec<Rule>,
    otherwise: Decision,
    trusted: Vec<String>,
    unasked: Otherwise,
}

/// A rule as it is written: what it decides, and when.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Rule {
    Allow(String),
    Deny(String),
    Ask(String),
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Decision {
    #[default]
    Allow,
    Deny,
    Ask,
}

struct Policy {
    rules: Arc<Rules>,
}

/// Compiled rules.
struct Rules {
    rules: Vec<(Decision, Expression)>,
    otherwise: Decision,
    trusted: Vec<String>,
    unasked: Otherwise,
}

impl Policy {
    fn open(settings: &Value) -> Result<Self, DefenseError> {
        let Settings { rules, otherwise, trusted, unasked } = settings::read(&ENTRY, settings)?;
        let compiled = rules.into_iter().map(|rule| {
            let (decision, expression) = match rule {
                Rule::Allow(expression) => (Decision::Allow, expression),
                Rule::Deny(expression) => (Decision::Deny, expression),
                Rule::Ask(expression) => (Decision::Ask, expression),
            };
            Ok((decision, Expression::compile(&expression)?))
        });
        let rules = compiled
            .collect::<Result<_, ExpressionError>>()
            .map_err(|error| settings::wrong(&ENTRY, &error))?;
        Ok(Self { rules: Arc::new(Rules { rules, otherwise, trusted, unasked }) })
    }
}

impl Defense for Policy {
    fn entry(&self) -> &'static Entry {
        &ENTRY
    }

    fn arm(&self, setting: &Setting<'_>) -> Result<Armed, DefenseError> {
        let past = Arc::new(Mutex::new(Past::default()));
        let gate = |service: &&str| {
            let gate = Gate {
                rules: Arc::clone(&self.rules),
                service: (*service).to_owned(),
                past: Arc::clone(&past),
                open: BTreeMap::new(),
            };
            vec![Box::new(Hooked::new(gate)) as Box<dyn Layer>]
        };
        Ok(Armed { layers: setting.services.iter().map(gate).collect(), brief: Brief::default() })
    }
}

/// What happened in a trial so far, over all services.
#[derive(Default)]
struct Past {
    history: Vec<Made>,
    untrusted: BTreeSet<String>,
}

/// A call that was let through.
#[derive(Serialize)]
struct Made {
    service: String,
    tool: String,
    arguments: Value,
    text: String,
    failed: bool,
}

/// What a rule can speak of.
#[derive(Serialize)]
struct Facts<'a> {
    service: &'a str,
    tool: &'a str,
    arguments: &'a Value,
    history: &'a [Made],
    untrusted: &'a BTreeSet<String>,
}

/// The layer.
struct Gate {
    rules: Arc<Rules>,
    service: String,
    past: Arc<Mutex<Past>>,
    /// Place in the history of each call that is not answered yet.
    open: BTreeMap<Id, usize>,
}

impl Gate {
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
            untrusted: &past.untrusted,
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
}

#[async_trait]
impl Hooks for Gate {
    fn name(&self) -> &str {
        ENTRY.id
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

    async fn on_result(&mut self, _: &Pending, message: Message, _: &mut Cx<'_>) -> Result<Flow, LayerError> {
        let place = message.id().and_then(|id| self.open.remove(&id));
        let (text, failed) = outcome(&message);
        let mut past = self.past();
        if !self.rules.trusted.contains(&self.service) {
            past.untrusted.insert(self.service.clone());
        }
        if let Some(made) = place.and_then(|place| past.history.get_mut(place)) {
            (made.text, made.failed) = (text, failed);
        }
        drop(past);
        Ok(Flow::Pass(message))
    }

    async fn on_message(
        &mut self,
        way: Direction,
        message: Message,
        _: Option<&Pending>,
        cx: &mut Cx<'_>,
    ) -> Result<Flow, LayerError> {
        Ok(smuggled(ENTRY.id, way, &message, cx).unwrap_or(Flow::Pass(message)))
    }
}

/// The text of a result, and whether the call failed.
fn outcome(message: &Message) -> (String, bool) {
    let result = message.result_json().and_then(|json| serde_json::from_str::<Value>(json).ok());
    let Some(result) = result else {
        return (message.error_json().unwrap_or_default().chars().take(KEPT).collect(), true);
    };
    let blocks = result.get("content").and_then(Value::as_array).into_iter().flatten();
    let texts: Vec<&str> = blocks.filter_map(|block| block.get("text")?.as_str()).collect();
    let failed = result.get("isError").and_then(Value::as_bool).unwrap_or(false);
    (texts.join("\n").chars().take(KEPT).collect(), failed)
}
