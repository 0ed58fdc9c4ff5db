//! One call of a tool.

use super::Host;
use super::mission::Halt;
use super::request::Reply;
use crate::toolbox::{Tool, collect};
use crate::words::{Shown, meant_for, show, show_block};
use crate::{Field, Invalid, Screen, schema};
use chain::{Outcome, Part};
use models::{ChatMessage, ToolCall};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use wire::Message;

impl Host<'_> {
    /// Carries out a call of the model's and adds what came of it to the conversation.
    pub(super) async fn carry_out(&mut self, call: &ToolCall) -> Result<(), Halt> {
        let tool = self.tools.iter().find(|tool| *tool.spec.name == *call.name).cloned();
        let Shown { text, failed } = match (tool, serde_json::from_str::<Value>(&call.arguments)) {
            (None, _) => Shown::failure(format!("There is no tool `{}`.", call.name)),
            (Some(_), Err(error)) => Shown::failure(format!("The arguments are not JSON: {error}.")),
            (Some(tool), Ok(arguments)) => self.call(&tool, &arguments).await?,
        };
        let text: Arc<str> = text.into();
        self.expose(Part::Result { name: Arc::clone(&call.name) }, &text);
        let (call_id, name) = (Arc::clone(&call.id), Arc::clone(&call.name));
        self.messages.push(ChatMessage::Tool { call_id, name, text, failed });
        Ok(())
    }

    async fn call(&mut self, tool: &Tool, arguments: &Value) -> Result<Shown, Halt> {
        self.approve(tool, arguments);
        let params = self.params(tool, arguments);
        let reply = self.exchange(tool.service, "tools/call", params).await?;
        let answer = match self.settle(tool.service, reply).await? {
            Reply::Answer(answer) => answer,
            Reply::Failure(why) => return Ok(Shown::failure(why)),
        };
        let profile = self.kit.profile();
        self.screen_result(tool, &answer);
        let result =
            || serde_json::from_str::<Value>(answer.result_json().unwrap_or("null")).unwrap_or_default();
        if profile.conduct.fetches && answer.as_str().contains("://") {
            collect(&result(), "uri", &mut |address| self.kit.reach("TR04", address));
        }
        if profile.conduct.invalid != Invalid::Ignored && !fits(tool, &answer) {
            let what = "a result does not match the output schema of its tool";
            return match profile.conduct.invalid {
                Invalid::Ends => Err(Halt(Outcome::Completed, format!("the host ended the run: {what}"))),
                _ => Ok(Shown::failure("The tool's answer does not match its output schema.")),
            };
        }
        Ok(show(&answer, profile))
    }

    fn params(&self, tool: &Tool, arguments: &Value) -> Value {
        let profile = self.kit.profile();
        let mut params = Map::from_iter([
            ("name".to_owned(), json!(tool.name)),
            ("arguments".to_owned(), arguments.clone()),
        ]);
        if profile.forwards(Field::Progress) || profile.conduct.screen != Screen::None {
            params.insert("_meta".into(), json!({"progressToken": self.kit.spent().tool_calls + 1}));
        }
        if profile.conduct.polls > 0 && tool.facts.task {
            params.insert("task".into(), json!({"ttl": 60_000}));
        }
        params.into()
    }

    /// What the user is asked to approve (surfaces TL02, TL14, TL15).
    fn approve(&self, tool: &Tool, arguments: &Value) {
        let title = tool.facts.title.as_deref();
        let name = match self.kit.profile().conduct.screen {
            Screen::None => return,
            Screen::Raw if tool.facts.read_only => return,
            Screen::Raw => title.unwrap_or(&tool.name),
            Screen::Escaped => &tool.name,
        };
        self.kit.show("call", &self.label(tool.service), &format!("{name} {arguments}"));
    }

    /// What the user sees of the answer: the content that is meant for users (surface TR06).
    fn screen_result(&self, tool: &Tool, answer: &Message) {
        let profile = self.kit.profile();
        if profile.conduct.screen == Screen::None {
            return;
        }
        let result: Value = serde_json::from_str(answer.result_json().unwrap_or("null")).unwrap_or_default();
        let blocks = result.get("content").and_then(Value::as_array).into_iter().flatten();
        let texts: Vec<_> = match answer.error_json() {
            Some(error) => vec![crate::words::plain(error)],
            None => {
                let blocks = blocks.filter(|block| meant_for(block, "user"));
                // The profile decides for the model alone: what is for the user only is on the screen in any case.
                blocks.filter_map(|block| show_block(&unmarked(block), profile)).collect()
            }
        };
        self.kit.show("result", &self.label(tool.service), &texts.join("\n"));
    }
}

fn unmarked(block: &Value) -> Value {
    let mut block = block.clone();
    if let Some(members) = block.as_object_mut() {
        members.shift_remove("annotations");
    }
    block
}

/// Whether a result matches the output schema of its tool (surface TR12). Errors need not.
fn fits(tool: &Tool, answer: &Message) -> bool {
    let (Some(schema), Some(result)) = (&tool.facts.output, answer.result_json()) else { return true };
    let result: Value = serde_json::from_str(result).unwrap_or_default();
    let failed = result.get("isError") == Some(&Value::Bool(true));
    failed || result.get("structuredContent").is_some_and(|value| schema::matches(value, schema))
}
