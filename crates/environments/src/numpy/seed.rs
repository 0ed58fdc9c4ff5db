//! numpy's `SeedSequence`: a number spread over a pool of words.
//!
//! After the algorithm of O'Neill's `seed_seq_fe` (2015) with the constants that numpy documents.

/// Words in the pool.
const POOL: usize = 4;

/// The hash that changes its own constant with every word.
struct Hash {
    constant: u32,
    factor: u32,
}

impl Hash {
    fn word(&mut self, word: u32) -> u32 {
        let word = word ^ self.constant;
        self.constant = self.constant.wrapping_mul(self.factor);
        let word = word.wrapping_mul(self.constant);
        word ^ (word >> 16)
    }
}

fn mix(left: u32, right: u32) -> u32 {
    let mixed = left.wrapping_mul(0xca01_f9dd).wrapping_sub(right.wrapping_mul(0x4973_f715));
    mixed ^ (mixed >> 16)
}

/// The pool of a seed. Seeds have at most two words, so none is left over after the pool is filled.
fn pool(seed: u64) -> [u32; POOL] {
    let mut hash = Hash { constant: 0x43b0_d7e5, factor: 0x931e_8875 };
    let mut pool = [seed as u32, (seed >> 32) as u32, 0, 0].map(|word| hash.word(word));
    for from in 0..POOL {
        let source = |pool: &[u32; POOL]| pool.get(from).copied().unwrap_or_default();
        for to in (0..POOL).filter(|to| *to != from) {
            let hashed = hash.word(source(&pool));
            if let Some(word) = pool.get_mut(to) {
                *word = mix(*word, hashed);
            }
        }
    }
    pool
}

/// The first `N` words of 32 bits that the sequence of this seed generates.
pub(super) fn words<const N: usize>(seed: u64) -> [u32; N] {
    let mut hash = Hash { constant: 0x8b51_f9dd, factor: 0x58f3_8ded };
    let mut source = pool(seed).into_iter().cycle();
    std::array::from_fn(|_| hash.word(source.next().unwrap_or_default()))
}

/// The numbers of 128 bits that seed a PCG64: state and stream.
pub(super) fn numbers(seed: u64) -> (u128, u128) {
    let [a, b, c, d, e, f, g, h] = words::<8>(seed).map(u128::from);
    // Each half is two words, the low one first; the high half comes first.
    (b << 96 | a << 64 | d << 32 | c, f << 96 | e << 64 | h << 32 | g)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn spreads_seeds_as_numpy_does() {
        for (seed, first) in [(0, 2_968_811_710), (1, 1_835_504_127), (3, 1_576_890_651), (42, 3_444_837_047)]
        {
            assert_eq!(words::<1>(seed), [first], "{seed}");
        }
    }
}
