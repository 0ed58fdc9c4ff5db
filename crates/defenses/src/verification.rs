//! Defense `verification`: a second model is asked whether a call serves the user's task.
//!
//! ## What it does
//! Before a call goes out, a second model reads the user's request, the tool's name, the arguments and how often the very
//! same call was made before, and answers whether the task needs the call. A call that it denies is refused, and the
//! agent told so. The second model never sees a word of a service but what the agent itself put into the arguments.
//! Where no answer can be had, `otherwise` decides: `refuse` or `allow`.
//!
//! ## Why it works
//! Whoever misleads the agent has to mislead a second model too, which sees nothing of what misled the first. It costs a
//! model request a call, and a task that is only known from what a tool says cannot be told from an attack.
//!
//! ## Example
//! There is no second model here:
//! ```text
//! settings: {"otherwise": "refuse"}
//! call: {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"pay"}}
//! answer: {"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"This call was refused: it could not be verified that it serves the user's task."}],"isError":true}}
//! ```
//!
//! ## References
//! - SafeMCP, arXiv 2506.13666 (active defenses).

use crate::likeness::canonical;
use crate::refusal::{smuggled, stop};
use crate::second::{Otherwise, Second};
use crate::{Armed, Brief, Defense, DefenseError, Entry, Kind, Setting, settings};
use async_trait::async_trait;
use chain::{CallView, Cx, Direction, Flow, Hooked, Hooks, Layer, LayerError, Pending};
use models::Question;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use wire::Message;

/// Its row in the catalogue.
pub(crate) const ENTRY: Entry = Entry {
    id: "verification",
    summary: "A second model is asked whether each call serves the user's task.",
    kind: Kind::Active,
    source: "arXiv 2506.13666 (active verification)",
    settings: r#"{"otherwise": "refuse"}"#,
    open: |settings| Ok(Box::new(Verification { settings: settings::read(&ENTRY, settings)? })),
};

const DENIED: &str = "This call was refused: it does not serve the user's task. Go on with the task itself.";
const UNANSWERED: &str = "This call was refused: it could not be verified that it serves the user's task.";

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Settings {
    otherwise: Otherwise,
}

struct Verification {
    settings: Settings,
}

impl Defense for Verification {
    fn entry(&self) -> &'static Entry {
        &ENTRY
    }

    fn arm(&self, setting: &Setting<'_>) -> Result<Armed, DefenseError> {
        let made = Arc::new(Mutex::new(BTreeMap::new()));
        let gate = |_: &&str| {
            let gate = Gate {
                settings: self.settings,
                second: Second::new(ENTRY.id, setting.model.clone()),
                task: setting.prompt.to_owned(),
                made: Arc::clone(&made),
            };
            vec![Box::new(Hooked::new(gate)) as Box<dyn Layer>]
        };
        Ok(Armed { layers: setting.services.iter().map(gate).collect(), brief: Brief::default() })
    }
}

/// How often each call was made: tool, canonical arguments.
type Made = BTreeMap<(String, String), usize>;

struct Gate {
    settings: Settings,
    second: Second,
    task: String,
    made: Arc<Mutex<Made>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    serves: bool,
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
        // The rounds of a call that was verified are the same call.
        if call.retry {
            return Ok(Flow::Pass(message.clone()));
        }
        let key = (call.name.clone().into_owned(), canonical(call.arguments));
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner).get(&key).copied().unwrap_or(0);
        let question = Question::Verify {
            task: self.task.clone(),
            tool: key.0.clone(),
            arguments: serde_json::from_str(call.arguments).unwrap_or_default(),
            made,
        };
        let (serves, words) = match self.second.ask::<Answer>(&question, cx).await {
            Some(answer) => (answer.serves, DENIED),
            None => (self.settings.otherwise == Otherwise::Allow, UNANSWERED),
        };
        if !serves {
            return Ok(stop(ENTRY.id, words, message, words, cx));
        }
        *self.made.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default() += 1;
        Ok(Flow::Pass(message.clone()))
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
