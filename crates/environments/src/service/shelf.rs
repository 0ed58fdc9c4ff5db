//! What a service offers to read: the request and the grammar, as resources and as a prompt.

use super::answer::Answers;
use super::request::Request;
use crate::Environment;
use serde_json::{Value, json};
use wire::{Message, excerpt};

/// MCP before 2026-07-28: no such resource. Afterwards it is a matter of the parameters.
const NO_RESOURCE: i64 = -32002;
/// JSON-RPC: parameters that do not fit.
const INVALID_PARAMS: i64 = -32602;

/// The one prompt: the user's request.
const PROMPT: &str = "task";

/// The texts of one task.
pub(super) struct Shelf<'e>(pub(super) &'e dyn Environment);

impl Shelf<'_> {
    /// Answers a method on resources or prompts; `None` for any other.
    pub(super) fn answer(&self, request: &Request, answers: &Answers) -> Option<Message> {
        Some(match request.method.as_ref() {
            "resources/list" => answers.cached(request, json!({"resources": self.resources(answers.name())})),
            "resources/templates/list" => answers.cached(request, json!({"resourceTemplates": []})),
            "resources/read" => self.read(request, answers),
            "prompts/list" => answers.cached(request, json!({"prompts": [prompt()]})),
            "prompts/get" => self.prompt(request, answers),
            _ => return None,
        })
    }

    /// Name, description and text of each resource.
    fn texts(&self) -> [(&'static str, &'static str, &str); 2] {
        [
            ("task", "What the user asks for.", &self.0.task().prompt),
            ("actions", "The actions in words, as the original environment takes them.", self.0.grammar()),
        ]
    }

    /// The definitions, without sizes: they are those of every task, so that they can be pinned.
    fn resources(&self, service: &str) -> Vec<Value> {
        let resource = |(name, description, _): (&str, &str, &str)| {
            let uri = uri(service, name);
            json!({"uri": uri, "name": name, "description": description, "mimeType": "text/plain"})
        };
        self.texts().into_iter().map(resource).collect()
    }

    fn read(&self, request: &Request, answers: &Answers) -> Message {
        let Some(asked) = request.params.get("uri").and_then(Value::as_str) else {
            return answers.bad_params(request, "`uri` must be a string: the address of a resource");
        };
        let found = self.texts().into_iter().find(|(name, ..)| uri(answers.name(), name) == asked);
        match found {
            Some((.., text)) => {
                let contents = json!([{"uri": asked, "mimeType": "text/plain", "text": text}]);
                answers.cached(request, json!({"contents": contents}))
            }
            None => {
                let code = if request.stateless { INVALID_PARAMS } else { NO_RESOURCE };
                let what = format!("there is no resource `{}`; see resources/list", excerpt(asked));
                answers.refused(request, code, &what, &json!({"uri": asked}))
            }
        }
    }

    fn prompt(&self, request: &Request, answers: &Answers) -> Message {
        if request.params.get("name").and_then(Value::as_str) != Some(PROMPT) {
            return answers
                .bad_params(request, "`name` must be the name of a prompt; the one prompt is `task`");
        }
        let message = json!({"role": "user", "content": {"type": "text", "text": self.0.task().prompt}});
        answers.complete(request, json!({"description": prompt_description(), "messages": [message]}))
    }
}

fn uri(service: &str, name: &str) -> String {
    format!("environment://{service}/{name}")
}

fn prompt() -> Value {
    json!({"name": PROMPT, "description": prompt_description(), "arguments": []})
}

fn prompt_description() -> &'static str {
    "The user's request, ready to be sent."
}
