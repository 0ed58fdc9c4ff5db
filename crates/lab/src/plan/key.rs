//! Keys of trials.

use store::Key;

/// Format of plans and keys. A change of meaning changes every key, so that old results are never taken for new ones.
pub(crate) const FORMAT: u64 = 1;

/// The key of a trial: blake3 over everything that can change its result, cut to 16 bytes. Parts are length-prefixed
/// so that no two lists of parts run together.
pub(crate) fn key(parts: &[&str], seed: u64) -> Key {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&FORMAT.to_le_bytes());
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.update(&seed.to_le_bytes());
    let mut key = [0; 16];
    hasher.finalize_xof().fill(&mut key);
    Key(key)
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(key(&["ab", "c"], 0), key(&["a", "bc"], 0));
        assert_ne!(key(&["a"], 0), key(&["a"], 1));
        assert_eq!(key(&["a"], 7), key(&["a"], 7));
    }
}
