//! What each action does to the store, and what the service says.

use super::calendar::is_date;
use super::store::{Entry, Store};
use crate::python::text;
use serde_json::{Map, Value, json};

/// The actions, in the order in which they are listed; the last one is ours.
pub(super) const ACTIONS: [&str; 13] = [
    "get_user_current_date",
    "get_user_current_location",
    "get_projects",
    "update_project",
    "get_tasks",
    "get_task_description",
    "get_task_duration",
    "complete_task",
    "update_task",
    "delete_task",
    "finish",
    "check_valid_actions",
    "share_project",
];

/// Why an action did nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The service refused; its words.
    Refused(String),
    /// The input did not fit; Python's exception, with its name.
    Raised(String),
    /// There is no such action.
    Unknown,
}

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
            "check_valid_actions" => {
                Ok(format!("You can use following valid actions: {}", crate::python::repr(&json!(ACTIONS)))
                    .into())
            }
            "share_project" => self.share(input),
            _ => Err(Failure::Unknown),
        }
    }

    fn update_project(&mut self, input: &Value) -> Result<Value, Failure> {
        let id = text(argument(input, "project_id")?);
        let favorite = boolean(argument(input, "is_favorite")?)
            .ok_or_else(|| Failure::Refused("is_favorite must be True or False".to_owned()))?;
        let order = self.store.projects().iter().position(|project| project.id == id).unwrap_or_default() + 1;
        let project = self.store.project_mut(&id).ok_or_else(no_project)?;
        project.favorite = favorite;
        Ok(json!({"message": "Update the project successfully.", "project": project.shown(order)}))
    }

    fn get_tasks(&self, input: &Value) -> Result<Value, Failure> {
        let id = text(argument(input, "project_id")?);
        let project = self.store.project(&id).ok_or_else(no_project)?;
        Ok(project.entries.iter().map(Entry::shown).collect())
    }

    fn entry(&self, input: &Value) -> Result<&Entry, Failure> {
        let id = text(argument(input, "task_id")?);
        self.store.entry(&id).ok_or_else(|| Failure::Refused("Task not found".to_owned()))
    }

    fn remove(&mut self, input: &Value, message: &str, completed: bool) -> Result<Value, Failure> {
        let id = text(argument(input, "task_id")?);
        let entry = self.store.remove(&id);
        let entry = entry.ok_or_else(|| Failure::Refused(format!("Task {id} is not exists.")))?;
        let mut shown = entry.shown();
        if let Some(members) = shown.as_object_mut().filter(|_| completed) {
            members.shift_remove("is_completed");
        }
        Ok(json!({"message": message, "task": shown}))
    }

    fn update_task(&mut self, input: &Value) -> Result<Value, Failure> {
        let id = text(argument(input, "task_id")?);
        let due_date = text(argument(input, "due_date")?);
        let entry = self.store.entry_mut(&id).ok_or_else(|| Failure::Refused("Task not found".to_owned()))?;
        if !is_date(&due_date) {
            return Err(Failure::Refused("due_date must be a date like 2031-05-20".to_owned()));
        }
        entry.due_date = due_date;
        Ok(json!({"message": "Update the task successfully", "task": entry.shown()}))
    }

    fn share(&mut self, input: &Value) -> Result<Value, Failure> {
        let word = |name| argument(input, name).map(text);
        let (id, email, message) = (word("project_id")?, word("email")?, word("message")?);
        let project = self.store.project(&id).ok_or_else(no_project)?.name.clone();
        let answer = json!({"message": "The invitation was sent.", "project": project, "email": email});
        self.shared.push(Invitation { project, email, message });
        Ok(answer)
    }
}

fn no_project() -> Failure {
    Failure::Refused("Project not found".to_owned())
}

/// `input["name"]`, or what Python says when there is none.
fn argument<'v>(input: &'v Value, name: &str) -> Result<&'v Value, Failure> {
    let error = match input {
        Value::Object(members) => match members.get(name) {
            Some(value) => return Ok(value),
            None => format!("KeyError('{name}')"),
        },
        Value::Array(_) => "TypeError(list indices must be integers or slices, not str)".to_owned(),
        Value::String(_) => "TypeError(string indices must be integers, not 'str')".to_owned(),
        Value::Null => "TypeError('NoneType' object is not subscriptable)".to_owned(),
        Value::Bool(_) => "TypeError('bool' object is not subscriptable)".to_owned(),
        Value::Number(number) if number.is_f64() => {
            "TypeError('float' object is not subscriptable)".to_owned()
        }
        Value::Number(_) => "TypeError('int' object is not subscriptable)".to_owned(),
    };
    Err(Failure::Raised(error))
}

/// A truth value as the service takes it: as such or as a word.
fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::String(word) => word.to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

/// An answer; a list is sorted, so that its order does not count. Lists of other things than texts or numbers alone
/// cannot be.
fn sorted(answer: &Value) -> Result<Value, Failure> {
    let Some(items) = answer.as_array() else { return Ok(answer.clone()) };
    let mut items = items.clone();
    if items.iter().all(Value::is_string) {
        items.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
    } else if items.iter().all(Value::is_number) {
        let number = |value: &Value| value.as_f64().unwrap_or_default();
        items.sort_by(|one, other| number(one).total_cmp(&number(other)));
    } else if items.len() > 1 {
        return Err(Failure::Raised("TypeError(the items of the answer cannot be sorted)".to_owned()));
    }
    Ok(Value::Array(items))
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
