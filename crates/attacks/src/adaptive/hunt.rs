//! Which attack is tried next.

use super::breed::child;
use super::{Adaptive, Method};
use crate::Attack;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use std::collections::BTreeSet;

/// Attacks that a genetic hunt draws before it breeds.
const FIRST: usize = 4;

/// Attacks that it breeds from: those that came highest.
const PARENTS: usize = 6;

/// How often it tries to breed an attack that was not tried before.
const LITTERS: usize = 16;

/// One attacker at work on one defense.
pub struct Hunt<'a> {
    adaptive: &'a Adaptive,
    rng: ChaCha8Rng,
    /// Attacks that were not drawn yet, the next one last.
    waiting: Vec<&'a Attack>,
    /// Ids of those that were tried.
    tried: BTreeSet<String>,
    /// What is known of them: the highest first, of several the last that was tried.
    known: Vec<(usize, Attack)>,
}

impl<'a> Hunt<'a> {
    pub(super) fn new(adaptive: &'a Adaptive, seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut waiting: Vec<&Attack> = adaptive.over.iter().collect();
        waiting.shuffle(&mut rng);
        Self { adaptive, rng, waiting, tried: BTreeSet::new(), known: vec![] }
    }

    /// The attack to try next, never one a second time; `None` when the budget is spent or nothing is left to try.
    pub fn query(&mut self) -> Option<Attack> {
        if self.tried.len() >= self.adaptive.budget {
            return None;
        }
        let next = self.bred().or_else(|| self.drawn())?;
        self.tried.insert(next.to_string());
        Some(next)
    }

    /// Takes how high an attack came: a number of rungs.
    pub fn learn(&mut self, attack: Attack, height: usize) {
        let place = self.known.partition_point(|(other, _)| *other > height);
        self.known.insert(place, (height, attack));
    }

    /// How many were tried.
    pub fn queries(&self) -> usize {
        self.tried.len()
    }

    fn bred(&mut self) -> Option<Attack> {
        if self.adaptive.method != Method::Genetic || (self.known.len() < FIRST && !self.waiting.is_empty()) {
            return None;
        }
        let parents: Vec<&Attack> = self.known.iter().take(PARENTS).map(|(_, attack)| attack).collect();
        let mut litters = (0..LITTERS).filter_map(|_| child(&parents, &self.adaptive.over, &mut self.rng));
        litters.find(|child| !self.tried.contains(&child.to_string()))
    }

    fn drawn(&mut self) -> Option<Attack> {
        let mut drawn = std::iter::from_fn(|| self.waiting.pop());
        drawn.find(|attack| !self.tried.contains(&attack.to_string())).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OVER: [&str; 6] =
        ["TL03", "TR01/fiction", "TL03/base64", "TR01/morse//before", "TL05/split", "TL04/authority"];

    fn adaptive(method: Method, budget: usize) -> Adaptive {
        let over = OVER.iter().map(|id| id.replace("//", "/hijack/").parse().unwrap()).collect();
        Adaptive::of(method, budget, over).remove(0)
    }

    /// What is tried when each attack comes as high as this says.
    fn tried(adaptive: &Adaptive, seed: u64, height: impl Fn(&str) -> usize) -> Vec<String> {
        let mut hunt = adaptive.hunt(seed);
        let mut tried = Vec::new();
        while let Some(attack) = hunt.query() {
            let id = attack.to_string();
            hunt.learn(attack, height(&id));
            tried.push(id);
        }
        assert_eq!(tried.iter().collect::<BTreeSet<_>>().len(), tried.len(), "none twice: {tried:?}");
        tried
    }

    #[test]
    fn depends_on_its_seed_and_on_what_it_is_told() {
        for method in [Method::BestOf, Method::Genetic] {
            let adaptive = adaptive(method, 6);
            let one = tried(&adaptive, 1, |_| 0);
            assert_eq!(tried(&adaptive, 1, |_| 0), one);
            assert_ne!(tried(&adaptive, 2, |_| 0), one);
        }
        let adaptive = adaptive(Method::Genetic, 30);
        assert_ne!(tried(&adaptive, 1, |_| 0), tried(&adaptive, 1, |id| id.len() % 6));
    }

    #[test]
    fn tries_what_there_is_within_the_budget() {
        for (method, budget, expected) in [
            (Method::BestOf, 1, 1),
            (Method::BestOf, 4, 4),
            (Method::BestOf, 60, 6),
            (Method::Genetic, 4, 4),
            (Method::Genetic, 60, 60),
        ] {
            assert_eq!(tried(&adaptive(method, budget), 7, |_| 1).len(), expected, "{method:?} of {budget}");
        }
        let alone = Adaptive::of(Method::Genetic, 9, vec!["TL03".parse().unwrap()]).remove(0);
        assert_eq!(tried(&alone, 7, |_| 0).len(), 1, "there is nothing to breed from one plain attack");
    }

    #[test]
    fn breeds_from_those_that_came_highest() {
        let adaptive = adaptive(Method::Genetic, 60);
        let on = |id: &str| usize::from(id.starts_with("TL05")) * 4;
        let count = |tried: Vec<String>| tried.iter().filter(|id| on(id) > 0).count();
        let total = |height: &dyn Fn(&str) -> usize| -> usize {
            (0..20).map(|seed| count(tried(&adaptive, seed, height))).sum()
        };
        let (led, blind) = (total(&on), total(&|_| 0));
        assert!(led > 2 * blind, "{led} of 1200 with fitness, {blind} without");
    }
}
