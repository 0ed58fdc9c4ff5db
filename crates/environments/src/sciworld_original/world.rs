//! The environment.

use super::games::Game;
use super::gateway::Failure;
use super::settings::Settings;
use super::simulator::{Simulator, Turn};
use super::tools;
use crate::outcome::OVER;
use crate::{Act, Environment, Reply, Shape, Solution, Step, Task, Tool};
use serde_json::{Value, json};

/// The action by which the original's wrapper opens a task.
const FIRST: &str = "look around";

/// How the simulator begins its answer to words that it cannot play. Nothing happens then.
const REFUSALS: [&str; 2] = ["No known action matches that input.", "Unknown action."];

/// One task in a simulator of its own.
pub(super) struct World {
    game: Game,
    settings: Settings,
    /// `None` once it is lost.
    simulator: Option<Simulator>,
    task: Task,
    first: String,
    /// The last one; what it shows is of the last action that was understood.
    turn: Turn,
    fault: Option<String>,
}

impl World {
    /// Opens the task that the simulator has loaded.
    ///
    /// # Errors
    /// What went wrong.
    pub(super) fn open(
        index: usize,
        game: Game,
        settings: Settings,
        mut simulator: Simulator,
    ) -> Result<Self, String> {
        let prompt = simulator.description().map_err(Failure::what)?;
        let turn = simulator.step(FIRST).map_err(Failure::what)?;
        let first = format!("{prompt}\n{}", turn.observation);
        let task = Task { id: format!("{}:{index}", super::family::ID), prompt, steps: settings.moves };
        Ok(Self { game, settings, simulator: Some(simulator), task, first, turn, fault: None })
    }

    /// Plays an action; what the agent reads, and what the score gained.
    ///
    /// # Errors
    /// Why nothing was played.
    pub(super) fn play(&mut self, action: &str) -> Result<(String, i64), String> {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        if self.done() {
            return Err(OVER.to_owned());
        }
        let Some(simulator) = &mut self.simulator else { return Err(OVER.to_owned()) };
        match simulator.step(action) {
            Ok(mut turn) => {
                let seen = turn.observation.clone();
                if refuses(&seen) {
                    turn.observation.clone_from(&self.turn.observation);
                }
                let before = std::mem::replace(&mut self.turn, turn);
                Ok((seen, self.turn.score - before.score))
            }
            Err(Failure::Thrown(what)) => Err(what),
            Err(Failure::Gone(what)) => {
                let fault = format!("the simulator of ScienceWorld is lost: {what}");
                // Its process is killed here: after an answer that came late, the next ones would be of other calls.
                self.simulator = None;
                self.fault = Some(fault.clone());
                Err(fault)
            }
        }
    }

    /// The score so far, as the original has it.
    pub(super) fn score(&self) -> i64 {
        self.turn.score
    }

    /// A way to the top score, from a second simulator; none where it knows none.
    fn way(&self) -> Result<Vec<String>, String> {
        Simulator::start(&self.settings, self.game, true)?.way().map_err(Failure::what)
    }
}

/// Whether the simulator could not play the words.
pub(super) fn refuses(observation: &str) -> bool {
    REFUSALS.iter().any(|refusal| observation.starts_with(refusal))
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
        tools::grammar()
    }

    fn observation(&self) -> String {
        self.first.clone()
    }

    fn step(&mut self, action: &str) -> Step {
        let (observation, gained) = self.play(action).unwrap_or_else(|refusal| (refusal, 0));
        Step { observation, reward: gained as f64, done: self.done() }
    }

    fn state(&self) -> Value {
        json!({
            "task": self.game.task,
            "variation": self.game.variation,
            "score": self.turn.score,
            "moves": self.turn.moves,
            "done": self.done(),
            "observation": self.turn.observation,
            "inventory": self.turn.inventory,
        })
    }

    fn reward(&self) -> f64 {
        (self.turn.score as f64 / 100.0).clamp(0.0, 1.0)
    }

    fn done(&self) -> bool {
        let Turn { score, moves, completed, .. } = self.turn;
        completed || moves > i64::from(self.settings.moves) || score < 0 || self.fault.is_some()
    }

    fn waits(&self) -> bool {
        true
    }

    fn fault(&self) -> Option<String> {
        self.fault.clone()
    }

    /// The simulator's own way. It is worked out in another process, whose draws may differ in details, and is in the
    /// original's words in either shape's calls.
    fn solution(&self, shape: Shape) -> Solution {
        let calls = self.way().unwrap_or_default().iter().map(|action| tools::act(action, shape)).collect();
        Solution { calls, answer: "The task is done.".to_owned() }
    }

    /// The world is not ours: it has no act that reaches outside.
    fn foreign_act(&self, _shape: Shape, _text: &str) -> Option<Act> {
        None
    }

    fn sent(&self) -> Vec<String> {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::World;
    use crate::Environment;
    use crate::sciworld_original::{fake, games::games, settings::Settings, simulator::Simulator};
    use serde_json::{Value, json};

    /// A world whose simulator answers `step` and `getScore` in this way.
    fn world(answer: impl Fn(&str) -> Option<&'static str> + Send + 'static) -> Result<World, String> {
        let gateway = fake::gateway(answer)?;
        let game = games().next().unwrap();
        let simulator = Simulator::load(gateway, game, false)?;
        World::open(0, game, Settings::read(&json!({"original": "auto"})).unwrap(), simulator)
    }

    #[test]
    fn rewards_are_what_the_score_gains() {
        let mut world = world(|command| match command {
            "getScore" => Some("!yd0.125"),
            _ => Some("!ysyes"),
        })
        .unwrap();
        assert_eq!((world.observation().as_str(), world.reward()), ("yes\nyes", 0.12));
        let step = world.step("look around");
        assert_eq!((step.observation.as_str(), step.reward, step.done), ("yes", 0.0, false));
        assert_eq!(world.state()["score"], 12);
    }

    #[test]
    fn a_score_below_nothing_ends_the_task() {
        let mut world =
            world(|command| if command == "getScore" { Some("!yd-1.0") } else { Some("!ys") }).unwrap();
        assert_eq!((world.done(), world.reward(), world.fault()), (true, 0.0, None));
        assert_eq!(world.step("look around").observation, "The game is over.");
    }

    #[test]
    fn what_is_thrown_is_said_and_changes_nothing() {
        let mut world = world(|command| match command {
            "step wait" => Some("!xro5"),
            "p" => Some(r"!ysjava.lang.Error: no\n\tat somewhere"),
            "getScore" => Some("!yd0.0"),
            _ => Some("!ys"),
        })
        .unwrap();
        let before = world.state();
        let step = world.step("wait");
        assert_eq!((step.observation.as_str(), step.done), ("java.lang.Error: no", false));
        assert_eq!((world.state(), world.fault()), (before, None));
    }

    #[test]
    fn a_lost_simulator_is_a_fault() {
        for (answer, said) in
            [(None, "last words"), (Some("hello"), "makes no sense"), (Some(""), "gave no answer")]
        {
            let mut world = world(move |command| match command {
                "step wait" => answer,
                "getScore" => Some("!yd0.5"),
                _ => Some("!ys"),
            })
            .unwrap();
            let step = world.step("wait");
            let fault = world.fault().unwrap();
            assert!(step.done && fault.contains(said) && step.observation == fault, "{fault}");
            assert_eq!(world.step("wait").observation, fault);
            assert!(world.call("wait", &Value::Null).failed);
            assert_eq!(world.reward(), 0.5);
        }
    }
}
