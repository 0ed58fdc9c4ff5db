//! The first request.

use super::Host;
use super::mission::Halt;
use crate::Field;
use crate::toolbox::collect;
use crate::words::{members, plain};
use chain::Part;
use models::{ChatMessage, ChatRequest, Forwarded};
use serde_json::{Value, json};
use std::sync::Arc;
use wire::METHOD_DISCOVER;

impl Host<'_> {
    /// Lists what there is and makes the first request.
    pub(super) async fn open(&mut self) -> Result<ChatRequest, Halt> {
        self.list_tools().await?;
        let system: Arc<str> = std::mem::take(&mut self.mission.system).into();
        let forwarded: Vec<Forwarded> = self.introductions();
        let prompt = self.kit.prompt();
        self.expose(Part::System, &system);
        for Forwarded { what, text, .. } in &forwarded {
            self.expose(Part::Forwarded { what: Arc::clone(what) }, text);
        }
        self.expose(Part::User, &prompt);
        if let Some(last) = &self.mission.last {
            self.expose(Part::User, &Arc::clone(last));
        }
        self.messages.push(ChatMessage::User { text: prompt });
        for service in 0..self.services.len() {
            self.meet(service);
            self.browse_resources(service).await?;
            self.browse_prompts(service).await?;
        }
        self.subscribe().await?;
        self.listen().await?;
        self.tell_notices();
        let (tools, seed) = (self.specs(), Some(self.mission.seed));
        Ok(ChatRequest { system, forwarded, tools, seed, ..ChatRequest::default() })
    }

    /// What services said of themselves when their sessions opened, where the profile forwards it (L01 to L05).
    fn introductions(&self) -> Vec<Forwarded> {
        let profile = self.kit.profile();
        let mut all = Vec::new();
        for service in self.services.iter() {
            let mut say = |what: &str, text: String| {
                all.push(Forwarded {
                    service: service.label.as_str().into(),
                    what: what.into(),
                    text: text.into(),
                });
            };
            if let Some(text) =
                service.hello.instructions.clone().filter(|_| profile.forwards(Field::Instructions))
            {
                say("Instructions", text);
            }
            if profile.forwards(Field::Greeting) {
                let members = members(service.hello.answer.result_json().unwrap_or("{}")).unwrap_or_default();
                let others = members.iter().filter(|(key, _)| *key != "instructions");
                let lines: Vec<_> = others.map(|(key, raw)| format!("{key}: {}", plain(raw.get()))).collect();
                say("Introduction", lines.join("\n"));
            }
        }
        all
    }

    /// Asks services again who they are whose last answer may not be kept (surface L05), where the profile does so. The
    /// conversation keeps what it began with.
    pub(super) async fn rediscover(&mut self) -> Result<(), Halt> {
        if !self.kit.profile().conduct.rediscovers {
            return Ok(());
        }
        for service in 0..self.services.len() {
            let stale = self.services.get(service).is_some_and(|open| open.hello.stale());
            if stale {
                self.request(service, METHOD_DISCOVER, json!({})).await?;
            }
        }
        Ok(())
    }

    /// Fetches what a host that fetches would, to show a service in its list (L03).
    fn meet(&self, service: usize) {
        let Some(service) = self.services.get(service).filter(|_| self.kit.profile().conduct.fetches) else {
            return;
        };
        let answer: Value =
            serde_json::from_str(service.hello.answer.result_json().unwrap_or("{}")).unwrap_or_default();
        for key in ["src", "websiteUrl"] {
            collect(&answer, key, &mut |address| self.kit.reach("L03", address));
        }
    }
}
