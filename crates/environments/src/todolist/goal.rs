//! What is asked of an agent, and when it has been done.

use super::play::{Account, without_ids};
use super::store::Store;
use crate::agentboard::{Call, same};
use serde_json::{Value, json};

/// One task.
#[derive(Clone, Debug, Default)]
pub(super) struct Goal {
    /// The user's words.
    pub(super) text: String,
    /// Results that must come up on the way, without ids; the answer is one of them.
    pub(super) subgoals: Vec<Value>,
    /// The state that must be left.
    pub(super) truth: Value,
    /// What someone who does not know the account looks at first.
    pub(super) looks: Vec<Call>,
}

impl Goal {
    /// Whether the account is as it should be. Compared is what actions can change, in its order.
    pub(super) fn is_met(&self, store: &Store) -> bool {
        let state = store.state();
        let part = |value: &Value, name: &str| value.get(name).cloned().unwrap_or_default();
        let same_part =
            |name: &str, members: &[&str]| same_rows(&part(&self.truth, name), &part(&state, name), members);
        same_part("projects", &["name", "is_favorite"])
            && same_part("tasks", &["content", "is_completed", "priority", "due_date"])
    }

    /// The calls that meet the goal from this account: looking, changing, finishing.
    pub(super) fn solution(&self, account: &Account) -> Vec<Call> {
        let mut calls = self.looks.clone();
        let changes = self.changes(&account.store);
        let mut trial = account.clone();
        let results: Vec<Value> = changes
            .iter()
            .filter_map(|(name, input)| trial.play(name, input).ok())
            .map(|result| without_ids(&result))
            .collect();
        let answer = self.subgoals.iter().find(|subgoal| !results.iter().any(|result| same(result, subgoal)));
        calls.extend(changes);
        calls
            .push(("finish".to_owned(), json!({"answer": answer.cloned().unwrap_or_else(|| "done".into())})));
        calls
    }

    /// What differs between the account and the truth, as actions.
    fn changes(&self, store: &Store) -> Vec<Call> {
        let rows = |name: &str| self.truth.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let mut calls = Vec::new();
        for (project, row) in store.projects().iter().zip(rows("projects")) {
            if let Some(favorite) = row.get("is_favorite").filter(|favorite| **favorite != project.favorite) {
                let input = json!({"project_id": project.id, "is_favorite": favorite});
                calls.push(("update_project".to_owned(), input));
            }
        }
        let mut wanted = rows("tasks").into_iter().peekable();
        for entry in store.projects().iter().flat_map(|project| &project.entries) {
            match wanted.next_if(|row| row.get("content").is_some_and(|content| *content == entry.content)) {
                None => calls.push((self.removal(&entry.content).to_owned(), json!({"task_id": entry.id}))),
                Some(row) => {
                    if let Some(date) = row.get("due_date").filter(|date| **date != entry.due_date) {
                        calls
                            .push(("update_task".to_owned(), json!({"task_id": entry.id, "due_date": date})));
                    }
                }
            }
        }
        calls
    }

    /// Whether a task that must go is to be deleted or completed: the subgoals tell, or else the words.
    fn removal(&self, content: &str) -> &'static str {
        let of_entry =
            |subgoal: &&Value| subgoal.pointer("/task/content").is_some_and(|found| found == content);
        let message = self
            .subgoals
            .iter()
            .find(of_entry)
            .and_then(|subgoal| subgoal.get("message"))
            .and_then(Value::as_str);
        let words = message.unwrap_or(&self.text).to_ascii_lowercase();
        if words.contains("delete") || words.contains("remove") { "delete_task" } else { "complete_task" }
    }
}

/// Whether two lists of rows agree in these members, as far as the first list has them.
fn same_rows(truth: &Value, found: &Value, members: &[&str]) -> bool {
    let (Some(truth), Some(found)) = (truth.as_array(), found.as_array()) else { return false };
    let same_row = |(truth, found): (&Value, &Value)| {
        let agrees = |name: &&str| match truth.get(*name) {
            Some(wanted) => found.get(*name).is_some_and(|found| same(wanted, found)),
            None => true,
        };
        members.iter().all(agrees)
    };
    truth.len() == found.len() && truth.iter().zip(found).all(same_row)
}
