//! numpy's `Generator` over PCG64, with `integers` and `uniform`.

use super::pcg64::Pcg64;
use super::seed;

/// A generator that gives what `numpy.random.default_rng(seed)` gives, call by call.
#[derive(Clone, Debug)]
pub(crate) struct Generator {
    words: Pcg64,
    /// The upper half of the last word that was split.
    half: Option<u32>,
}

impl Generator {
    /// As `default_rng(seed)`.
    pub(crate) fn new(seed: u64) -> Self {
        let (state, stream) = seed::numbers(seed);
        Self { words: Pcg64::new(state, stream), half: None }
    }

    /// As `integers(low, high)`: a number from `low` to one below `high`; `low` where there is no choice.
    pub(crate) fn integers(&mut self, low: i64, high: i64) -> i64 {
        let last = high.wrapping_sub(low).wrapping_sub(1).max(0) as u64;
        low.wrapping_add(match u32::try_from(last) {
            Ok(0) => 0,
            Ok(u32::MAX) => i64::from(self.next_half()),
            Ok(last) => i64::from(self.below_half(last)),
            Err(_) => self.below(last) as i64,
        })
    }

    /// As `uniform(low, high)`.
    pub(crate) fn uniform(&mut self, low: f64, high: f64) -> f64 {
        let unit = (self.words.next() >> 11) as f64 / (1u64 << 53) as f64;
        low + (high - low) * unit
    }

    fn next_half(&mut self) -> u32 {
        if let Some(half) = self.half.take() {
            return half;
        }
        let word = self.words.next();
        self.half = Some((word >> 32) as u32);
        word as u32
    }

    /// Lemire's method (2019): 0 to `last`, out of words of 32 bits.
    fn below_half(&mut self, last: u32) -> u32 {
        let count = u64::from(last) + 1;
        let threshold = u64::from(u32::MAX - last) % count;
        loop {
            let product = u64::from(self.next_half()) * count;
            if u64::from(product as u32) >= threshold {
                return (product >> 32) as u32;
            }
        }
    }

    /// The same out of words of 64 bits.
    fn below(&mut self, last: u64) -> u64 {
        let count = u128::from(last) + 1;
        let threshold = u128::from(u64::MAX - last) % count;
        loop {
            let product = u128::from(self.words.next()) * count;
            if u128::from(product as u64) >= threshold {
                return (product >> 64) as u64;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Generator;

    /// Calls in sequence on one generator: `integers` with bounds and result.
    fn check(seed: u64, calls: &[(i64, i64, i64)]) {
        let mut generator = Generator::new(seed);
        for (low, high, expected) in calls {
            assert_eq!(generator.integers(*low, *high), *expected, "{seed}: {low}..{high}");
        }
    }

    #[test]
    fn draws_as_numpy_does() {
        check(0, &[(0, 2, 1), (0, 6, 3), (1, 7, 4), (0, 1, 0)]);
        check(1, &[(0, 2, 0), (0, 6, 3), (1, 7, 5), (0, 1, 0)]);
        let mut generator = Generator::new(0);
        for (low, high) in [(0, 2), (0, 6), (1, 7)] {
            generator.integers(low, high);
        }
        assert_eq!(generator.uniform(0.0, 1.0), 0.040_973_523_936_194_69);
        // The half that is left over outlives the call between.
        assert_eq!(generator.integers(0, 4), 1);
        assert_eq!(generator.integers(0, 22), 1);
        assert_eq!(generator.uniform(-1.0, 3.0), 2.253_080_956_801_089_7);
        for (low, high, expected) in [
            (0, 100_000, 1652),
            (0, 3, 1),
            (0, 3, 2),
            (5, 6, 5),
            (0, 8_589_934_592, 5_210_961_635),
            (0, 7, 6),
        ] {
            assert_eq!(generator.integers(low, high), expected);
        }
    }

    #[test]
    fn draws_as_recorded() {
        let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
        let folder = std::env::var_os("SAFEMCP_SHARED").map_or(beside, std::path::PathBuf::from);
        let file = folder.join("golden/numpy_pcg64_vectors.json");
        let Ok(text) = std::fs::read_to_string(&file) else {
            eprintln!("SKIPPED: there is no {}; set SAFEMCP_SHARED to check numpy's numbers", file.display());
            return;
        };
        let recorded: serde_json::Value = serde_json::from_str(&text).unwrap();
        for vector in recorded["vectors"].as_array().unwrap() {
            let seed = vector["seed"].as_u64().unwrap();
            assert_eq!(serde_json::json!(super::seed::words::<8>(seed)), vector["seedseq_u32x8"], "{seed}");
            let mut raw = Generator::new(seed).words;
            for word in vector["raw_u64x4"].as_array().unwrap() {
                assert_eq!(raw.next().to_string(), word.as_str().unwrap(), "{seed}");
            }
            let mut generator = Generator::new(seed);
            for call in vector["generator_seq"].as_array().unwrap() {
                match call[0].as_str().unwrap() {
                    "integers" => {
                        let (low, high) = (call[1].as_i64().unwrap(), call[2].as_i64().unwrap());
                        assert_eq!(
                            generator.integers(low, high),
                            call[3].as_i64().unwrap(),
                            "{seed}: {call}"
                        );
                    }
                    _ => {
                        let (low, high) = (call[1].as_f64().unwrap(), call[2].as_f64().unwrap());
                        assert_eq!(generator.uniform(low, high), call[3].as_f64().unwrap(), "{seed}: {call}");
                    }
                }
            }
        }
    }
}
