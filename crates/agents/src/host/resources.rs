//! Resources that a service offers (surfaces RS01 to RS05).

use super::Host;
use super::mission::Halt;
use super::request::Reply;
use crate::toolbox::collect;
use crate::words::{plain, resource, words};
use crate::{Field, Screen};
use serde_json::{Value, json};

/// The type of a resource that is a folder (SEP-2640).
const FOLDER: &str = "inode/directory";

impl Host<'_> {
    /// Lists resources and templates where somebody reads the lists, and what is in folders among them; and attaches the
    /// first resource where the profile has it.
    pub(super) async fn browse_resources(&mut self, service: usize) -> Result<(), Halt> {
        if !self.browses(service, Field::Resources, "resources") {
            return Ok(());
        }
        let all = json!({});
        let listed = ("resources/list", "resources", all.clone());
        let resources = self.list(service, listed, ("RS01", Field::Resources)).await?;
        let templates = ("resources/templates/list", "resourceTemplates", all);
        self.list(service, templates, ("RS02", Field::Resources)).await?;
        if self.kit.profile().forwards(Field::Resources) {
            for folder in resources.iter().filter(|one| one.get("mimeType") == Some(&FOLDER.into())) {
                let within = json!({"uri": folder.get("uri")});
                let children = ("resources/directory/read", "resources", within);
                self.list(service, children, ("RS05", Field::Resources)).await?;
            }
        }
        let first = resources.first().and_then(|first| first.get("uri")).and_then(Value::as_str);
        if let Some(uri) = first.filter(|_| self.kit.profile().forwards(Field::Resource)) {
            self.attached.push((service, uri.to_owned()));
            self.read(service, uri).await?;
        }
        Ok(())
    }

    /// Whether somebody reads a list of this kind. Who sticks to the rules asks only for what was declared.
    pub(super) fn browses(&self, service: usize, field: Field, capability: &str) -> bool {
        let declared = || self.services.get(service).is_some_and(|service| service.declares(capability));
        let profile = self.kit.profile();
        profile.forwards(field) || (profile.conduct.screen != Screen::None && declared())
    }

    /// Reads a resource into the conversation.
    pub(super) async fn read(&mut self, service: usize, uri: &str) -> Result<(), Halt> {
        let reply = self.exchange(service, "resources/read", json!({"uri": uri})).await?;
        let Reply::Answer(answer) = reply else { return Ok(()) };
        let result: Value = serde_json::from_str(answer.result_json().unwrap_or("{}")).unwrap_or_default();
        let contents = result.get("contents").and_then(Value::as_array).into_iter().flatten();
        for content in contents {
            let text = resource(content, self.kit.profile());
            self.kit.notice(Field::Resource, &self.label(service), "Resource", text);
        }
        Ok(())
    }

    /// All entries of a list (method, member, parameters), page by page, each page forwarded as it stands and shown by
    /// its titles.
    pub(super) async fn list(
        &mut self,
        service: usize,
        (method, member, params): (&str, &str, Value),
        (row, field): (&str, Field),
    ) -> Result<Vec<Value>, Halt> {
        let conduct = &self.kit.profile().conduct;
        let mut entries = Vec::new();
        let mut asked = params.clone();
        for _ in 0..conduct.pages {
            let Reply::Answer(answer) = self.request(service, method, asked).await? else { break };
            self.afford(&self.kit.spent())?;
            let Some(json) = answer.result_json() else { break };
            let label = self.label(service);
            self.kit.notice(field, &label, &format!("Answer to {method}"), plain(json));
            let mut page: Value = serde_json::from_str(json).unwrap_or_default();
            if conduct.fetches {
                collect(&page, "src", &mut |address| self.kit.reach(row, address));
            }
            let found =
                page.get_mut(member).and_then(Value::as_array_mut).map(std::mem::take).unwrap_or_default();
            found.iter().for_each(|entry| self.kit.show("offer", &label, &title(entry)));
            entries.extend(found);
            match page.get("nextCursor") {
                Some(next @ Value::String(_)) => {
                    asked = params.clone();
                    if let Some(asked) = asked.as_object_mut() {
                        asked.insert("cursor".to_owned(), next.clone());
                    }
                }
                _ => break,
            }
        }
        Ok(entries)
    }
}

/// What a menu shows of an entry.
fn title(entry: &Value) -> String {
    let word = |key: &str| entry.get(key).and_then(Value::as_str);
    let title = word("title").or_else(|| word("name")).unwrap_or_default();
    match entry.get("description") {
        Some(description) => format!("{title} {}", words(description)),
        None => title.to_owned(),
    }
}
