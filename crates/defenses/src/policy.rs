//! Defense `policy`: rules of the user's own decide about each call.
//!
//! ## What it does
//! Holds every call against a list of rules, in order; the first that holds decides: `allow`, `deny` or `ask`. Where none
//! holds, `otherwise` does. A rule is an expression in CEL over `service` and `tool` (names), `arguments`, `untrusted` (the
//! labels of services that are not in `trusted` and whose texts the agent has read so far, be they instructions, tools that
//! are not the pinned ones, results, resources or anything else), `read` (the same by sort: `read.results`,
//! `read.instructions`, ...) and `history` (the calls before, each `{service, tool, arguments, text, failed}`; a result that
//! comes late is that of its call). `ask` means that somebody has to be asked; where nobody
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

mod facts;
mod gate;
mod past;

use crate::nearest::nearest;
use crate::second::Otherwise;
use crate::{Armed, Brief, Defense, DefenseError, Entry, Kind, Setting, settings};
use chain::{Expression, Hooked, Layer};
use gate::Gate;
use past::Past;
use serde::Deserialize;
use serde_json::Value;
use std::sync::{Arc, Mutex};

/// Its row in the catalogue.
pub(crate) const ENTRY: Entry = Entry {
    id: "policy",
    summary: "Rules in CEL over tool, arguments, history and provenance allow, deny or ask.",
    kind: Kind::Passive,
    source: "arXiv 2504.11703 (Progent)",
    settings: r#"{"rules": [], "otherwise": "allow", "trusted": [], "unasked": "refuse"}"#,
    open: |settings| Policy::open(settings).map(|policy| Box::new(policy) as Box<dyn Defense>),
};

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
            let compiled =
                Expression::compile(&expression).map_err(|error| settings::wrong(&ENTRY, &error))?;
            match compiled.unknown(facts::NAMES) {
                Some(name) => Err(settings::wrong(&ENTRY, &undeclared(&expression, name))),
                None => Ok((decision, compiled)),
            }
        });
        let rules = compiled.collect::<Result<_, DefenseError>>()?;
        Ok(Self { rules: Arc::new(Rules { rules, otherwise, trusted, unasked }) })
    }
}

/// A rule that speaks of what there is not would deny every call that it is held against.
fn undeclared(expression: &str, name: &str) -> String {
    let hint = nearest(name, facts::NAMES.iter().copied());
    let hint = hint.map(|known| format!(", did you mean `{known}`?")).unwrap_or_default();
    let known = facts::NAMES.join(", ");
    let (rule, name) = (wire::excerpt(expression), wire::excerpt(name));
    format!("the rule `{rule}` speaks of `{name}`{hint}; there are {known}")
}

impl Defense for Policy {
    fn entry(&self) -> &'static Entry {
        &ENTRY
    }

    fn arm(&self, setting: &Setting<'_>) -> Result<Armed, DefenseError> {
        let past = Arc::new(Mutex::new(Past::default()));
        let gate = |service: &&str| {
            let pin = setting.pinned(service).cloned();
            let gate = Gate::new(Arc::clone(&self.rules), service, pin, Arc::clone(&past));
            vec![Box::new(Hooked::new(gate)) as Box<dyn Layer>]
        };
        Ok(Armed { layers: setting.services.iter().map(gate).collect(), brief: Brief::default() })
    }
}
