//! Lists of tools, and when they are listed again.

use super::Host;
use super::mission::Halt;
use super::request::Reply;
use crate::toolbox::{Tool, distinguish, read_page};
use crate::{Field, Relist};
use chain::Part;
use models::{ChatRequest, ToolSpec};
use serde_json::json;
use std::sync::Arc;

impl Host<'_> {
    pub(super) fn specs(&self) -> Arc<[ToolSpec]> {
        self.tools.iter().map(|tool| tool.spec.clone()).collect()
    }

    /// Lists the tools of all services, and notes what the model has not seen of them.
    pub(super) async fn list_tools(&mut self) -> Result<(), Halt> {
        let tools = self.listed().await?;
        let before = std::mem::replace(&mut self.tools, tools);
        let mut changed = Vec::new();
        for tool in &self.tools {
            let known = before.iter().find(|old| old.spec.name == tool.spec.name);
            changed.extend(news(tool, known));
            if self.kit.profile().conduct.fetches
                && known.is_none_or(|old| old.facts.addresses != tool.facts.addresses)
            {
                tool.facts.addresses.iter().for_each(|(row, address)| self.kit.reach(row, address));
            }
        }
        changed.iter().for_each(|(part, text)| self.expose(part.clone(), text));
        Ok(())
    }

    /// Lists again when the profile would, and offers the model what came of it.
    pub(super) async fn relist(&mut self, request: &mut ChatRequest) -> Result<(), Halt> {
        self.rediscover().await?;
        let notices = std::mem::take(&mut self.changed);
        let changed = notices > 0;
        let conduct = &self.kit.profile().conduct;
        let times = match conduct.relist {
            Relist::Never => 0,
            Relist::Kept => usize::from(changed),
            Relist::Used(times) => {
                if changed {
                    times
                } else {
                    0
                }
            }
            Relist::Always => usize::from(changed || !(conduct.keeps && self.kept)),
            Relist::Each => notices.max(1),
        };
        for _ in 0..times {
            if conduct.relist == Relist::Kept {
                self.listed().await?;
            } else {
                self.list_tools().await?;
                request.tools = self.specs();
            }
        }
        Ok(())
    }

    /// The tools of all services that are on offer, under the names that the model will see.
    async fn listed(&mut self) -> Result<Vec<Tool>, Halt> {
        let mut tools = Vec::new();
        self.kept = true;
        for service in 0..self.services.len() {
            self.list_service(service, &mut tools).await?;
        }
        self.copy_arguments(&mut tools);
        if let Some(allowed) = &self.mission.allowed {
            tools.retain(|tool| allowed.iter().any(|name| **name == *tool.name));
        }
        let labels: Vec<_> = self.services.iter().map(|service| service.label.clone()).collect();
        distinguish(&mut tools, &labels, self.kit.profile());
        Ok(tools)
    }

    /// Reads a service's tools page by page (surface TL19: pages need not end). A service that refuses offers none: it
    /// may be a defense that refused it.
    async fn list_service(&mut self, service: usize, tools: &mut Vec<Tool>) -> Result<(), Halt> {
        let profile = self.kit.profile();
        let mut cursor: Option<String> = None;
        for _ in 0..profile.conduct.pages {
            let params = cursor.as_ref().map_or_else(|| json!({}), |cursor| json!({"cursor": cursor}));
            let Reply::Answer(answer) = self.request(service, "tools/list", params).await? else {
                return Ok(());
            };
            let page = read_page(&answer, service, profile);
            tools.extend(page.tools);
            self.kept &= page.kept;
            if profile.forwards(Field::ListRest) && self.told.insert(Arc::clone(&page.rest)) {
                self.kit.notice(Field::ListRest, &self.label(service), "List of tools", page.rest);
            }
            match page.next {
                Some(next) => cursor = Some(next),
                None => return Ok(()),
            }
            self.afford(&self.kit.spent())?;
        }
        Ok(())
    }
}

/// What a model has not seen of a tool yet.
fn news(tool: &Tool, known: Option<&Tool>) -> impl Iterator<Item = (Part, Arc<str>)> + use<> {
    let known = known.map(|old| &old.spec);
    let spec = &tool.spec;
    let description = known
        .is_none_or(|old| old.description != spec.description)
        .then(|| (Part::Tool { name: Arc::clone(&spec.name) }, Arc::clone(&spec.description)));
    let schema = known
        .is_none_or(|old| old.parameters != spec.parameters)
        .then(|| (Part::Schema { name: Arc::clone(&spec.name) }, Arc::clone(&spec.parameters)));
    description.into_iter().chain(schema)
}
