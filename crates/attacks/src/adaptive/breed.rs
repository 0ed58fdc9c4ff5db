//! Where a genetic hunt's new attacks come from.

use crate::{Attack, Stack};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// Most strategies on top of each other.
const DEEPEST: usize = 3;

/// A child of two of these parents, the highest first, with at most one axis changed to that of an attack of the pool.
/// `None` when there is nobody.
pub(super) fn child(parents: &[&Attack], pool: &[Attack], rng: &mut ChaCha8Rng) -> Option<Attack> {
    let (one, other, fresh) = (parent(parents, rng)?, parent(parents, rng)?, pick(pool, rng)?);
    let mut child = crossed(one, other, rng);
    match rng.random_range(0..8) {
        0 => {
            (child.surface, child.form, child.service) = (fresh.surface, fresh.form, fresh.service.clone());
        }
        1 => child.strategy = fresh.strategy.clone(),
        2..=4 => child.strategy = stacked(child.strategy, &fresh.strategy),
        5 => child.placement = fresh.placement,
        6 => child.trigger = fresh.trigger.clone(),
        _ => {}
    }
    Some(child)
}

/// The higher of two drawn at random.
fn parent<'p>(parents: &[&'p Attack], rng: &mut ChaCha8Rng) -> Option<&'p Attack> {
    let mut place = || rng.random_range(0..parents.len().max(1));
    let place = place().min(place());
    parents.get(place).copied()
}

/// Axis by axis from either parent; who carries the payload goes with the field.
fn crossed(one: &Attack, other: &Attack, rng: &mut ChaCha8Rng) -> Attack {
    let mut either = || if rng.random() { one } else { other };
    // Parents want the same: a hunt has one objective.
    let (carrier, objective, behavior) = (either(), one.objective, one.behavior.clone());
    Attack {
        surface: carrier.surface,
        form: carrier.form,
        strategy: either().strategy.clone(),
        objective,
        behavior,
        wording: None,
        placement: either().placement,
        trigger: either().trigger.clone(),
        service: carrier.service.clone(),
    }
}

/// One stack and then the other; only the other where there is no more room or one of them says nothing.
fn stacked(below: Stack, above: &Stack) -> Stack {
    let plain = |stack: &Stack| stack.strategies().any(|strategy| strategy.id() == "direct");
    let depth = below.strategies().count() + above.strategies().count();
    if depth > DEEPEST || plain(&below) || plain(above) { above.clone() } else { below.then(above) }
}

fn pick<'p>(pool: &'p [Attack], rng: &mut ChaCha8Rng) -> Option<&'p Attack> {
    pool.get(rng.random_range(0..pool.len().max(1)))
}
