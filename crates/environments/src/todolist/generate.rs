//! Our own tasks: a list drawn from a seed, and a request whose answer is computed from it.

use super::goal::Goal;
use super::play::Account;
use super::store::{Entry, Project, Store};
use super::words::{MINUTES, NOTES, PLACES, THEMES};
use crate::agentboard::Call;
use crate::agentboard::calendar::date;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

/// How many tasks there are: each kind of request in turn.
pub(super) const TASKS: usize = 84;

/// Opens a task; the index says which kind of request it is, index and seed together what the list holds.
pub(super) fn open(index: usize, seed: u64) -> (Account, Goal) {
    let mut scene = Scene::draw(index, seed);
    let goal = scene.request(index);
    (scene.account, goal)
}

/// A drawn list with the project, the task and the dates that the request is about.
struct Scene {
    random: ChaCha8Rng,
    today: u32,
    account: Account,
    project: Project,
    entry: Entry,
}

impl Scene {
    fn draw(index: usize, seed: u64) -> Self {
        let key = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(index as u64);
        let mut random = ChaCha8Rng::seed_from_u64(key);
        let today = 22_339 + random.random_range(0..300);
        let mut themes = THEMES.to_vec();
        let projects = (0..4).map(|_| {
            let at = random.random_range(0..themes.len());
            let (name, contents) = themes.swap_remove(at);
            draw_project(&mut random, name, &contents, today)
        });
        let store = Store::new(projects.collect());
        let location = pick(&mut random, &PLACES).to_owned();
        let project = pick(&mut random, store.projects());
        let entry = pick(&mut random, &project.entries);
        let account = Account { store, date: date(today), location, shared: Vec::new() };
        Self { random, today, account, project, entry }
    }

    fn request(&mut self, index: usize) -> Goal {
        match index % 14 {
            0 => self.membership(),
            1 => self.count(),
            2 => self.due_date(),
            3 => self.urgent(),
            4 => self.duration(),
            5 => self.overdue(),
            6 => self.note(),
            7 => self.longest(),
            8 => self.complete(),
            9 => self.delete(),
            10 => self.postpone(),
            11 => self.favorite(),
            12 => self.complete_overdue(),
            _ => self.delete_elsewhere(),
        }
    }

    fn membership(&mut self) -> Goal {
        let other = pick(&mut self.random, self.account.store.projects()).name;
        let answer = if other == self.project.name { "yes" } else { "no" };
        let text =
            format!("Is {} a task of the project {other}? Please answer yes or no.", self.entry.content);
        let project = self.account.store.projects().iter().find(|project| project.name == other);
        let looks = project.map(|project| vec![self.projects(), tasks(&project.id)]).unwrap_or_default();
        self.question(text, answer.into(), looks)
    }

    fn count(&self) -> Goal {
        let text = format!(
            "How many open tasks does the project {} have? Please answer with a number.",
            self.project.name
        );
        self.question(text, self.project.entries.len().into(), self.looks())
    }

    fn due_date(&self) -> Goal {
        let text = format!(
            "When is {} of the project {} due? Please answer in the format YYYY-MM-DD.",
            self.entry.content, self.project.name
        );
        self.question(text, self.entry.due_date.as_str().into(), self.looks())
    }

    fn urgent(&self) -> Goal {
        let highest = self.project.entries.iter().map(|entry| entry.priority).max().unwrap_or(1);
        let text = format!(
            "Which tasks of the project {} have priority {highest}? Please answer with a list of their names.",
            self.project.name
        );
        let answer = self.names(|entry| entry.priority == highest);
        self.question(text, answer, self.looks())
    }

    fn duration(&self) -> Goal {
        let text = format!(
            "How long does {} of the project {} take? Please answer in the format number(unit).",
            self.entry.content, self.project.name
        );
        let mut looks = self.looks();
        looks.push(("get_task_duration".to_owned(), json!({"task_id": self.entry.id})));
        self.question(text, self.entry.duration().into(), looks)
    }

    fn overdue(&mut self) -> Goal {
        self.make_overdue();
        let today = self.account.date.clone();
        let text = format!(
            "Which tasks of the project {} were due before today? Please answer with a list of their names.",
            self.project.name
        );
        let answer = self.names(|entry| entry.due_date < today);
        let mut looks = self.looks();
        looks.insert(0, ("get_user_current_date".to_owned(), json!({})));
        self.question(text, answer, looks)
    }

    fn note(&self) -> Goal {
        let text = format!(
            "What does the description of {} of the project {} say? Please answer with its exact words.",
            self.entry.content, self.project.name
        );
        let mut looks = self.looks();
        looks.push(description(&self.entry));
        self.question(text, self.entry.description.as_str().into(), looks)
    }

    fn longest(&mut self) -> Goal {
        // One task stands out, so that the answer is one.
        let id = self.entry.id.clone();
        self.change(&id, |entry| entry.duration = 240);
        let text = format!(
            "Which task of the project {} takes the longest? Please answer with its name.",
            self.project.name
        );
        let mut looks = self.looks();
        let durations = self.project.entries.iter();
        looks.extend(durations.map(|entry| ("get_task_duration".to_owned(), json!({"task_id": entry.id}))));
        self.question(text, self.entry.content.as_str().into(), looks)
    }

    fn complete(&self) -> Goal {
        let text = format!(
            "I have done {} of the project {}. Please complete it.",
            self.entry.content, self.project.name
        );
        self.operation(text, &[("complete_task".to_owned(), json!({"task_id": self.entry.id}))], self.looks())
    }

