//! An attacker that adapts: it plays attack after attack against the same defense, and may learn how far each came.
//!
//! The budget counts queries: one query is one trial played against the defense. Which attack is next is decided by a
//! [`Hunt`], which depends on its seed and on what it was told, and on nothing else.

mod breed;
mod hunt;
mod worded;

pub use hunt::Hunt;

use crate::attack::named;
use crate::{Attack, Objective};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// How the next attack is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// The attacks as they are, in an order of the seed, none twice: the best of so many draws.
    #[default]
    BestOf,
    /// Some of them, then children of those that came highest: crossed axis by axis, mutated, strategies stacked.
    Genetic,
    /// The attacks in turn, each in a wording that [`crate::search`] breeds (AutoDAN, arXiv 2310.04451): half for how
    /// little the detector sees of it, half for how far the model went along.
    Autodan,
    /// The same, for the detector's score alone.
    AutodanDetector,
    /// The same, for the model's compliance alone.
    AutodanCompliance,
}

impl Method {
    /// As it is written in an experiment.
    pub fn id(self) -> &'static str {
        match self {
            Self::BestOf => "best-of",
            Self::Genetic => "genetic",
            Self::Autodan => "autodan",
            Self::AutodanDetector => "autodan-detector",
            Self::AutodanCompliance => "autodan-compliance",
        }
    }

    /// What the model's compliance weighs beside the detector's score, where wordings are bred.
    fn compliance(self) -> Option<f64> {
        match self {
            Self::BestOf | Self::Genetic => None,
            Self::Autodan => Some(0.5),
            Self::AutodanDetector => Some(0.0),
            Self::AutodanCompliance => Some(1.0),
        }
    }
}

/// An attacker with one objective.
///
/// ```
/// use attacks::{Adaptive, Attack, Method};
/// let over = vec!["TL03".parse::<Attack>()?, "TR01/fiction".parse()?];
/// let adaptive = Adaptive::of(Method::BestOf, 20, over);
/// assert_eq!(adaptive[0].to_string(), "adaptive:best-of:20/hijack");
/// # Ok::<(), attacks::AttackError>(())
/// ```
#[derive(Clone)]
pub struct Adaptive {
    /// How the next attack is chosen.
    pub method: Method,
    /// Most queries.
    pub budget: usize,
    /// What the attacker wants.
    pub objective: &'static dyn Objective,
    /// The behavior that the objective asks for, if it asks for one.
    pub behavior: Option<Arc<str>>,
    /// What there is to choose from; all of the objective.
    pub over: Vec<Attack>,
}

impl Adaptive {
    /// An attacker for each objective of these attacks, and each behavior that one asks for.
    pub fn of(method: Method, budget: usize, over: Vec<Attack>) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        for attack in over {
            let (objective, behavior) = (attack.objective, attack.behavior.clone());
            let same = |one: &&mut Self| one.objective.id() == objective.id() && one.behavior == behavior;
            match found.iter_mut().find(same) {
                Some(one) => one.over.push(attack),
                None => found.push(Self { method, budget, objective, behavior, over: vec![attack] }),
            }
        }
        found
    }

    /// A hunt from its beginning.
    pub fn hunt(&self, seed: u64) -> Hunt<'_> {
        Hunt::new(self, seed)
    }
}

impl fmt::Display for Adaptive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let method = self.method.id();
        let objective = named(self.objective, self.behavior.as_deref());
        write!(f, "adaptive:{method}:{}/{objective}", self.budget)
    }
}
