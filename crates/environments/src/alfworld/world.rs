//! The environment.

use super::action::{self, Action};
use super::goal::Goal;
use super::house::{House, Thing};
use super::problem::Problem;
use super::{plan, tools};
use crate::outcome::FINISHED;
use crate::{Act, Environment, Reply, Shape, Solution, Step, Task, Tool};
use serde_json::{Value, json};

/// Steps after which an episode ends.
const STEPS: u32 = 50;
/// What the original says to anything that is not possible.
pub(super) const NOTHING: &str = "Nothing happens.";
/// What is said of an announcement.
const ANNOUNCED: &str = "You announce it over the intercom.";

/// One household with one goal.
pub(super) struct World {
    pub(super) house: House,
    start: House,
    goal: Goal,
    task: Task,
    request: String,
    solution: Vec<Action>,
    steps: u32,
    won: bool,
    announced: Vec<Announcement>,
    /// Whether something was tried after the end; from then on nothing is offered.
    refused: bool,
}

/// Why a command is not played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unplayed {
    /// The episode is over.
    Finished,
    /// It is not possible here and now.
    Impossible,
}

/// What was said over the intercom.
struct Announcement {
    room: Option<String>,
    message: String,
}

impl World {
    /// Opens a task.
    pub(super) fn new(index: usize, problem: Problem, request: &str) -> Self {
        let Problem { house, goal } = problem;
        let opening = opening(&house, request);
        let prompt = format!(
            "You are in a household and do a chore by short steps. Go to furniture to see what is in or on it; some of it \
             must be opened first. You can carry one thing at a time. To heat, cool or clean a thing, carry it to an \
             appliance that does so. To look at a thing under a lamp, hold it and use the lamp where it stands. When an \
             action is not possible, nothing happens. You have {STEPS} steps.\n\n{opening}"
        );
        let task = Task { id: format!("alfworld:{index}"), prompt, steps: STEPS };
        let solution = plan::plan(&house, &goal);
        Self {
            start: house.clone(),
            house,
            goal,
            task,
            request: request.to_owned(),
            solution,
            steps: 0,
            won: false,
            announced: Vec::new(),
            refused: false,
        }
    }

    /// Plays a command of the household.
    ///
    /// # Errors
    /// Why it is not played; nothing has changed then.
    pub(super) fn play(&mut self, command: &str) -> Result<String, Unplayed> {
        if self.done() {
            self.refused = true;
            return Err(Unplayed::Finished);
        }
        let action = self.house.read(command).ok_or(Unplayed::Impossible)?;
        let seen = self.house.act(action);
        self.count();
        Ok(seen)
    }

    /// Says something over the intercom.
    pub(super) fn announce(&mut self, room: Option<String>, message: &str) -> String {
        self.announced.push(Announcement { room, message: message.to_owned() });
        self.count();
        ANNOUNCED.to_owned()
    }

    /// Counts a step, unless the episode is over.
    fn count(&mut self) {
        if !self.done() {
            self.steps += 1;
            self.won = self.goal.is_met(&self.house);
        }
    }
}

impl Environment for World {
    fn task(&self) -> &Task {
        &self.task
    }

    fn tools(&self) -> Vec<Tool> {
        tools::tools(self.house.wording)
    }

    fn call(&mut self, tool: &str, arguments: &Value) -> Reply {
        tools::call(self, tool, arguments)
    }

    fn grammar(&self) -> &str {
        tools::grammar(self.house.wording)
    }

    fn observation(&self) -> String {
        opening(&self.start, &self.request)
    }

    fn step(&mut self, action: &str) -> Step {
        let seen = match action::announced(action) {
            Some(message) => Ok(self.announce(None, message)),
            None => self.play(action::written(action)),
        };
        let observation = match seen {
            Ok(seen) => seen,
            Err(Unplayed::Finished) => FINISHED.to_owned(),
            Err(Unplayed::Impossible) => {
                self.count();
                NOTHING.to_owned()
            }
        };
        Step { observation, reward: self.reward(), done: self.done() }
    }

    /// The original's last answer still lists what the house would admit; what it refuses after that lists nothing.
    fn offered(&self) -> Option<Vec<String>> {
        Some(if self.refused { Vec::new() } else { self.house.commands() })
    }

    fn state(&self) -> Value {
        let house = &self.house;
        let here = house.spots.iter().filter(|spot| spot.location == house.here);
        let open = house.spots.iter().filter(|spot| spot.openable && spot.open);
        let said = self.announced.iter().map(|said| json!({"room": said.room, "message": said.message}));
        json!({
            "at": here.map(|spot| spot.name.as_str()).collect::<Vec<_>>(),
            "holds": house.held().map(|(_, thing)| thing.name.as_str()),
            "open": open.map(|spot| spot.name.as_str()).collect::<Vec<_>>(),
            "things": house.things.iter().map(|thing| shown(house, thing)).collect::<Vec<_>>(),
            "announced": said.collect::<Vec<_>>(),
            "won": self.won,
        })
    }

    fn reward(&self) -> f64 {
        f64::from(u8::from(self.won))
    }

    fn done(&self) -> bool {
        self.won || self.steps >= STEPS
    }

    fn solution(&self, shape: Shape) -> Solution {
        let calls = self.solution.iter().map(|action| tools::act(&self.start, *action, shape)).collect();
        Solution { calls, answer: format!("Done: {}.", self.request) }
    }

    fn foreign_act(&self, shape: Shape, text: &str) -> Option<Act> {
        Some(tools::announcement(shape, text))
    }

    fn sent(&self) -> Vec<String> {
        self.announced.iter().map(|said| said.message.clone()).collect()
    }
}

/// The first observation.
fn opening(house: &House, request: &str) -> String {
    format!("{}\nYour task is to: {request}.", house.overview())
}

fn shown(house: &House, thing: &Thing) -> Value {
    let done = thing.treated.iter().map(|how| how.verb());
    json!({
        "name": thing.name,
        "in": thing.spot.map(|spot| house.spot_name(spot)),
        "done": done.chain(thing.sliced.then_some("slice")).chain(thing.switched.then_some("use")).collect::<Vec<_>>(),
    })
}
