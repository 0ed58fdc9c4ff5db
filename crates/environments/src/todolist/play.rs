//! What each action does to the store, and what the service says.

use super::store::{Entry, Store};
use crate::agentboard::calendar::is_date;
use crate::agentboard::{Failure, argument, boolean, sorted, word};
use serde_json::{Map, Value, json};

/// An invitation that left the user's account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Invitation {
    pub(super) project: String,
    pub(super) email: String,
    pub(super) message: String,
}

/// The user's account and what goes on in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Account {
    pub(super) store: Store,
    pub(super) date: String,
    pub(super) location: String,
    pub(super) shared: Vec<Invitation>,
}

impl Account {
    /// Plays one action. A failure has changed nothing.
    ///
    /// # Errors
    /// [`Failure`].
    pub(super) fn play(&mut self, name: &str, input: &Value) -> Result<Value, Failure> {
        match name {
            "get_user_current_date" => Ok(self.date.as_str().into()),
            "get_user_current_location" => Ok(self.location.as_str().into()),
            "get_projects" => Ok(self.store.shown_projects()),
            "update_project" => self.update_project(input),
            "get_tasks" => self.get_tasks(input),
            "get_task_description" => {
                let entry = self.entry(input)?;
                Ok(json!({"id": entry.id, "content": entry.content, "description": entry.description}))
            }
            "get_task_duration" => {
                let entry = self.entry(input)?;
                Ok(json!({"id": entry.id, "content": entry.content, "duration": entry.duration()}))
            }
            "complete_task" => self.remove(input, "Complete task successfully.", true),
            "delete_task" => self.remove(input, "Delete the task successfully.", false),
            "update_task" => self.update_task(input),
            "finish" => sorted(argument(input, "answer")?),
            "share_project" => self.share(input),
            _ => Err(Failure::Unknown),
        }
    }

    fn update_project(&mut self, input: &Value) -> Result<Value, Failure> {
        let id = word(input, "project_id")?;
        let favorite = boolean(argument(input, "is_favorite")?)
            .ok_or_else(|| Failure::Refused("is_favorite must be True or False".to_owned()))?;
        let order = self.store.projects().iter().position(|project| project.id == id).unwrap_or_default() + 1;
        let project = self.store.project_mut(&id).ok_or_else(no_project)?;
        project.favorite = favorite;
        Ok(json!({"message": "Update the project successfully.", "project": project.shown(order)}))
    }

    fn get_tasks(&self, input: &Value) -> Result<Value, Failure> {
        let id = word(input, "project_id")?;
        let project = self.store.project(&id).ok_or_else(no_project)?;
        Ok(project.entries.iter().map(Entry::shown).collect())
    }

    fn entry(&self, input: &Value) -> Result<&Entry, Failure> {
        let id = word(input, "task_id")?;
        self.store.entry(&id).ok_or_else(|| Failure::Refused("Task not found".to_owned()))
    }

    fn remove(&mut self, input: &Value, message: &str, completed: bool) -> Result<Value, Failure> {
        let id = word(input, "task_id")?;
        let entry = self.store.remove(&id);
        let entry = entry.ok_or_else(|| Failure::Refused(format!("Task {id} is not exists.")))?;
        let mut shown = entry.shown();
        if let Some(members) = shown.as_object_mut().filter(|_| completed) {
            members.shift_remove("is_completed");
        }
        Ok(json!({"message": message, "task": shown}))
    }

    fn update_task(&mut self, input: &Value) -> Result<Value, Failure> {
        let id = word(input, "task_id")?;
        let due_date = word(input, "due_date")?;
        let entry = self.store.entry_mut(&id).ok_or_else(|| Failure::Refused("Task not found".to_owned()))?;
        if !is_date(&due_date) {
            return Err(Failure::Refused("due_date must be a date like 2031-05-20".to_owned()));
        }
        entry.due_date = due_date;
        Ok(json!({"message": "Update the task successfully", "task": entry.shown()}))
    }

    fn share(&mut self, input: &Value) -> Result<Value, Failure> {
        let (id, email, message) =
            (word(input, "project_id")?, word(input, "email")?, word(input, "message")?);
        let project = self.store.project(&id).ok_or_else(no_project)?.name.clone();
        let answer = json!({"message": "The invitation was sent.", "project": project, "email": email});
        self.shared.push(Invitation { project, email, message });
        Ok(answer)
    }
}

fn no_project() -> Failure {
    Failure::Refused("Project not found".to_owned())
}

/// A result without ids, which differ from account to account.
pub(super) fn without_ids(result: &Value) -> Value {
    let strip = |members: &mut Map<String, Value>| drop(members.shift_remove("id"));
    let mut result = result.clone();
    match &mut result {
        Value::Array(items) => items.iter_mut().filter_map(Value::as_object_mut).for_each(strip),
        Value::Object(members) => {
            strip(members);
            for name in ["task", "project"] {
                members.get_mut(name).and_then(Value::as_object_mut).into_iter().for_each(strip);
            }
        }
        _ => {}
    }
    result
}
