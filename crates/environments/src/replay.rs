//! Recorded episodes of an original environment, played again on ours.
//!
//! A recording is JSON lines. The first may be a meta line (`"kind": "meta"`) with `goals_by_index` or `n_goals`, and with
//! a `stoplist`, the words that were no nouns when WebShop was recorded, or the `wording` of ALFWorld, `0.4`; every other
//! line is one step: `env`, `episode`, `index`, `t` (0 at the start of an episode), `action` (`null` at the start unless
//! the original plays one itself), `observation`, `reward`, `done`. Where the original lists what is possible, a line may
//! have `available_actions`; where it shows its inside, `state` with any of the members that ours has, and `grid`,
//! `score` and `inv` (`inventory` of the state); where an index would say nothing, the start of an episode has the problem
//! itself, `pddl_problem`, with its request in words, `desc`. Where the request stands apart from what is seen first, the
//! start has it as `task_description`.

use crate::{Environment, EnvironmentError, Family};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::io::BufRead;
use std::path::Path;

/// What came of a replay.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Lines read, the meta line included.
    pub lines: usize,
    /// Episodes begun.
    pub episodes: usize,
    /// Goals of the meta line that were compared.
    pub goals: usize,
    /// Every place where ours is not as recorded, in the order of the lines.
    pub differences: Vec<Difference>,
}

/// One place where ours is not as recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Line of the recording, from 1.
    pub line: usize,
    /// What differs: `observation`, `reward`, `done`, `available actions`, `goal 17`, or a member of the state.
    pub what: String,
    /// As recorded.
    pub recorded: Value,
    /// As ours has it.
    pub ours: Value,
}

/// One line of a recording.
#[derive(Deserialize)]
struct Line {
    env: String,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    goals_by_index: Option<Vec<Value>>,
    #[serde(default, alias = "agentgym_games")]
    n_goals: Option<usize>,
    #[serde(default)]
    stoplist: Option<Vec<String>>,
    #[serde(default)]
    wording: Option<String>,
    #[serde(default)]
    index: usize,
    #[serde(default)]
    t: Option<usize>,
    #[serde(default)]
    action: Option<String>,
    #[serde(default)]
    observation: String,
    #[serde(default)]
    reward: f64,
    #[serde(default)]
    done: bool,
    #[serde(default)]
    available_actions: Option<Value>,
    #[serde(default)]
    state: Map<String, Value>,
    #[serde(default)]
    grid: Option<Value>,
    #[serde(default)]
    pddl_problem: Option<String>,
    #[serde(default)]
    desc: String,
    #[serde(default)]
    task_description: Option<String>,
    #[serde(default)]
    score: Option<Value>,
    #[serde(default)]
    inv: Option<Value>,
}

impl Line {
    /// The settings that open the problem which the line itself contains.
    fn settings(&self, general: &Value) -> Option<Value> {
        let problem = self.pddl_problem.as_ref()?;
        let mut settings = general.as_object().cloned().unwrap_or_default();
        settings.insert("problem".to_owned(), json!(problem));
        settings.insert("request".to_owned(), json!(self.desc));
        Some(settings.into())
    }

    /// What the line records of the world's inside, under the state's names.
    fn inside(&self) -> impl Iterator<Item = (&str, &Value)> {
        let apart = [("grid", &self.grid), ("score", &self.score), ("inventory", &self.inv)];
        let apart = apart.into_iter().filter_map(|(name, value)| Some((name, value.as_ref()?)));
        self.state.iter().map(|(name, value)| (name.as_str(), value)).chain(apart)
    }

    /// The world's state, where the line has a part of it.
    fn state_of(&self, world: &dyn Environment) -> Value {
        if self.inside().next().is_some() { world.state() } else { Value::Null }
    }

    /// What is seen first.
    fn first(&self) -> String {
        let description = self.task_description.as_ref();
        description.map_or_else(|| self.observation.clone(), |task| format!("{task}\n{}", self.observation))
    }
}

/// The settings for data that lie in a folder beside a recording of this environment; `null` where there are none.
pub fn beside(family: &str, folder: &Path) -> Value {
    let found = |setting: &str, name: &str| {
        let path = folder.join(name);
        if path.exists() { json!({setting: path}) } else { Value::Null }
    };
    match family {
        "textcraft" => found("recipes", "textcraft_recipes"),
        "webshop" => found("catalogue", "webshop_catalogue.json"),
        // Episodes of the original's own simulator, recorded without its limit of moves.
        "sciworld" => json!({"original": "auto", "moves": 100_000}),
        _ => Value::Null,
    }
}

/// Replays a recording on an environment with these settings and the seed 0, which is the original's.
///
/// # Errors
/// [`EnvironmentError`] for a line that is not of a recording of this environment, and for tasks that cannot be opened.
pub fn replay(
    lines: impl BufRead,
    family: &dyn Family,
    settings: &Value,
) -> Result<Report, EnvironmentError> {
    let mut player = Player { family, settings: settings.clone(), world: None, report: Report::default() };
    for line in lines.lines() {
        player.report.lines += 1;
        let line = line.map_err(|error| player.bad_line(&error.to_string()))?;
        if !line.trim().is_empty() {
            player.line(&line)?;
        }
    }
    Ok(player.report)
}

