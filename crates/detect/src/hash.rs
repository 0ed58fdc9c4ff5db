//! A table that is made once and looked up often, by keys that are numbers.

use std::collections::BTreeMap;

/// Values by key. Keys are our own, never chosen by another: it does not resist collisions that are sought.
pub(crate) struct Lookup<V> {
    /// A power of two, at most half of it taken; a key stands at its place or, where that is taken, behind it.
    slots: Box<[Option<(u64, V)>]>,
}

impl<V: Copy> Lookup<V> {
    pub(crate) fn new(values: &BTreeMap<u64, V>) -> Self {
        let mut slots = vec![None; (2 * values.len()).next_power_of_two()].into_boxed_slice();
        for (&key, &value) in values {
            let mut at = place(key, slots.len());
            while slots.get(at).is_some_and(Option::is_some) {
                at = (at + 1) & (slots.len() - 1);
            }
            slots.get_mut(at).into_iter().for_each(|slot| *slot = Some((key, value)));
        }
        Self { slots }
    }

    pub(crate) fn get(&self, key: u64) -> Option<V> {
        let mut at = place(key, self.slots.len());
        loop {
            match *self.slots.get(at)? {
                Some((known, value)) if known == key => return Some(value),
                Some(_) => at = (at + 1) & (self.slots.len() - 1),
                None => return None,
            }
        }
    }
}

/// The upper bits of a product depend on all bits of the key.
fn place(key: u64, slots: usize) -> usize {
    let mixed = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    usize::try_from(mixed).unwrap_or_default() & (slots - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_a_map_finds(values in prop::collection::btree_map(0..60_u64, any::<u8>(), 0..40)) {
            let lookup = Lookup::new(&values);
            for key in 0..60 {
                prop_assert_eq!(lookup.get(key), values.get(&key).copied());
            }
        }
    }
}