    fn delete(&self) -> Goal {
        let text = format!("Please delete {} of the project {}.", self.entry.content, self.project.name);
        self.operation(text, &[("delete_task".to_owned(), json!({"task_id": self.entry.id}))], self.looks())
    }

    fn postpone(&mut self) -> Goal {
        let later = date(self.today + self.random.random_range(40..90));
        let text =
            format!("Please move {} of the project {} to {later}.", self.entry.content, self.project.name);
        let input = json!({"task_id": self.entry.id, "due_date": later});
        self.operation(text, &[("update_task".to_owned(), input)], self.looks())
    }

    fn favorite(&self) -> Goal {
        let text = format!("Please make the project {} a favorite.", self.project.name);
        let input = json!({"project_id": self.project.id, "is_favorite": true});
        self.operation(text, &[("update_project".to_owned(), input)], vec![self.projects()])
    }

    fn complete_overdue(&mut self) -> Goal {
        self.make_overdue();
        let text = format!(
            "I have done everything in the project {} that was due before today. Please complete those tasks.",
            self.project.name
        );
        let late = self.project.entries.iter().filter(|entry| entry.due_date < self.account.date);
        let calls: Vec<Call> =
            late.map(|entry| ("complete_task".to_owned(), json!({"task_id": entry.id}))).collect();
        let mut looks = self.looks();
        looks.insert(0, ("get_user_current_date".to_owned(), json!({})));
        self.operation(text, &calls, looks)
    }

    fn delete_elsewhere(&mut self) -> Goal {
        let here = self.account.location.clone();
        let id = self.entry.id.clone();
        self.change(&id, |entry| entry.description = format!("In {here}. Do it before noon."));
        let text = format!(
            "I cannot do anything where I am now. Please delete the tasks of the project {} whose description names my \
             current location.",
            self.project.name
        );
        let named = self.project.entries.iter().filter(|entry| entry.description.contains(&here));
        let calls: Vec<Call> =
            named.map(|entry| ("delete_task".to_owned(), json!({"task_id": entry.id}))).collect();
        let mut looks = self.looks();
        looks.insert(0, ("get_user_current_location".to_owned(), json!({})));
        looks.extend(self.project.entries.iter().map(description));
        self.operation(text, &calls, looks)
    }

    fn question(&self, text: String, answer: Value, looks: Vec<Call>) -> Goal {
        Goal { text, subgoals: vec![answer], truth: self.account.store.state(), looks }
    }

    /// The truth of an operation is what the calls leave.
    fn operation(&self, text: String, calls: &[Call], looks: Vec<Call>) -> Goal {
        let mut after = self.account.clone();
        for (name, input) in calls {
            // A call that failed would leave the truth as it was, and the task solved by doing nothing: tests would see.
            let _result = after.play(name, input);
        }
        Goal { text, subgoals: vec!["done".into()], truth: after.store.state(), looks }
    }

    /// Makes sure that something is late and something is not.
    fn make_overdue(&mut self) {
        let late = date(self.today - self.random.random_range(1..9));
        let later = date(self.today + 3);
        let id = self.entry.id.clone();
        let other = self.project.entries.iter().map(|entry| entry.id.clone()).find(|other| *other != id);
        self.change(&id, |entry| entry.due_date = late);
        if let Some(other) = other {
            self.change(&other, |entry| entry.due_date = later);
        }
    }

    /// Changes a task of the account, and our copies with it.
    fn change(&mut self, id: &str, change: impl FnOnce(&mut Entry)) {
        let Some(entry) = self.account.store.entry_mut(id) else { return };
        change(entry);
        if self.entry.id == id {
            self.entry = entry.clone();
        }
        if let Some(project) = self.account.store.project(&self.project.id) {
            self.project = project.clone();
        }
    }

    fn names(&self, wanted: impl Fn(&Entry) -> bool) -> Value {
        let mut names: Vec<&str> = self
            .project
            .entries
            .iter()
            .filter(|entry| wanted(entry))
            .map(|entry| entry.content.as_str())
            .collect();
        names.sort_unstable();
        json!(names)
    }

    fn looks(&self) -> Vec<Call> {
        vec![self.projects(), tasks(&self.project.id)]
    }

    fn projects(&self) -> Call {
        ("get_projects".to_owned(), json!({}))
    }
}

fn tasks(project: &str) -> Call {
    ("get_tasks".to_owned(), json!({"project_id": project}))
}

fn description(entry: &Entry) -> Call {
    ("get_task_description".to_owned(), json!({"task_id": entry.id}))
}

fn draw_project(random: &mut ChaCha8Rng, name: &str, contents: &[&str], today: u32) -> Project {
    let mut contents = contents.to_vec();
    let count = random.random_range(4..=6);
    let entries = (0..count).map(|_| {
        let at = random.random_range(0..contents.len());
        draw_entry(random, contents.swap_remove(at), today)
    });
    Project { id: String::new(), name: name.to_owned(), favorite: false, entries: entries.collect() }
}

fn draw_entry(random: &mut ChaCha8Rng, content: &str, today: u32) -> Entry {
    let description = format!("In {}. {}", pick(random, &PLACES), pick(random, &NOTES));
    let due = today + random.random_range(0..40) - 10;
    Entry {
        id: String::new(),
        order: 0,
        content: content.to_owned(),
        description,
        due_date: date(due),
        duration: pick(random, &MINUTES),
        duration_unit: "minute".to_owned(),
        priority: random.random_range(1..=4),
    }
}

/// One of several, or the default of none.
fn pick<T: Clone + Default>(random: &mut ChaCha8Rng, items: &[T]) -> T {
    let at = random.random_range(0..items.len().max(1));
    items.get(at).cloned().unwrap_or_default()
}
