//! Answers that come later: tasks of revision 2025-11-25 and of the extension to 2026-07-28 (surfaces TK01 to TK08).

use super::Host;
use super::mission::Halt;
use super::request::Reply;
use crate::Field;
use crate::words::{members, plain};
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::time::Duration;
use wire::{Id, Message};

/// Longest pause between two polls, whatever the service asks for: it must be able neither to stall nor to storm.
const LONGEST_PAUSE: Duration = Duration::from_millis(20);

/// What a service says of a task.
struct Status {
    id: String,
    status: String,
    pause: Duration,
}

impl Host<'_> {
    /// Follows an answer that is only a task to the task's end; any other answer is the end already.
    pub(super) async fn settle(&mut self, service: usize, reply: Reply) -> Result<Reply, Halt> {
        let polls = self.kit.profile().conduct.polls;
        let opened = match &reply {
            Reply::Answer(answer) if polls > 0 => self.opened(service, answer),
            _ => None,
        };
        let Some((mut task, extension)) = opened else { return Ok(reply) };
        let mut hopes = self.kit.profile().conduct.any_result;
        for _ in 0..polls {
            match task.status.as_str() {
                "working" => tokio::time::sleep(task.pause).await,
                // The older revision asks while the result is waited for.
                "input_required" if extension => {}
                // Who takes any result asks once more for one that is missing (surface TK02).
                "completed" | "failed" | "cancelled" if extension && hopes => hopes = false,
                _ => break,
            }
            let reply = self.request(service, "tasks/get", json!({"taskId": task.id})).await?;
            self.afford(&self.kit.spent())?;
            let Reply::Answer(answer) = reply else { return Ok(reply) };
            let Some(result) = answer.result_json() else { return Ok(Reply::Answer(answer)) };
            self.kit.notice(Field::TaskStatus, &self.label(service), "Task", plain(&without_result(result)));
            if extension {
                if let Some(end) = end(result) {
                    return Ok(Reply::Answer(end));
                }
                self.update(service, &task.id, result).await?;
            }
            let Some(next) = status(result) else { return Ok(Reply::Failure("The task is lost.".into())) };
            task = Status { id: task.id, ..next };
        }
        match task.status.as_str() {
            "completed" | "failed" | "input_required" if !extension => {
                self.request(service, "tasks/result", json!({"taskId": task.id})).await
            }
            "cancelled" | "failed" | "completed" => Ok(Reply::Failure("The task was called off.".into())),
            _ => {
                self.request(service, "tasks/cancel", json!({"taskId": task.id})).await?;
                Ok(Reply::Failure("The task did not end.".into()))
            }
        }
    }

    /// The task that an answer opens, and whether it is one of the extension.
    fn opened(&self, service: usize, answer: &Message) -> Option<(Status, bool)> {
        let members = members(answer.result_json().filter(|json| json.contains("taskId"))?)?;
        let (task, extension) = match members.get("task") {
            Some(task) => (status(task.get())?, false),
            None => (status(answer.result_json()?)?, true),
        };
        let immediate = members.get("_meta").and_then(|meta| crate::words::members(meta.get()));
        let key = "io.modelcontextprotocol/model-immediate-response";
        if let Some(text) = immediate.as_ref().and_then(|meta| meta.get(key)) {
            self.kit.notice(Field::Immediate, &self.label(service), "Answer for now", plain(text.get()));
        }
        let text = plain(answer.result_json()?);
        self.kit.notice(Field::TaskStatus, &self.label(service), "Task", text);
        Some((task, extension))
    }

    /// Answers what a task asks for (surface TK05).
    async fn update(&mut self, service: usize, id: &str, result: &str) -> Result<(), Halt> {
        let result: Value = serde_json::from_str(result).unwrap_or_default();
        if result.get("inputRequests").is_some() {
            let responses = self.respond(service, result.get("inputRequests")).await;
            self.request(service, "tasks/update", json!({"taskId": id, "inputResponses": responses})).await?;
        }
        Ok(())
    }
}

/// A task without what it came to: that is shown as a result.
fn without_result(json: &str) -> String {
    let mut value: Value = serde_json::from_str(json).unwrap_or_default();
    if let Some(members) = value.as_object_mut() {
        members.shift_remove("result");
        members.shift_remove("error");
    }
    value.to_string()
}

fn status(json: &str) -> Option<Status> {
    let value: Value = serde_json::from_str(json).ok()?;
    let word = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let pause = value.get("pollIntervalMs").or_else(|| value.get("pollInterval")).and_then(Value::as_f64);
    let pause = Duration::try_from_secs_f64(pause.unwrap_or_default() / 1000.0).unwrap_or(LONGEST_PAUSE);
    Some(Status { id: word("taskId")?, status: word("status")?, pause: pause.min(LONGEST_PAUSE) })
}

/// What a task of the extension came to, as an answer to the call (surface TK06).
fn end(json: &str) -> Option<Message> {
    let members = members(json)?;
    let id = Id::from(0);
    let error = |raw: &&RawValue| {
        let error: Value = serde_json::from_str(raw.get()).unwrap_or_default();
        let code = error.get("code").and_then(Value::as_i64).unwrap_or_default();
        Message::error(&id, code, error.get("message").and_then(Value::as_str).unwrap_or_default())
    };
    members.get("result").map(|raw| Message::result(&id, raw)).or_else(|| members.get("error").map(error))
}
