//! Prompts that a service offers, and the values that complete their arguments (surfaces PR01, PR02, CP01).

use super::Host;
use super::mission::Halt;
use super::request::Reply;
use crate::Field;
use crate::words::{plain, show_block};
use chain::Part;
use models::ChatMessage;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Most arguments of a prompt that are filled in.
const MOST_ARGUMENTS: usize = 8;

impl Host<'_> {
    /// Lists prompts where somebody reads the list, and adds the first one to the conversation where the profile has
    /// it.
    pub(super) async fn browse_prompts(&mut self, service: usize) -> Result<(), Halt> {
        if !self.browses(service, Field::Prompts, "prompts") {
            return Ok(());
        }
        let prompts =
            self.list(service, ("prompts/list", "prompts", json!({})), ("PR01", Field::Prompts)).await?;
        let Some(first) = prompts.first().filter(|_| self.kit.profile().forwards(Field::Prompt)) else {
            return Ok(());
        };
        let name = first.get("name").and_then(Value::as_str).unwrap_or_default();
        let mut arguments = Map::new();
        let wanted = first.get("arguments").and_then(Value::as_array).into_iter().flatten();
        for argument in wanted.take(MOST_ARGUMENTS).filter_map(|argument| argument.get("name")?.as_str()) {
            arguments.insert(argument.to_owned(), self.complete(service, name, argument).await?.into());
        }
        let params = json!({"name": name, "arguments": arguments});
        if let Reply::Answer(answer) = self.exchange(service, "prompts/get", params).await? {
            self.add(service, answer.result_json().unwrap_or("{}"));
        }
        Ok(())
    }

    /// Lets the service complete an argument, and takes its first value.
    async fn complete(&mut self, service: usize, prompt: &str, argument: &str) -> Result<String, Halt> {
        let params = json!({
            "ref": {"type": "ref/prompt", "name": prompt},
            "argument": {"name": argument, "value": ""},
        });
        let Reply::Answer(answer) = self.request(service, "completion/complete", params).await? else {
            return Ok(String::new());
        };
        let Some(json) = answer.result_json() else { return Ok(String::new()) };
        let label = self.label(service);
        self.kit.notice(Field::Completion, &label, "Completion", plain(json));
        let result: Value = serde_json::from_str(json).unwrap_or_default();
        let values = result.pointer("/completion/values").and_then(Value::as_array);
        let values: Vec<&str> = values.into_iter().flatten().filter_map(Value::as_str).collect();
        self.kit.show("completion", &label, &values.join("\n"));
        Ok(values.first().copied().unwrap_or_default().to_owned())
    }

    /// Adds the messages of a prompt in the roles that they claim.
    fn add(&mut self, service: usize, json: &str) {
        let result: Value = serde_json::from_str(json).unwrap_or_default();
        if let Some(description) = result.get("description").and_then(Value::as_str) {
            self.kit.notice(Field::Prompt, &self.label(service), "Prompt", description);
        }
        let messages = result.get("messages").and_then(Value::as_array).into_iter().flatten();
        for message in messages {
            let block = message.get("content").unwrap_or(&Value::Null);
            let Some(text) = show_block(block, self.kit.profile()) else { continue };
            let text: Arc<str> = text.into();
            self.expose(Part::Forwarded { what: "Prompt message".into() }, &text);
            self.messages.push(match message.get("role").and_then(Value::as_str) {
                Some("assistant") => ChatMessage::Assistant { text, calls: vec![] },
                _ => ChatMessage::User { text },
            });
        }
    }
}
