//! The agent loop.

use crate::result::show;
use crate::toolbox::{Tool, disambiguate, read_page};
use crate::{Budget, Profile, Spent, rounds};
use chain::{Event, Outcome, Part, Recorder, Said};
use models::{ChatMessage, ChatReply, ChatRequest, Forwarded, Model, Stop, ToolCall};
use serde_json::{Value, json};
use std::sync::Arc;
use wire::{Client, Hello, LinkError};

/// Pages of `tools/list` that are read (surface TL19: pagination need not end).
const MOST_PAGES: usize = 50;

/// A service that the host is connected to.
pub struct Service {
    /// The host's own label for it; never the name that it gives itself.
    pub label: String,
    /// The open session.
    pub client: Client,
    /// What it said when the session opened.
    pub hello: Hello,
}

/// What the agent is asked to do, and within which bounds.
#[derive(Clone, Debug)]
pub struct Mission<'a> {
    /// The host's own instructions. Text of active defenses stands here too.
    pub system: String,
    /// The user's request.
    pub prompt: String,
    /// Text appended as the last user message of every request, never kept in the conversation.
    pub last: Option<Arc<str>>,
    /// What the host forwards.
    pub profile: &'a Profile,
    /// Bounds.
    pub budget: Budget,
    /// Names of the only tools to offer; `None` offers all.
    pub allowed: Option<Vec<String>>,
    /// Sampling seed for the model.
    pub seed: u64,
}

/// How it ended.
#[derive(Clone, Debug)]
pub struct Ending {
    /// Completed, refused, blocked, out of budget, or failed.
    pub outcome: Outcome,
    /// The final answer; empty when there is none.
    pub answer: Arc<str>,
    /// What was used.
    pub spent: Spent,
    /// Why, for everything but a completed run.
    pub note: String,
}

/// A host with its services and its model.
pub struct Host<'a> {
    services: &'a mut [Service],
    model: &'a dyn Model,
    recorder: Recorder,
    mission: Mission<'a>,
    tools: Vec<Tool>,
    messages: Vec<ChatMessage>,
    /// Texts that no model request held yet.
    unseen: Vec<Event>,
    spent: Spent,
}

/// Why the loop ends before a final answer.
struct Halt(Outcome, String);

impl From<LinkError> for Halt {
    fn from(error: LinkError) -> Self {
        Self(Outcome::HarnessError, error.to_string())
    }
}

impl<'a> Host<'a> {
    /// A host that will record into `recorder`.
    pub fn new(
        services: &'a mut [Service],
        model: &'a dyn Model,
        recorder: Recorder,
        mission: Mission<'a>,
    ) -> Self {
        let (tools, messages, unseen) = (vec![], vec![], vec![]);
        Self { services, model, recorder, mission, tools, messages, unseen, spent: Spent::default() }
    }

    /// Runs the loop to its end. Never fails: a failure is an outcome.
    pub async fn run(mut self) -> Ending {
        let limit = self.mission.budget.time();
        let ended = match tokio::time::timeout(limit, self.converse()).await {
            Ok(ended) => ended,
            Err(_) => {
                Err(Halt(Outcome::BudgetExhausted, format!("{} s of wall time are used up", limit.as_secs())))
            }
        };
        match ended {
            Ok(answer) => {
                Ending { outcome: Outcome::Completed, answer, spent: self.spent, note: String::new() }
            }
            Err(Halt(outcome, note)) => Ending { outcome, answer: "".into(), spent: self.spent, note },
        }
    }

    async fn converse(&mut self) -> Result<Arc<str>, Halt> {
        let mut request = self.open().await?;
        loop {
            self.afford(&self.spent.with_one_more())?;
            let reply = self.ask(&mut request).await?;
            match reply.stop {
                Stop::Refused => return Err(Halt(Outcome::Refused, wire::excerpt(&reply.text))),
                Stop::Blocked => {
                    return Err(Halt(Outcome::ProviderBlocked, "the provider's filter stopped it".into()));
                }
                _ if reply.calls.is_empty() => return Ok(reply.text),
                _ => {}
            }
            self.messages.push(ChatMessage::Assistant { text: reply.text, calls: reply.calls.clone() });
            for call in &reply.calls {
                self.carry_out(call).await?;
                self.afford(&self.spent)?;
            }
            if self.definitions_changed() {
                self.list_tools().await?;
                request.tools = self.specs();
            }
        }
    }

    fn afford(&self, spent: &Spent) -> Result<(), Halt> {
        self.mission.budget.exceeded(spent).map_or(Ok(()), |why| Err(Halt(Outcome::BudgetExhausted, why)))
    }

    /// Lists the tools and makes the first request.
    async fn open(&mut self) -> Result<ChatRequest, Halt> {
        self.list_tools().await?;
        let system: Arc<str> = std::mem::take(&mut self.mission.system).into();
        let forwarded: Vec<Forwarded> = self.instructions().collect();
        let prompt: Arc<str> = std::mem::take(&mut self.mission.prompt).into();
        self.expose(Part::System, &system);
        for Forwarded { what, text, .. } in &forwarded {
            self.expose(Part::Forwarded { what: Arc::clone(what) }, text);
        }
        self.expose(Part::User, &prompt);
        if let Some(last) = &self.mission.last {
            self.expose(Part::User, &Arc::clone(last));
        }
        self.messages.push(ChatMessage::User { text: prompt });
        Ok(ChatRequest {
            system,
            forwarded,
            tools: self.specs(),
            seed: Some(self.mission.seed),
            ..ChatRequest::default()
        })
    }

