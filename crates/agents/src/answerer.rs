//! What the host answers when a service asks something of it: roots, questions to the user, a model's words.

use crate::words::{plain, show_block};
use crate::{Elicitation, Field, Kit, Roots, form};
use async_trait::async_trait;
use chain::{Event, Part, Said};
use models::{ChatMessage, ChatReply, ChatRequest, ToolSpec};
use serde_json::{Value, json};
use std::sync::Arc;
use wire::{ErrorObject, Handler};

/// The working folder that the host names as its root: no real one.
const FOLDER: &str = "file:///srv/project";

/// Most tokens that a service gets of the model for one request (surface R05).
const MOST_TOKENS: u32 = 4_096;

/// Answers the requests of one service as the host's profile has it.
pub(crate) struct Answerer {
    label: Arc<str>,
    kit: Kit,
    answered: usize,
}

impl Answerer {
    pub(crate) fn new(label: &str, kit: Kit) -> Self {
        Self { label: label.into(), kit, answered: 0 }
    }

    /// R08.
    fn roots(&self) -> Result<Value, ErrorObject> {
        match self.kit.profile().conduct.roots {
            Roots::Refused => Err(ErrorObject::no_method("roots/list")),
            Roots::Empty => Ok(json!({"roots": []})),
            Roots::Folder => Ok(json!({"roots": [{"uri": FOLDER, "name": "project"}]})),
        }
    }

    /// R01 to R03. An address is opened before anybody says yes to anything else.
    fn elicit(&self, params: &Value) -> Result<Value, ErrorObject> {
        let conduct = &self.kit.profile().conduct;
        if conduct.elicitation == Elicitation::Refused {
            return Err(ErrorObject::no_method("elicitation/create"));
        }
        self.kit.show("question", &self.label, &crate::words::words(params));
        let url = params.get("url").and_then(Value::as_str);
        if let Some(url) = url.filter(|_| conduct.opens) {
            self.kit.reach("R03", url);
        }
        Ok(match conduct.elicitation {
            Elicitation::Accept if url.is_some() => json!({"action": "accept"}),
            Elicitation::Accept => {
                let schema = params.get("requestedSchema").unwrap_or(&Value::Null);
                json!({"action": "accept", "content": form::fill(schema, &self.kit.prompt())})
            }
            Elicitation::Decline => json!({"action": "decline"}),
            Elicitation::Cancel | Elicitation::Refused => json!({"action": "cancel"}),
        })
    }

    /// R04 to R07: the same model, in a conversation of its own, within the host's budget.
    async fn sample(&self, params: &Value) -> Result<Value, ErrorObject> {
        if !self.kit.profile().conduct.sampling {
            return Err(ErrorObject::no_method("sampling/createMessage"));
        }
        if let Some(why) = self.kit.too_much(&self.kit.spent().with_one_more()) {
            return Err(refusal(&why));
        }
        let request = self.request(params);
        let expose = |text: &Arc<str>| {
            let part = Part::Forwarded { what: "Sampling request".into() };
            self.kit.record(Event::Exposed { part, text: Arc::clone(text) });
        };
        expose(&request.system);
        request.messages.iter().for_each(|message| match message {
            ChatMessage::User { text } | ChatMessage::Assistant { text, .. } => expose(text),
            ChatMessage::Notice(_) | ChatMessage::Tool { .. } => {}
        });
        request.tools.iter().flat_map(|tool| [&tool.description, &tool.parameters]).for_each(expose);
        let reply = self.kit.model().reply(&request).await.map_err(|error| refusal(&error.to_string()))?;
        self.kit.heard(&reply);
        Ok(created(self.kit.model().id(), &reply))
    }

