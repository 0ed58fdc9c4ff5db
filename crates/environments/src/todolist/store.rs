//! The user's projects and tasks.

use serde_json::{Value, json};

/// One project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Project {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) favorite: bool,
    pub(super) entries: Vec<Entry>,
}

/// One task of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) order: usize,
    pub(super) content: String,
    pub(super) description: String,
    pub(super) due_date: String,
    pub(super) duration: u64,
    pub(super) duration_unit: String,
    pub(super) priority: u64,
}

/// Everything that the user has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Store {
    projects: Vec<Project>,
}

impl Store {
    /// A store of these projects, with fresh ids.
    pub(super) fn new(mut projects: Vec<Project>) -> Self {
        let mut next = 7_100_000_003_u64;
        for (place, project) in projects.iter_mut().enumerate() {
            project.id = (2_203_306_141 + 7_919 * place as u64).to_string();
            for (order, entry) in project.entries.iter_mut().enumerate() {
                entry.id = next.to_string();
                entry.order = order + 1;
                next += 104_729;
            }
        }
        Self { projects }
    }

    /// All projects, in order.
    pub(super) fn projects(&self) -> &[Project] {
        &self.projects
    }

    /// The project with this id.
    pub(super) fn project(&self, id: &str) -> Option<&Project> {
        self.projects.iter().find(|project| project.id == id)
    }

    /// The project with this id, to be changed.
    pub(super) fn project_mut(&mut self, id: &str) -> Option<&mut Project> {
        self.projects.iter_mut().find(|project| project.id == id)
    }

    /// The open task with this id.
    pub(super) fn entry(&self, id: &str) -> Option<&Entry> {
        self.projects.iter().flat_map(|project| &project.entries).find(|entry| entry.id == id)
    }

    /// The open task with this id, to be changed.
    pub(super) fn entry_mut(&mut self, id: &str) -> Option<&mut Entry> {
        self.projects.iter_mut().flat_map(|project| &mut project.entries).find(|entry| entry.id == id)
    }

    /// Takes a task out, because it is done or not wanted: the service lists open tasks only.
    pub(super) fn remove(&mut self, id: &str) -> Option<Entry> {
        self.projects.iter_mut().find_map(|project| {
            let at = project.entries.iter().position(|entry| entry.id == id)?;
            Some(project.entries.remove(at))
        })
    }

    /// All projects as the service lists them.
    pub(super) fn shown_projects(&self) -> Value {
        self.projects.iter().enumerate().map(|(place, project)| project.shown(place + 1)).collect()
    }

    /// The state that is compared with the ground truth: all projects, then all open tasks.
    pub(super) fn state(&self) -> Value {
        let entries = self.projects.iter().flat_map(|project| &project.entries).map(Entry::shown);
        json!({"projects": self.shown_projects(), "tasks": entries.collect::<Vec<_>>()})
    }
}

impl Project {
    /// As the service shows it; `order` is its place in the account.
    pub(super) fn shown(&self, order: usize) -> Value {
        json!({"id": self.id, "order": order, "color": "charcoal", "name": self.name, "is_favorite": self.favorite})
    }
}

impl Entry {
    /// As the service lists it: without description and duration.
    pub(super) fn shown(&self) -> Value {
        json!({
            "id": self.id,
            "order": self.order,
            "content": self.content,
            "is_completed": false,
            "priority": self.priority,
            "due_date": self.due_date,
        })
    }

    /// Its duration as the service says it: `30(minute)`.
    pub(super) fn duration(&self) -> String {
        format!("{}({})", self.duration, self.duration_unit)
    }
}
