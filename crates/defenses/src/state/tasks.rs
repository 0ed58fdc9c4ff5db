//! Tasks: begun by an answer, known by an id, and over once.

use super::Reason;
use super::open::Asked;
use crate::draft::View;
use std::collections::BTreeMap;
use wire::json::NodeId;

/// Most tasks of a session.
const MOST: usize = 1_000;

/// Where a result says which task it belongs to.
const RELATED: &[&str] = &["result", "_meta", "io.modelcontextprotocol/related-task"];

/// The tasks of a session.
#[derive(Default)]
pub(super) struct Tasks {
    /// The last status of each.
    known: BTreeMap<String, Status>,
    /// Whether the service said that it makes tasks; `None` where it was not heard to open the session.
    declared: Option<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Under,
    Completed,
    Failed,
    Cancelled,
}

impl Status {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "working" | "input_required" | "submitted" => Self::Under,
            "completed" => Self::Completed,
            "failed" => Self::Failed,
            "cancelled" => Self::Cancelled,
            _ => return None,
        })
    }
}

impl Tasks {
    /// Notes whether the service said, as the session opened, that it makes tasks.
    pub(super) fn declared(&mut self, declared: bool) {
        self.declared = Some(declared);
    }

    /// Whether what an answer says of tasks fits its request and what was said before.
    pub(super) fn result(&mut self, asked: &Asked, view: &View) -> Result<(), Reason> {
        match (&asked.task, asked.method.starts_with("tasks/")) {
            (Some(task), true) => self.about(asked, task, view),
            (None, true) => Ok(()),
            (_, false) => self.begun(asked, view),
        }
    }

    /// An answer about a task is about that one. The host may know a task from an earlier session.
    fn about(&mut self, asked: &Asked, task: &str, view: &View) -> Result<(), Reason> {
        let related = view.along(0, RELATED);
        let said = view.along(0, &["result"]).into_iter().chain(related);
        for object in said {
            if view.word(object, "taskId").is_some_and(|id| id != task) {
                return Err("an answer about another task");
            }
        }
        if asked.method == "tasks/result" {
            return Ok(());
        }
        let status = view.along(0, &["result", "status"]).pop();
        if self.known.len() < MOST {
            self.known.entry(task.to_owned()).or_insert(Status::Under);
        }
        if status.is_some() { self.goes_on(task, status, view) } else { Ok(()) }
    }

    /// An answer that begins a task: where the host takes one, and with an id of its own.
    fn begun(&mut self, asked: &Asked, view: &View) -> Result<(), Reason> {
        let tasks = view.along(0, &["result", "task"]);
        let direct = asked.stateless
            && view
                .along(0, &["result", "resultType"])
                .into_iter()
                .any(|id| view.string(id).as_deref() == Some("task"));
        let objects = if direct { view.along(0, &["result"]) } else { tasks };
        for object in objects {
            let Some(task) = view.word(object, "taskId") else {
                if direct { return Err("a task without an id") } else { continue }
            };
            if !asked.may_be_task {
                return Err("a task that nobody asked for");
            }
            if self.declared == Some(false) {
                return Err("a task of a service that makes none");
            }
            if self.known.contains_key(&*task) {
                return Err("a task with the id of another");
            }
            if self.known.len() >= MOST {
                return Err("more tasks than a session may have");
            }
            self.known.insert(task.to_string(), Status::Under);
            self.goes_on(&task, view.member(object, "status"), view)?;
        }
        Ok(())
    }

    /// Notes a status; the last one stays.
    fn goes_on(&mut self, task: &str, status: Option<NodeId>, view: &View) -> Result<(), Reason> {
        let known = self.known.get_mut(task).ok_or("a task that nobody began")?;
        let word = status.and_then(|id| view.string(id)).ok_or("a task without a status")?;
        let now = Status::of(&word).ok_or("a status that no task has")?;
        if *known != Status::Under && *known != now {
            return Err("a task that was over goes on");
        }
        *known = now;
        Ok(())
    }

    /// Whether a notification is about a task of the session.
    pub(super) fn notice(&mut self, view: &View) -> Result<(), Reason> {
        let params = view.member(0, "params").ok_or("a notification of no task")?;
        let task = view.word(params, "taskId").ok_or("a notification of no task")?;
        self.goes_on(&task, view.member(params, "status"), view)
    }
}
