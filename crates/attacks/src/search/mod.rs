//! A genetic search over wordings (AutoDAN, arXiv 2310.04451).
//!
//! A [`Wording`] is sentences before and after the demand, which itself stays as it is. A [`Search`] breeds them: the
//! fittest are kept, others are crossed sentence by sentence or word by word, and mutated by synonyms and by sentences
//! from a pool. It asks one question at a time, "how fit is this text?", so that anything can answer: a [`Fitness`] at
//! once, a model in its own time. The budget counts these questions. All of its state is data: a search that is stored and
//! read again goes on as if nothing had happened.

mod breed;
mod fitness;
mod pool;
mod wording;

pub use fitness::{Fitness, Unseen, Weighted};
pub use wording::Wording;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde::{Deserialize, Serialize};

/// How a search goes about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What all chance depends on.
    pub seed: u64,
    /// Wordings in a generation; at least 2.
    pub population: usize,
    /// How many of the fittest go on unchanged; less than the population.
    pub elite: usize,
    /// Most questions that are asked.
    pub budget: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Self { seed: 1, population: 12, elite: 3, budget: 60 }
    }
}

/// A wording and how fit it is, in millionths: whole numbers are stored and compared exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Scored {
    wording: Wording,
    fitness: u32,
}

/// A search, at any moment of it.
///
/// ```
/// use attacks::search::{Plan, Search};
/// let mut search = Search::new("Stop.", Plan::default());
/// search.run(&mut |text: &str| 1.0 / text.len() as f64, 20);
/// let stored = serde_json::to_string(&search)?;
/// let mut later: Search = serde_json::from_str(&stored)?;
/// later.run(&mut |text: &str| 1.0 / text.len() as f64, usize::MAX);
/// assert_eq!(later.asked(), Plan::default().budget);
/// assert!(later.best().contains("Stop."));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    demand: String,
    plan: Plan,
    generation: u64,
    asked: usize,
    /// Those of this generation whose fitness is known.
    scored: Vec<Scored>,
    /// Those still to be asked about, the next one last.
    waiting: Vec<Wording>,
    /// The fittest of all generations, the first of several.
    best: Option<Scored>,
}

impl Search {
    /// A search for the best way to word a demand.
    pub fn new(demand: &str, plan: Plan) -> Self {
        let plan = Plan { population: plan.population.max(2), ..plan };
        let plan = Plan { elite: plan.elite.min(plan.population - 1), ..plan };
        let mut rng = ChaCha8Rng::seed_from_u64(plan.seed);
        let waiting = (0..plan.population).map(|_| breed::random(&mut rng)).collect();
        Self { demand: demand.to_owned(), plan, generation: 0, asked: 0, scored: vec![], waiting, best: None }
    }

    /// The text to judge next; `None` when the budget is spent.
    pub fn question(&self) -> Option<String> {
        Some(self.wording()?.around(&self.demand))
    }

    /// The wording to judge next; `None` when the budget is spent.
    pub fn wording(&self) -> Option<&Wording> {
        self.waiting.last().filter(|_| self.asked < self.plan.budget)
    }

    /// Takes the answer to the question: 0 (unfit) to 1 (perfect). Does nothing when no question is open.
    pub fn answer(&mut self, fitness: f64) {
        let Some(wording) = self.waiting.pop_if(|_| self.asked < self.plan.budget) else { return };
        self.asked += 1;
        let scored = Scored { wording, fitness: millionths(fitness) };
        if self.best.as_ref().is_none_or(|best| scored.fitness > best.fitness) {
            self.best = Some(scored.clone());
        }
        self.scored.push(scored);
        if self.waiting.is_empty() {
            self.breed();
        }
    }

    /// Asks and answers until so many questions were asked or the budget is spent.
    pub fn run(&mut self, fitness: &mut dyn Fitness, questions: usize) {
        for _ in 0..questions {
            let Some(text) = self.question() else { return };
            self.answer(fitness.of(&text));
        }
    }

    /// How many questions were asked.
    pub fn asked(&self) -> usize {
        self.asked
    }

    /// How fit the best wording is; 0 before the first answer.
    pub fn fitness(&self) -> f64 {
        self.best.as_ref().map_or(0.0, |best| f64::from(best.fitness) / MILLION)
    }

    /// The demand in the best wording; as it is before the first answer.
    pub fn best(&self) -> String {
        self.best.as_ref().map_or_else(|| self.demand.clone(), |best| best.wording.around(&self.demand))
    }

    /// The next generation: the elite as it is, and children of the fitter ones.
    fn breed(&mut self) {
        self.generation += 1;
        let mut rng = ChaCha8Rng::seed_from_u64(self.plan.seed);
        rng.set_stream(self.generation);
        self.scored.sort_by_key(|scored| std::cmp::Reverse(scored.fitness));
        let parents: Vec<&Wording> = self.scored.iter().map(|scored| &scored.wording).collect();
        let children = self.plan.population - self.plan.elite;
        self.waiting = (0..children).map(|_| breed::child(&parents, &mut rng)).collect();
        self.scored.truncate(self.plan.elite);
    }
}

const MILLION: f64 = 1_000_000.0;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0 to a million; not a number becomes 0"
)]
fn millionths(fitness: f64) -> u32 {
    (fitness.clamp(0.0, 1.0) * MILLION).round() as u32
}
