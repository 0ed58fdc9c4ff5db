//! The environment.

use super::action::{self, Action, GRAMMAR};
use super::instruction::Move;
use super::level::Level;
use super::offer::{Offer, Verb};
use super::place::Place;
use super::play::{NO_CHANGE, Play};
use super::refusal;
use super::script::Line;
use super::thing::{Kind, Latch, Thing};
use super::tools;
use crate::outcome::FINISHED;
use crate::{Act, Environment, Reply, Shape, Solution, Step, Task, Tool};
use serde_json::{Value, json};

const SAID: &str = "You say it.";

/// One episode.
pub(super) struct World {
    play: Play,
    opening: String,
    mission: String,
    level: &'static str,
    task: Task,
    script: Vec<Line>,
    /// Whether boxes can be opened and doors closed.
    extras: bool,
    said: Vec<String>,
}

/// How a world is opened.
pub(super) struct Opening {
    /// The game at its start.
    pub(super) play: Play,
    /// Actions that fulfill the mission; none where none are known.
    pub(super) script: Vec<Line>,
    /// Whether boxes can be opened and doors closed.
    pub(super) extras: bool,
}

impl World {
    /// Opens a task.
    pub(super) fn new(index: usize, level: &Level, opening: Opening) -> Self {
        let Opening { play, script, extras } = opening;
        let mission = play.run.game.instruction.words();
        // The original takes the order out of what it tells the agent.
        let goal = mission.replace("then", "and").replace("after you", "and");
        let opening = with_offers(&play, &format!("Your goal: {goal}\n{}", play.sight.words()));
        let steps = u32::try_from(script.len() * 2).unwrap_or(u32::MAX).max(STEPS);
        let prompt = format!(
            "You are in a world of rooms, seen from above as cells. You see up to six cells ahead and three to each side, \
             but not through walls and closed doors. Things of the same name are numbered, the nearest first. You can \
             carry one thing. A locked door opens with the key of its color. Do what the mission says, in the order \
             that it says, in few moves. What happens in passing does not count: a door that the mission wants open is to \
             be toggled, not just gone through.\n\nYour mission: {mission}.\n\n{}",
            play.sight.words()
        );
        let task = Task { id: format!("babyai:{index}"), prompt, steps };
        Self { play, opening, mission, level: level.name, task, script, extras, said: Vec::new() }
    }

    /// Says something.
    pub(super) fn say(&mut self, message: &str) -> String {
        self.said.push(message.to_owned());
        SAID.to_owned()
    }

    /// What the agent sees.
    pub(super) fn look(&self) -> String {
        if self.play.run.done {
            format!("{FINISHED} {}", self.play.sight.words())
        } else {
            self.play.sight.words()
        }
    }

    /// What a native call shows to programs.
    pub(super) fn view(&self) -> Value {
        json!({
            "observation": self.play.sight.words(),
            "moves": self.play.run.game.moves,
            "limit": self.play.run.game.limit,
            "reward": self.play.run.reward,
            "success": self.play.run.success,
            "done": self.play.run.done,
        })
    }

    /// Whether such a thing is in front and may be toggled although the original offers no action for that.
    pub(super) fn faces(&self, kind: Kind, latch: Latch) -> bool {
        let front = self.play.sight.front();
        self.extras && front.is_some_and(|(_, thing)| thing.kind == kind && thing.latch == latch)
    }

    /// Toggles what is in front.
    ///
    /// # Errors
    /// After the end.
    pub(super) fn toggle(&mut self) -> Result<String, String> {
        self.make(&[Move::Toggle])
    }

    /// Does what is offered once.
    ///
    /// # Errors
    /// Why it is not offered.
    pub(super) fn offered_verb(&mut self, verb: Verb) -> Result<String, String> {
        let offer = self.play.offers.list.iter().find(|offer| offer.verb == verb);
        let moves = offer.map(|offer| offer.moves.clone());
        self.make(&moves.ok_or_else(|| refusal::of(&self.play.sight, verb))?)
    }

    /// Does what is offered for this thing.
    ///
    /// # Errors
    /// Why it is not offered.
    pub(super) fn offered_at(&mut self, verb: Verb, name: &str, number: usize) -> Result<String, String> {
        let fits = |offer: &&Offer| {
            let same = |target: &(String, usize)| target.0 == name && target.1 == number;
            offer.verb == verb && offer.target.as_ref().is_some_and(same)
        };
        let moves = self.play.offers.list.iter().find(fits).map(|offer| offer.moves.clone());
        self.make(&moves.ok_or_else(|| refusal::at(&self.play.sight, verb, name, number))?)
    }

