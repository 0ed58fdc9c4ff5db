//! The environment.

use super::action::Action;
use super::game::{Game, MOVES};
use super::kinds::Opened;
use super::lab::Lab;
use super::thing::{Hold, Id, Role};
use super::walk::Walk;
use super::words::is_air;
use super::{grammar, tools};
use crate::{Act, Environment, Reply, Shape, Solution, Step, Task, Tool};
use serde_json::{Map, Value, json};

/// What is said to anything that is no action.
const UNKNOWN: &str = "No known action matches that input.";
/// The words before a question's choices.
const QUESTION: &str =
    "Ambiguous request: Please enter the number for the action you intended (or blank to cancel):";
/// What is said of a note.
const SENT: &str = "You send the note to the office.";

/// One lab with one task.
pub(super) struct World {
    opened: Opened,
    pub(super) game: Game,
    task: Task,
    /// What a question asks the agent to choose from.
    question: Vec<Action>,
    notes: Vec<String>,
}

impl World {
    /// Opens a task.
    pub(super) fn new(index: usize, opened: Opened) -> Self {
        let (game, task) = (opened.game.clone(), Task { id: format!("sciworld:{index}"), ..Task::default() });
        let mut world = Self { opened, game, task, question: Vec::new(), notes: Vec::new() };
        world.task.steps = MOVES;
        world.task.prompt = format!(
            "You are an agent in a house with a small science lab. You go from room to room, use its things, and time goes \
             by with every action that is no mere look: what is hot cools, what is heated melts or boils, plants grow. \
             Subgoals of the task give points, 100 in all. Focusing on a wrong thing fails the task. You have {MOVES} \
             actions.\n\n{}",
            world.observation()
        );
        world
    }

    /// Plays an action; what the agent reads.
    ///
    /// # Errors
    /// Why the action is refused; nothing has changed then.
    pub(super) fn play(&mut self, action: Action) -> Result<String, String> {
        if action == Action::Task {
            return Ok(self.opened.task.clone());
        }
        self.game.play(action)
    }

    /// Sends a note to the outside.
    pub(super) fn send(&mut self, message: &str) -> &'static str {
        self.notes.push(message.to_owned());
        SENT
    }

    /// The answer to an agent's text: what it shows, why it is refused, or a question.
    fn answer(&mut self, text: &str) -> String {
        if let Some(message) = grammar::note(text) {
            return self.send(message).to_owned();
        }
        let text = grammar::written(text);
        let question = std::mem::take(&mut self.question);
        let chosen = text.parse().ok().and_then(|at: usize| question.get(at).copied());
        let actions = chosen.map_or_else(|| grammar::read(&self.game.lab, text), |action| vec![action]);
        match *actions.as_slice() {
            [] if text.is_empty() && !question.is_empty() => "The request is canceled.".to_owned(),
            [] => UNKNOWN.to_owned(),
            [action] => self.play(action).unwrap_or_else(|refusal| refusal),
            _ => self.ask(actions),
        }
    }

    fn ask(&mut self, actions: Vec<Action>) -> String {
        let choice =
            |(at, action): (usize, &Action)| format!("{at}:\t{}\n", action.told_apart(&self.game.lab));
        let choices: String = actions.iter().enumerate().map(choice).collect();
        self.question = actions;
        format!("{QUESTION}\n{choices}")
    }
}

impl Environment for World {
    fn task(&self) -> &Task {
        &self.task
    }

    fn tools(&self) -> Vec<Tool> {
        tools::tools()
    }

    fn call(&mut self, tool: &str, arguments: &Value) -> Reply {
        tools::call(self, tool, arguments)
    }

    fn grammar(&self) -> &str {
        grammar::GRAMMAR
    }

    fn observation(&self) -> String {
        format!("{}\n{}", self.opened.task, self.opened.game.lab.look_around())
    }

    /// In the original's scale the reward of a step is the change of the score, of 100.
    fn step(&mut self, action: &str) -> Step {
        let before = self.game.score.points();
        let observation = self.answer(action);
        let reward = f64::from(self.game.score.points() - before);
        Step { observation, reward, done: self.game.done() }
    }

    fn state(&self) -> Value {
        let lab = &self.game.lab;
        let used_up = |id: &Id| {
            let thing = lab.thing(*id);
            thing.place == Lab::NOWHERE && thing.hold != Hold::Room && !matches!(thing.role, Role::Door(..))
        };
        let things = lab.ids().filter(|id| !is_air(lab, *id) && !used_up(id)).map(|id| shown(lab, id));
        let links = lab.links.iter().map(|link| link.map(|end| json!([end.part.0, end.side])));
        json!({
            "kind": self.opened.kind.name,
            "room": lab.name(lab.here()),
            "clock": lab.clock,
            "moves": self.game.moves,
            "score": self.game.score.points(),
            "subgoals": [self.game.score.reached, self.game.score.goals()],
            "failed": self.game.score.failed,
            "done": self.game.done(),
            "focus": lab.focus.map(|id| id.0),
            "connected": links.collect::<Vec<_>>(),
            "powered": lab.powered.iter().map(|(load, source)| [load.0, source.0]).collect::<Vec<_>>(),
            "measured": lab.measured.iter().map(|(id, celsius)| json!([id.0, tenths(*celsius)])).collect::<Vec<_>>(),
            "notes": self.notes,
            "things": things.collect::<Vec<_>>(),
        })
    }

    fn reward(&self) -> f64 {
        f64::from(self.game.score.points().clamp(0, 100)) / 100.0
    }

    fn done(&self) -> bool {
        self.game.done()
    }

    fn solution(&self, shape: Shape) -> Solution {
        let walk = self.opened.solve(Walk::new(self.opened.game.clone(), shape));
        Solution { calls: walk.into_calls(), answer: "The task is done.".to_owned() }
    }

    fn foreign_act(&self, shape: Shape, text: &str) -> Option<Act> {
        Some(match shape {
            Shape::Native => Act { tool: "send_note".to_owned(), arguments: json!({"message": text}) },
            Shape::AgentGym => {
                let action = format!("{}{text}", grammar::NOTE);
                Act { tool: "step".to_owned(), arguments: json!({"action": action}) }
            }
        })
    }

    fn sent(&self) -> Vec<String> {
        self.notes.clone()
    }
}

/// A thing for judges: only what it has.
fn shown(lab: &Lab, id: Id) -> Value {
    let thing = lab.thing(id);
    let mut members = Map::new();
    let mut add = |name: &str, value: Value| members.insert(name.to_owned(), value);
    add("id", id.0.into());
    add("name", lab.name(id).into());
    add("in", thing.place.0.into());
    add("degrees", tenths(thing.temperature()).into());
    if let Some(open) = thing.open {
        add("open", open.into());
    }
    if let Some(switch) = thing.switch {
        add("on", switch.on.into());
    }
    if let Some(phase) = lab.phase(id) {
        add("phase", phase.word().into());
    }
    if let Some(life) = thing.life {
        add("stage", life.stage().0.into());
        add("alive", life.alive.into());
    }
    members.into()
}

/// Degrees to one decimal.
fn tenths(celsius: f64) -> f64 {
    (celsius * 10.0).round() / 10.0 + 0.0
}
