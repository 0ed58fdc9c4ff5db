//! What drawn questions have in common.

use serde_json::Value;

/// The key of a drawing: index and seed together.
pub(crate) fn key(index: usize, seed: u64) -> u64 {
    seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(index as u64)
}

/// The only item with the highest measure; `None` where two share it.
pub(crate) fn highest<T: Copy, M: Ord>(items: &[T], measure: impl Fn(T) -> M) -> Option<T> {
    let most = items.iter().copied().map(&measure).max()?;
    let mut best = items.iter().copied().filter(|item| measure(*item) == most);
    best.next().filter(|_| best.next().is_none())
}

/// The answer to whether something is so.
pub(crate) fn yes(truth: bool) -> Value {
    if truth { "Yes" } else { "No" }.into()
}
