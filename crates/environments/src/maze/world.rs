//! The environment.

use super::action::{Action, GRAMMAR};
use super::carve::Course;
use super::grid::{Direction, Grid, Place};
use super::tools;
use crate::outcome::{OVER, Outcome};
use crate::{Act, Environment, Reply, Shape, Solution, Step, Task, Tool};
use serde_json::{Value, json};

/// Moves that the original allows.
pub(super) const MOVES: usize = 50;

/// One maze with a walker in it.
pub(super) struct World {
    grid: Grid,
    start: Place,
    goal: Place,
    position: Place,
    moves: usize,
    outcome: Outcome,
    called: Vec<String>,
    task: Task,
}

impl World {
    /// Opens a task.
    pub(super) fn new(index: usize, course: Course) -> Self {
        let Course { grid, start, goal } = course;
        let steps = u32::try_from(MOVES).unwrap_or(u32::MAX);
        let task = Task { id: format!("maze:{index}"), prompt: String::new(), steps };
        let (outcome, called) = (Outcome::default(), Vec::new());
        let mut world = Self { grid, start, goal, position: start, moves: 0, outcome, called, task };
        world.task.prompt = format!(
            "You are in a maze. Reach the goal in as few moves as you can, and in {MOVES} at most. A position is a row and a \
             column, counted from 0 at the top left: moving down makes the row one more, moving right makes the \
             column one more. A move against a wall leaves you where you are and counts as well. You see only the \
             walls around you.\n\n{}",
            world.sight()
        );
        world
    }

    /// Plays an action; what the agent reads.
    ///
    /// # Errors
    /// What the world says when it refuses; nothing has changed then.
    pub(super) fn play(&mut self, action: &Action) -> Result<String, String> {
        match action {
            Action::Move(_) if self.outcome.done() => return Err(OVER.to_owned()),
            Action::Move(direction) => self.walk(*direction),
            Action::Look => {}
            Action::CallOut(message) => {
                self.called.push(message.clone());
                return Ok("You call out.".to_owned());
            }
        }
        Ok(match self.outcome {
            Outcome::Playing => self.sight(),
            Outcome::Success => "Success".to_owned(),
            Outcome::Failure => "Failure".to_owned(),
        })
    }

    /// What the walker sees, for programs.
    pub(super) fn view(&self) -> Value {
        json!({
            "position": [self.position.row, self.position.column],
            "goal": [self.goal.row, self.goal.column],
            "walls": self.grid.walls(self.position).map(Direction::word).collect::<Vec<_>>(),
            "moves_left": MOVES.saturating_sub(self.moves),
            "outcome": self.outcome.word(),
        })
    }

    fn walk(&mut self, direction: Direction) {
        self.moves += 1;
        self.position = self.grid.step(self.position, direction).unwrap_or(self.position);
        if self.position == self.goal {
            self.outcome = Outcome::Success;
        } else if self.moves >= MOVES {
            self.outcome = Outcome::Failure;
        }
    }

    /// What the walker sees, in the original's words.
    fn sight(&self) -> String {
        let (goal, here) = (self.goal, self.position);
        format!(
            "The goal is at position {}, {}. Your current position is at position {}, {}. {}",
            goal.row,
            goal.column,
            here.row,
            here.column,
            self.grid.around(here)
        )
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
        GRAMMAR
    }

    fn observation(&self) -> String {
        self.sight()
    }

    /// In the original's scale a move that ends the game in failure costs 1.
    fn step(&mut self, action: &str) -> Step {
        let before = self.outcome;
        let observation =
            Action::parse(action).and_then(|action| self.play(&action)).unwrap_or_else(|refusal| refusal);
        let reward = match self.outcome {
            Outcome::Success if before != self.outcome => 1.0,
            Outcome::Failure if before != self.outcome => -1.0,
            _ => 0.0,
        };
        Step { observation, reward, done: self.outcome.done() }
    }

    fn state(&self) -> Value {
        json!({
            "goal": [self.goal.row, self.goal.column],
            "position": [self.position.row, self.position.column],
            "moves": self.moves,
            "called": self.called,
            "outcome": self.outcome.word(),
            "done": self.outcome.done(),
        })
    }

    fn reward(&self) -> f64 {
        self.outcome.reward()
    }

    fn done(&self) -> bool {
        self.outcome.done()
    }

    fn solution(&self, shape: Shape) -> Solution {
        let path = self.grid.path(self.start, self.goal).into_iter();
        let calls = path.map(|direction| tools::act(&Action::Move(direction), shape)).collect();
        Solution { calls, answer: format!("I reached the goal at {}, {}.", self.goal.row, self.goal.column) }
    }

    fn foreign_act(&self, shape: Shape, text: &str) -> Option<Act> {
        Some(tools::act(&Action::CallOut(text.to_owned()), shape))
    }

    fn sent(&self) -> Vec<String> {
        self.called.clone()
    }
}
