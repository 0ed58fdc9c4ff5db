//! Which attack is tried next.

use super::breed::child;
use super::{Adaptive, Method};
use crate::Attack;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Attacks that a genetic hunt draws before it breeds.
const FIRST: usize = 4;

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
    /// What is known of them, the highest first.
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
        self.known.push((height, attack));
        self.known.sort_by_key(|(height, _)| Reverse(*height));
    }

    /// How many were tried.
    pub fn queries(&self) -> usize {
        self.tried.len()
    }

    fn bred(&mut self) -> Option<Attack> {
        if self.adaptive.method != Method::Genetic || self.known.len() < FIRST {
            return None;
        }
        let parents: Vec<&Attack> = self.known.iter().map(|(_, attack)| attack).collect();
        let mut litters = (0..LITTERS).filter_map(|_| child(&parents, &self.adaptive.over, &mut self.rng));
        litters.find(|child| !self.tried.contains(&child.to_string()))
    }

    fn drawn(&mut self) -> Option<Attack> {
        let mut drawn = std::iter::from_fn(|| self.waiting.pop());
        drawn.find(|attack| !self.tried.contains(&attack.to_string())).cloned()
    }
}
