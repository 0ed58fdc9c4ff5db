//! Turn by turn: the model is asked, its calls are carried out.

use super::mission::Halt;
use super::{Ending, Mission};
use crate::toolbox::Tool;
use crate::{Kit, Service, Spent};
use chain::{Event, Outcome, Part};
use models::{ChatMessage, ChatReply, ChatRequest, Stop};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A host with its services and its model.
pub struct Host<'a> {
    pub(super) services: &'a mut [Service],
    pub(super) kit: Kit,
    pub(super) mission: Mission,
    pub(super) tools: Vec<Tool>,
    pub(super) messages: Vec<ChatMessage>,
    /// Texts that no model request held yet.
    unseen: Vec<Event>,
    /// How often a service said that its tools changed.
    pub(super) changed: usize,
    /// Whether every list of tools may be kept.
    pub(super) kept: bool,
    /// Resources in the conversation, by service and address, and whether they changed.
    pub(super) attached: Vec<(usize, String)>,
    /// Texts beside lists that the model was told of.
    pub(super) told: BTreeSet<Arc<str>>,
}

impl<'a> Host<'a> {
    /// A host with the profile, the model and the trace of its kit.
    pub fn new(services: &'a mut [Service], kit: Kit, mut mission: Mission) -> Self {
        kit.begin(std::mem::take(&mut mission.prompt).into(), mission.budget);
        let (tools, messages, unseen, attached) = (vec![], vec![], vec![], vec![]);
        let (changed, kept, told) = (0, false, BTreeSet::new());
        Self { services, kit, mission, tools, messages, unseen, changed, kept, attached, told }
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
        let spent = self.kit.spent();
        match ended {
            Ok(answer) => Ending { outcome: Outcome::Completed, answer, spent, note: String::new() },
            Err(Halt(outcome, note)) => Ending { outcome, answer: "".into(), spent, note },
        }
    }

    async fn converse(&mut self) -> Result<Arc<str>, Halt> {
        let mut request = self.open().await?;
        loop {
            self.afford(&self.kit.spent().with_one_more())?;
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
                self.afford(&self.kit.spent())?;
            }
            self.subscribe().await?;
            self.listen().await?;
            self.relist(&mut request).await?;
            self.tell_notices();
        }
    }

    pub(super) fn afford(&self, spent: &Spent) -> Result<(), Halt> {
        self.mission.budget.exceeded(spent).map_or(Ok(()), |why| Err(Halt(Outcome::BudgetExhausted, why)))
    }

    /// Asks the model. The conversation is lent to the request and taken back, so that it is never copied.
    async fn ask(&mut self, request: &mut ChatRequest) -> Result<ChatReply, Halt> {
        request.messages = std::mem::take(&mut self.messages);
        if let Some(last) = &self.mission.last {
            request.messages.push(ChatMessage::User { text: Arc::clone(last) });
        }
        self.unseen.drain(..).for_each(|event| self.kit.record(event));
        let reply = self.kit.model().reply(request).await;
        if self.mission.last.is_some() {
            request.messages.pop();
        }
        self.messages = std::mem::take(&mut request.messages);
        match reply {
            Ok(reply) => {
                self.kit.heard(&reply);
                Ok(reply)
            }
            Err(error) => {
                self.kit.spend(|spent| spent.model_calls += 1);
                Err(Halt(Outcome::HarnessError, error.to_string()))
            }
        }
    }

    /// Notes a text that will stand in the next model request: should there be none, nobody saw it.
    pub(super) fn expose(&mut self, part: Part, text: &Arc<str>) {
        self.unseen.push(Event::Exposed { part, text: Arc::clone(text) });
    }

    /// The label of a service.
    pub(super) fn label(&self, service: usize) -> String {
        self.services.get(service).map_or_else(String::new, |service| service.label.clone())
    }
}