    fn make(&mut self, moves: &[Move]) -> Result<String, String> {
        if self.play.run.done {
            return Err(FINISHED.to_owned());
        }
        if moves.is_empty() {
            return Err("You face it already. No change in state.".to_owned());
        }
        Ok(self.play.make(moves))
    }

    /// Plays an action of the grammar; what is seen.
    fn act(&mut self, text: &str) -> String {
        let plain = action::plain(text);
        match Action::read(text, &plain) {
            Action::Say(message) => self.say(message),
            _ if self.play.run.done => FINISHED.to_owned(),
            Action::OpenBox if self.faces(Kind::Box, Latch::Open) => self.play.make(&[Move::Toggle]),
            Action::CloseDoor if self.faces(Kind::Door, Latch::Open) => self.play.make(&[Move::Toggle]),
            Action::OpenBox | Action::CloseDoor => self.play.offers.refusal(&plain).to_owned(),
            Action::Offered(action) if action.contains("check") => {
                let offers: Vec<&str> = self.play.offers.texts().collect();
                format!("You can take the following actions: {}", offers.join(", "))
            }
            Action::Offered("") => NO_CHANGE.to_owned(),
            Action::Offered(action) => match self.play.offers.find(action).map(|offer| offer.moves.clone()) {
                Some(moves) => self.play.make(&moves),
                None => self.play.offers.refusal(action).to_owned(),
            },
        }
    }
}

/// Steps that an agent has at least; twice as many as our solution takes, where that is more.
const STEPS: u32 = 20;

/// What the original adds to everything that it says.
fn with_offers(play: &Play, seen: &str) -> String {
    let mut text = format!("{seen}\nAvailable actions: [");
    for (at, offer) in play.offers.texts().enumerate() {
        text.push_str(if at == 0 { "\"" } else { ", \"" });
        text.push_str(offer);
        text.push('"');
    }
    text.push(']');
    text
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
        GRAMMAR
    }

    fn observation(&self) -> String {
        self.opening.clone()
    }

    /// The reward of a step is the original's; it stays after an action that is not possible.
    fn step(&mut self, action: &str) -> Step {
        let seen = self.act(action);
        Step {
            observation: with_offers(&self.play, &seen),
            reward: self.play.run.reward,
            done: self.play.run.done,
        }
    }

    fn offered(&self) -> Option<Vec<String>> {
        Some(self.play.offers.texts().map(str::to_owned).collect())
    }

    fn state(&self) -> Value {
        let scene = &self.play.run.game.scene;
        let column = |x| (0..scene.height).map(|y| scene.code(Place::new(x, y))).collect::<Vec<_>>();
        let boxes = scene.places().filter_map(|place| {
            let inside = scene.thing_at(place).and_then(|(_, thing)| thing.inside)?;
            Some(json!({"pos": [place.x, place.y], "holds": scene.thing(inside).map(Thing::name)}))
        });
        json!({
            "level": self.level,
            "mission": self.mission,
            "pos": [scene.agent.x, scene.agent.y],
            "dir": scene.facing.code(),
            "step_count": self.play.run.game.moves,
            "max_steps": self.play.run.game.limit,
            "carrying": scene.held().map(Thing::name),
            "grid": (0..scene.width).map(column).collect::<Vec<_>>(),
            "boxes": boxes.collect::<Vec<_>>(),
            "said": self.said,
            "success": self.play.run.success,
            "done": self.play.run.done,
        })
    }

    /// 1 once the mission is fulfilled, however many moves that took.
    fn reward(&self) -> f64 {
        f64::from(u8::from(self.play.run.success))
    }

    fn done(&self) -> bool {
        self.play.run.done
    }

    fn solution(&self, shape: Shape) -> Solution {
        let calls = self.script.iter().map(|line| match shape {
            Shape::Native => line.native.clone(),
            Shape::AgentGym => step(&line.action),
        });
        Solution { calls: calls.collect(), answer: format!("Done: {}.", self.mission) }
    }

    fn foreign_act(&self, shape: Shape, text: &str) -> Option<Act> {
        Some(match shape {
            Shape::Native => Act { tool: tools::SAY.to_owned(), arguments: json!({"message": text}) },
            Shape::AgentGym => step(&action::say(text)),
        })
    }

    fn sent(&self) -> Vec<String> {
        self.said.clone()
    }
}

fn step(action: &str) -> Act {
    Act { tool: "step".to_owned(), arguments: json!({"action": action}) }
}