    /// What services said of themselves when their sessions opened, where the profile forwards it.
    fn instructions(&self) -> impl Iterator<Item = Forwarded> + use<'_> {
        let services = self.services.iter().filter(|_| self.mission.profile.instructions);
        services.filter_map(|service| {
            let text = service.hello.instructions.as_deref()?.into();
            Some(Forwarded { service: service.label.as_str().into(), what: "Instructions".into(), text })
        })
    }

    /// Asks the model. The conversation is lent to the request and taken back, so that it is never copied.
    async fn ask(&mut self, request: &mut ChatRequest) -> Result<ChatReply, Halt> {
        request.messages = std::mem::take(&mut self.messages);
        if let Some(last) = &self.mission.last {
            request.messages.push(ChatMessage::User { text: Arc::clone(last) });
        }
        self.unseen.drain(..).for_each(|event| self.recorder.push(event));
        let reply = self.model.reply(request).await;
        if self.mission.last.is_some() {
            request.messages.pop();
        }
        self.messages = std::mem::take(&mut request.messages);
        self.spent.model_calls += 1;
        let reply = reply.map_err(|error| Halt(Outcome::HarnessError, error.to_string()))?;
        self.spent.input_tokens = self.spent.input_tokens.saturating_add(reply.usage.input);
        self.spent.output_tokens = self.spent.output_tokens.saturating_add(reply.usage.output);
        self.recorder.push(Event::Said(Said {
            text: Arc::clone(&reply.text),
            calls: reply
                .calls
                .iter()
                .map(|call| (Arc::clone(&call.name), Arc::clone(&call.arguments)))
                .collect(),
            input_tokens: reply.usage.input,
            output_tokens: reply.usage.output,
        }));
        Ok(reply)
    }

    async fn carry_out(&mut self, call: &ToolCall) -> Result<(), Halt> {
        let (text, failed) = match (self.find(&call.name), serde_json::from_str::<Value>(&call.arguments)) {
            (None, _) => (format!("There is no tool `{}`.", call.name), true),
            (Some(_), Err(error)) => (format!("The arguments are not JSON: {error}."), true),
            (Some((service, name)), Ok(arguments)) => self.call(service, &name, &arguments).await?,
        };
        let text: Arc<str> = text.into();
        self.expose(Part::Result { name: Arc::clone(&call.name) }, &text);
        let (call_id, name) = (Arc::clone(&call.id), Arc::clone(&call.name));
        self.messages.push(ChatMessage::Tool { call_id, name, text, failed });
        Ok(())
    }

    async fn call(&mut self, service: usize, tool: &str, arguments: &Value) -> Result<(String, bool), Halt> {
        let Some(service) = self.services.get_mut(service) else {
            return Ok(("The service is gone.".into(), true));
        };
        let answer = rounds::call(&mut service.client, tool, arguments, &mut self.spent).await?;
        let shown = show(&answer, self.mission.profile);
        Ok((shown.text, shown.failed))
    }

    fn find(&self, name: &str) -> Option<(usize, Arc<str>)> {
        let tool = self.tools.iter().find(|tool| *tool.spec.name == *name)?;
        Some((tool.service, Arc::clone(&tool.name)))
    }

    fn specs(&self) -> Arc<[models::ToolSpec]> {
        self.tools.iter().map(|tool| tool.spec.clone()).collect()
    }

    async fn list_tools(&mut self) -> Result<(), Halt> {
        let mut tools = Vec::new();
        for (index, service) in self.services.iter_mut().enumerate() {
            list_service(index, service, &mut tools).await?;
        }
        if let Some(allowed) = &self.mission.allowed {
            tools.retain(|tool| allowed.iter().any(|name| **name == *tool.name));
        }
        let labels: Vec<_> = self.services.iter().map(|service| service.label.clone()).collect();
        disambiguate(&mut tools, &labels);
        let before = std::mem::replace(&mut self.tools, tools);
        let changed: Vec<Event> = self.tools.iter().flat_map(|tool| news(tool, &before)).collect();
        self.unseen.extend(changed);
        Ok(())
    }

    fn definitions_changed(&mut self) -> bool {
        let mut changed = false;
        for service in self.services.iter_mut() {
            let notifications = service.client.take_notifications();
            changed |= notifications.iter().any(|message| {
                message.method().is_some_and(|method| method == "notifications/tools/list_changed")
            });
        }
        changed && self.mission.profile.relist
    }

    /// Notes a text that will stand in the next model request: should there be none, nobody saw it.
    fn expose(&mut self, part: Part, text: &Arc<str>) {
        self.unseen.push(Event::Exposed { part, text: Arc::clone(text) });
    }
}

/// What a model has not seen of a tool yet.
fn news(tool: &Tool, before: &[Tool]) -> impl Iterator<Item = Event> {
    let known = before.iter().find(|old| old.spec.name == tool.spec.name).map(|old| &old.spec);
    let spec = &tool.spec;
    let description = known.is_none_or(|old| old.description != spec.description).then(|| Event::Exposed {
        part: Part::Tool { name: Arc::clone(&spec.name) },
        text: Arc::clone(&spec.description),
    });
    let schema = known.is_none_or(|old| old.parameters != spec.parameters).then(|| Event::Exposed {
        part: Part::Schema { name: Arc::clone(&spec.name) },
        text: Arc::clone(&spec.parameters),
    });
    description.into_iter().chain(schema)
}

/// Reads a service's tools page by page. A service that refuses offers none: it may be a defense that refused it.
async fn list_service(index: usize, service: &mut Service, tools: &mut Vec<Tool>) -> Result<(), Halt> {
    let mut cursor: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let params = cursor.as_ref().map_or_else(|| json!({}), |cursor| json!({"cursor": cursor}));
        let answer = service.client.request("tools/list", params).await?;
        let (page, next) = read_page(&answer, index);
        tools.extend(page);
        match next {
            Some(next) => cursor = Some(next),
            None => return Ok(()),
        }
    }
    Ok(())
}