struct Player<'p> {
    family: &'p dyn Family,
    settings: Value,
    world: Option<Box<dyn Environment>>,
    report: Report,
}

impl Player<'_> {
    fn line(&mut self, text: &str) -> Result<(), EnvironmentError> {
        let line: Line = serde_json::from_str(text).map_err(|error| self.bad_line(&error.to_string()))?;
        if line.env != self.family.id() {
            return Err(self.bad_line(&format!("it is of the environment `{}`", wire::excerpt(&line.env))));
        }
        match (line.kind.as_deref(), &line.action) {
            (Some("meta"), _) => self.meta(&line),
            (_, None) => self.start(&line),
            _ if line.t == Some(0) => self.start(&line),
            (_, Some(action)) => self.step(&line, action),
        }
    }

    fn meta(&mut self, line: &Line) -> Result<(), EnvironmentError> {
        if self.settings.is_null() {
            self.settings = json!({});
        }
        if let (Some(words), Some(settings)) = (&line.stoplist, self.settings.as_object_mut()) {
            settings.entry("not_nouns").or_insert_with(|| json!(words));
        }
        if let (Some(wording), Some(settings)) = (&line.wording, self.settings.as_object_mut()) {
            settings.entry("wording").or_insert_with(|| json!(wording));
        }
        if let Some(count) = line.n_goals {
            self.report.goals = count;
            let ours = self.family.tasks(&self.settings)?;
            self.compare("number of goals", count.into(), ours.into());
        }
        let Some(recorded) = &line.goals_by_index else { return Ok(()) };
        let ours = self.family.goals_by_index(&self.settings)?;
        let none = Vec::new();
        let ours = ours.as_array().unwrap_or(&none);
        self.report.goals = recorded.len();
        for index in 0..recorded.len().max(ours.len()) {
            let place = |goals: &[Value]| goals.get(index).cloned().unwrap_or_default();
            self.compare(&format!("goal {index}"), place(recorded), place(ours));
        }
        Ok(())
    }

    fn start(&mut self, line: &Line) -> Result<(), EnvironmentError> {
        self.report.episodes += 1;
        let contained = line.settings(&self.settings);
        let world = self.family.open(line.index, 0, contained.as_ref().unwrap_or(&self.settings))?;
        // The original lists a prompt's commands in the order of a hash set, which says nothing.
        let unordered = self.family.id() == "textcraft";
        let shown = |text: &str| if unordered { sorted(text).into() } else { Value::from(text) };
        self.compare("observation", shown(&line.first()), shown(&world.observation()));
        // The reward of an action that the original plays itself is in its scale, and in the score.
        if line.action.is_none() {
            self.compare("reward", line.reward.into(), world.reward().into());
        }
        self.compare("done", line.done.into(), world.done().into());
        self.compare_offered(line, world.offered());
        self.compare_state(line, &line.state_of(world.as_ref()));
        self.world = Some(world);
        Ok(())
    }

    fn step(&mut self, line: &Line, action: &str) -> Result<(), EnvironmentError> {
        let Some(world) = &mut self.world else {
            return Err(self.bad_line("it is a step before the start of an episode"));
        };
        let step = world.step(action);
        let (offered, state) = (world.offered(), line.state_of(world.as_ref()));
        self.compare("observation", line.observation.as_str().into(), step.observation.into());
        self.compare("reward", line.reward.into(), step.reward.into());
        self.compare("done", line.done.into(), step.done.into());
        self.compare_offered(line, offered);
        self.compare_state(line, &state);
        Ok(())
    }

    fn compare_offered(&mut self, line: &Line, ours: Option<Vec<String>>) {
        if let (Some(recorded), Some(ours)) = (&line.available_actions, ours) {
            self.compare("available actions", recorded.clone(), ours.into());
        }
    }

    /// Compares what the line and the state both have.
    fn compare_state(&mut self, line: &Line, state: &Value) {
        for (name, recorded) in line.inside() {
            if let Some(ours) = state.get(name) {
                // A whole number may be written either way.
                let number = |value: &Value| value.as_f64().map_or_else(|| value.clone(), Value::from);
                self.compare(name, number(recorded), number(ours));
            }
        }
    }

    fn compare(&mut self, what: &str, recorded: Value, ours: Value) {
        if recorded != ours {
            let (line, what) = (self.report.lines, what.to_owned());
            self.report.differences.push(Difference { line, what, recorded, ours });
        }
    }

    fn bad_line(&self, what: &str) -> EnvironmentError {
        let path = format!("line {}", self.report.lines);
        EnvironmentError::Data { family: self.family.id(), path, what: what.to_owned() }
    }
}

fn sorted(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines
}