    fn request(&self, params: &Value) -> ChatRequest {
        let text = |key: &str| params.get(key).and_then(Value::as_str).unwrap_or_default();
        let messages = params.get("messages").and_then(Value::as_array);
        let tools = params.get("tools").and_then(Value::as_array);
        let most = params.get("maxTokens").and_then(Value::as_u64).and_then(|most| u32::try_from(most).ok());
        ChatRequest {
            system: text("systemPrompt").into(),
            messages: messages.into_iter().flatten().map(|message| self.message(message)).collect(),
            tools: tools.into_iter().flatten().map(tool).collect(),
            max_tokens: Some(most.unwrap_or(MOST_TOKENS).min(MOST_TOKENS)),
            ..ChatRequest::default()
        }
    }

    /// A message in the role that it claims.
    fn message(&self, message: &Value) -> ChatMessage {
        let blocks = match message.get("content") {
            Some(Value::Array(blocks)) => blocks.iter().collect(),
            Some(block) => vec![block],
            None => vec![],
        };
        let texts = blocks.iter().filter_map(|block| show_block(block, self.kit.profile()));
        let text: Arc<str> = texts.collect::<Vec<_>>().join("\n").into();
        match message.get("role").and_then(Value::as_str) {
            Some("assistant") => ChatMessage::Assistant { text, calls: vec![] },
            _ => ChatMessage::User { text },
        }
    }
}

#[async_trait]
impl Handler for Answerer {
    async fn answer(&mut self, method: &str, params: Option<&str>) -> Result<Value, ErrorObject> {
        if method == "ping" {
            return Ok(json!({}));
        }
        self.answered += 1;
        if self.answered > self.kit.profile().conduct.answers {
            return Err(refusal("the service asks too much"));
        }
        let params = params.unwrap_or("{}");
        self.kit.notice(Field::Question, &self.label, &format!("Request {method}"), plain(params));
        let params = serde_json::from_str(params).unwrap_or_default();
        match method {
            "roots/list" => self.roots(),
            "elicitation/create" => self.elicit(&params),
            "sampling/createMessage" => self.sample(&params).await,
            _ => Err(ErrorObject::no_method(method)),
        }
    }

    fn capabilities(&self) -> Value {
        serde_json::from_str(self.kit.profile().conduct.declares).unwrap_or_default()
    }
}

impl Kit {
    /// Counts and records what the model said.
    pub(crate) fn heard(&self, reply: &ChatReply) {
        let (input_tokens, output_tokens) = (reply.usage.input, reply.usage.output);
        self.spend(|spent| {
            spent.model_calls += 1;
            spent.input_tokens = spent.input_tokens.saturating_add(input_tokens);
            spent.output_tokens = spent.output_tokens.saturating_add(output_tokens);
        });
        let calls = reply.calls.iter().map(|call| (Arc::clone(&call.name), Arc::clone(&call.arguments)));
        let (text, calls) = (Arc::clone(&reply.text), calls.collect());
        self.record(Event::Said(Said { text, calls, input_tokens, output_tokens }));
    }
}

fn refusal(why: &str) -> ErrorObject {
    ErrorObject { code: -32603, message: why.to_owned() }
}

/// A tool that the service defines for this one request.
fn tool(definition: &Value) -> ToolSpec {
    let text = |key: &str| definition.get(key).and_then(Value::as_str).unwrap_or_default().into();
    let schema =
        definition.get("inputSchema").map_or_else(|| r#"{"type":"object"}"#.into(), Value::to_string);
    ToolSpec { name: text("name"), description: text("description"), parameters: schema.into() }
}

/// The result of `sampling/createMessage`.
fn created(model: &str, reply: &ChatReply) -> Value {
    let text = json!({"type": "text", "text": reply.text});
    if reply.calls.is_empty() {
        return json!({"role": "assistant", "model": model, "content": text, "stopReason": "endTurn"});
    }
    let calls = reply.calls.iter().map(|call| {
        let input: Value = serde_json::from_str(&call.arguments).unwrap_or_default();
        json!({"type": "tool_use", "id": call.id, "name": call.name, "input": input})
    });
    let content: Vec<Value> = std::iter::once(text).chain(calls).collect();
    json!({"role": "assistant", "model": model, "content": content, "stopReason": "toolUse"})
}
