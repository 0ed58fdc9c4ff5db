//! The kinds of task. Each draws a case in a house and knows how to solve it.

mod circuit;
mod find;
mod grow;
mod lives;
mod measure;
mod mix;
mod phase;

use super::game::Game;
use super::house::House;
use super::score::{Check, Score};
use super::thing::Id;
use super::walk::Walk;

/// How many tasks there are: each kind this many times.
const VARIATIONS: usize = 8;
/// How many tasks there are.
pub(super) const TASKS: usize = KINDS.len() * VARIATIONS;

/// One kind of task.
pub(super) struct Kind {
    /// Its name, as the original has it where it has the kind.
    pub(super) name: &'static str,
    /// Draws a case; the number says which variation.
    open: fn(&mut House, usize) -> Option<Case>,
    /// Solves it.
    solve: fn(&mut Walk, &Keys) -> Option<()>,
}

/// One task as drawn.
#[derive(Default)]
pub(super) struct Case {
    /// What is to be done, in words.
    task: String,
    /// Subgoals with their points, 100 in all.
    goals: Vec<(i32, Check)>,
    /// What fails the task.
    traps: Vec<Check>,
    keys: Keys,
}

/// What a solution must know; each kind uses what it needs.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    /// What the task is about.
    subject: Id,
    /// What is to be used.
    tools: Vec<Id>,
    /// Where it is to go.
    end: Id,
    /// A temperature in degrees Celsius that is to be passed.
    degrees: f64,
    /// A substance to be made.
    product: &'static str,
}

/// An opened task.
pub(super) struct Opened {
    pub(super) kind: &'static Kind,
    pub(super) game: Game,
    pub(super) task: String,
    pub(super) keys: Keys,
}

const fn kind(
    name: &'static str,
    open: fn(&mut House, usize) -> Option<Case>,
    solve: fn(&mut Walk, &Keys) -> Option<()>,
) -> Kind {
    Kind { name, open, solve }
}

/// All kinds.
static KINDS: [Kind; 24] = [
    kind("boil", phase::boil, phase::solve),
    kind("melt", phase::melt, phase::solve),
    kind("freeze", phase::freeze, phase::solve),
    kind("change-the-state-of-matter-of", phase::change, phase::solve),
    kind("use-thermometer", measure::temperature, measure::solve_temperature),
    kind("measure-melting-point-known-substance", measure::known, measure::solve_melting),
    kind("measure-melting-point-unknown-substance", measure::unknown, measure::solve_melting),
    kind("power-component", circuit::power, circuit::solve_power),
    kind("power-component-renewable-vs-nonrenewable-energy", circuit::renewable, circuit::solve_power),
    kind("test-conductivity", circuit::conductivity, circuit::solve_conductivity),
    kind("test-conductivity-of-unknown-substances", circuit::unknown, circuit::solve_conductivity),
    kind("find-living-thing", find::living, find::solve),
    kind("find-non-living-thing", find::not_living, find::solve),
    kind("find-plant", find::plant, find::solve),
    kind("find-animal", find::animal, find::solve),
    kind("chemistry-mix", mix::chemistry, mix::solve_chemistry),
    kind("chemistry-mix-paint-secondary-color", mix::secondary, mix::solve_paint),
    kind("chemistry-mix-paint-tertiary-color", mix::tertiary, mix::solve_paint),
    kind("lifespan-longest-lived", lives::longest, lives::solve),
    kind("lifespan-shortest-lived", lives::shortest, lives::solve),
    kind("lifespan-longest-lived-then-shortest-lived", lives::both, lives::solve),
    kind("identify-life-stages-1", lives::animal_stages, lives::solve),
    kind("identify-life-stages-2", lives::plant_stages, lives::solve),
    kind("grow-plant", grow::open, grow::solve),
];

/// Opens a task: kinds take turns, so that the first few indices show them all.
pub(super) fn open(index: usize, seed: u64) -> Option<Opened> {
    let kind = KINDS.get(index % KINDS.len())?;
    let mut house = House::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(index as u64));
    let case = (kind.open)(&mut house, index / KINDS.len())?;
    let mut game = Game { lab: house.lab, score: Score::new(case.goals, case.traps), moves: 0 };
    super::circuit::tick(&mut game.lab);
    Some(Opened { kind, game, task: case.task, keys: case.keys })
}

impl Opened {
    /// A walk to the end of the task.
    pub(super) fn solve(&self, mut walk: Walk) -> Walk {
        // A walk stops as soon as the task is done, wherever it is then.
        let _: Option<()> = (self.kind.solve)(&mut walk, &self.keys);
        walk
    }
}
