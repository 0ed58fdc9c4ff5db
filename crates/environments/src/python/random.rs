//! Python's `random`: the Mersenne Twister MT19937 with `seed(int)`, `sample` and `shuffle`.
//!
//! After the algorithm published by Matsumoto and Nishimura (1998, initialization of 2002) and the documented behavior
//! of Python 3.11.

/// Words of state.
const WORDS: usize = 624;
/// Distance of the word that is mixed in.
const MIDDLE: usize = 397;

/// A generator that gives what Python's gives.
pub(crate) struct Random {
    state: Vec<u32>,
    next: usize,
}

impl Random {
    /// As `random.seed(seed)`.
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Self { state: spread(19_650_218), next: WORDS };
        random.mix_in(seed);
        random
    }

    /// As `random.sample(items, count)`; at most as many as there are.
    pub(crate) fn sample<T: Clone>(&mut self, items: &[T], count: usize) -> Vec<T> {
        let count = count.min(items.len());
        let places = if items.len() <= pool_limit(count) {
            self.draw_from_pool(items.len(), count)
        } else {
            self.draw_by_rejection(items.len(), count)
        };
        places.into_iter().filter_map(|place| items.get(place).cloned()).collect()
    }

    /// As `random.shuffle(items)`.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }

    /// Draws places out of a pool that shrinks.
    fn draw_from_pool(&mut self, size: usize, count: usize) -> Vec<usize> {
        let mut pool: Vec<usize> = (0..size).collect();
        (0..count)
            .map(|_| {
                let at = self.below(pool.len());
                pool.swap_remove(at)
            })
            .collect()
    }

    /// Draws places of the whole, again when one is taken.
    fn draw_by_rejection(&mut self, size: usize, count: usize) -> Vec<usize> {
        let mut places = Vec::with_capacity(count);
        while places.len() < count {
            let place = self.below(size);
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places
    }

    /// A number in `0..bound`: as many bits as `bound` has, again when they are too many. `bound` is below 2^32.
    fn below(&mut self, bound: usize) -> usize {
        let bits = usize::BITS - bound.leading_zeros();
        if bits == 0 {
            return 0;
        }
        loop {
            let drawn = (self.word() >> 32u32.saturating_sub(bits)) as usize;
            if drawn < bound {
                return drawn;
            }
        }
    }

    fn word(&mut self) -> u32 {
        if self.next >= WORDS {
            self.turn();
        }
        let mut word = self.at(self.next);
        self.next += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    fn turn(&mut self) {
        for place in 0..WORDS {
            let joined = (self.at(place) & 0x8000_0000) | (self.at((place + 1) % WORDS) & 0x7fff_ffff);
            let odd = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
            self.put(place, self.at((place + MIDDLE) % WORDS) ^ (joined >> 1) ^ odd);
        }
        self.next = 0;
    }

    /// Works a key into the state: the 32-bit words of the seed, lowest first.
    #[expect(clippy::cast_possible_truncation, reason = "the key is cut into words; places are below 624")]
    fn mix_in(&mut self, seed: u64) {
        let high = (seed >> 32) as u32;
        let key = if high == 0 { vec![seed as u32] } else { vec![seed as u32, high] };
        let (mut place, mut turn) = (1, 0);
        for _ in 0..WORDS.max(key.len()) {
            let word = key.get(turn).copied().unwrap_or_default();
            let mixed = (self.at(place) ^ self.stirred(place, 1_664_525))
                .wrapping_add(word)
                .wrapping_add(turn as u32);
            self.put(place, mixed);
            place = self.after(place);
            turn = (turn + 1) % key.len();
        }
        for _ in 1..WORDS {
            let mixed = (self.at(place) ^ self.stirred(place, 1_566_083_941)).wrapping_sub(place as u32);
            self.put(place, mixed);
            place = self.after(place);
        }
        self.put(0, 0x8000_0000);
    }

    fn stirred(&self, place: usize, factor: u32) -> u32 {
        let before = self.at(place - 1);
        (before ^ (before >> 30)).wrapping_mul(factor)
    }

    /// The place after this one; past the end, the last word is carried to the front.
    fn after(&mut self, place: usize) -> usize {
        if place + 1 < WORDS {
            return place + 1;
        }
        self.put(0, self.at(WORDS - 1));
        1
    }

    fn at(&self, place: usize) -> u32 {
        self.state.get(place).copied().unwrap_or_default()
    }

    fn put(&mut self, place: usize, word: u32) {
        if let Some(slot) = self.state.get_mut(place) {
            *slot = word;
        }
    }
}

/// The state that one word gives.
#[expect(clippy::cast_possible_truncation, reason = "places are below 624")]
fn spread(word: u32) -> Vec<u32> {
    let mut state = Vec::with_capacity(WORDS);
    let mut last = word;
    state.push(last);
    for place in 1..WORDS {
        last = (last ^ (last >> 30)).wrapping_mul(1_812_433_253).wrapping_add(place as u32);
        state.push(last);
    }
    state
}

/// The largest population for which `sample` copies a pool instead of drawing again.
fn pool_limit(count: usize) -> usize {
    if count <= 5 {
        return 21;
    }
    let mut power = 1usize;
    while power < count.saturating_mul(3) {
        power = power.saturating_mul(4);
    }
    power.saturating_add(21)
}

#[cfg(test)]
mod tests {
    use super::Random;

    /// Expected values: Python 3.11 with `random.seed(42)`.
    #[test]
    fn gives_what_python_gives() {
        let mut random = Random::new(42);
        let all: Vec<u32> = (0..100).collect();
        assert_eq!(random.sample(&all, 4), SAMPLE_OF_FOUR);
        let mut ten: Vec<u32> = (0..10).collect();
        random.shuffle(&mut ten);
        assert_eq!(ten, SHUFFLED);
        assert_eq!(Random::new(5_000_000_000).sample(&all, 10), SAMPLE_OF_LARGE_SEED);
    }

    const SAMPLE_OF_FOUR: [u32; 4] = [81, 14, 3, 94];
    const SHUFFLED: [u32; 10] = [7, 6, 2, 9, 0, 5, 1, 8, 3, 4];
    const SAMPLE_OF_LARGE_SEED: [u32; 10] = [11, 77, 1, 61, 97, 39, 59, 54, 73, 74];
}
