//! One attack: an entry of each axis.

use crate::{
    AttackError, AttackLayer, Goal, Objective, Opportunity, Placement, Stack, Surface, Trigger, objective,
    placement, surface,
};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use std::fmt;
use std::str::FromStr;

/// **surface x strategy x objective x placement x trigger**.
///
/// ```
/// let attack: attacks::Attack = "TL03/direct/hijack/after/always".parse()?;
/// assert_eq!(attack.surface.id, "TL03");
/// # Ok::<(), attacks::AttackError>(())
/// ```
#[derive(Clone)]
pub struct Attack {
    /// Which field carries the payload.
    pub surface: &'static Surface,
    /// How it is worded.
    pub strategy: Stack,
    /// What it wants.
    pub objective: &'static dyn Objective,
    /// Where in the text it stands.
    pub placement: &'static dyn Placement,
    /// When it is written.
    pub trigger: Trigger,
}

/// An attack made ready for one trial.
pub struct Armed {
    /// Stands next to the service.
    pub layer: AttackLayer,
    /// What a judge checks.
    pub goal: Goal,
}

impl Attack {
    /// Makes the attack concrete.
    ///
    /// # Errors
    /// [`AttackError::NotApplicable`] when the service offers no opportunity for the objective.
    pub fn arm(&self, opportunity: &Opportunity, seed: u64) -> Result<Armed, AttackError> {
        let goal = self.objective.aim(opportunity, seed)?;
        let payload = self.strategy.word(&goal.instruction);
        let layer = AttackLayer::new(
            self.surface,
            self.placement,
            self.trigger,
            payload,
            ChaCha8Rng::seed_from_u64(seed),
        );
        Ok(Armed { layer, goal })
    }
}

impl fmt::Display for Attack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (surface, strategy, objective) = (self.surface.id, &self.strategy, self.objective.id());
        write!(f, "{surface}/{strategy}/{objective}/{}/{}", self.placement.id(), self.trigger)
    }
}

impl fmt::Debug for Attack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attack({self})")
    }
}

impl PartialEq for Attack {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl FromStr for Attack {
    type Err = AttackError;

    fn from_str(text: &str) -> Result<Self, AttackError> {
        let mut parts = text.split('/');
        let mut part = |default: &'static str| parts.next().unwrap_or(default).to_owned();
        let attack = Self {
            surface: surface(&part(""))?,
            strategy: part("direct").parse()?,
            objective: objective(&part("hijack"))?,
            placement: placement(&part("after"))?,
            trigger: part("always").parse()?,
        };
        match parts.next() {
            None => Ok(attack),
            Some(extra) => Err(AttackError::unknown("sixth axis", extra, std::iter::once("none"))),
        }
    }
}
