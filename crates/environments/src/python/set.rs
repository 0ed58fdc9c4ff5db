//! The order of a Python `set` of strings that only grows, with hash randomization off (`PYTHONHASHSEED=0`).
//!
//! The order is that of the hash table, so it takes the table of CPython 3.11 (open addressing: nine neighbors, then a
//! jump by the remaining hash bits; grown fourfold at three fifths) and its string hash (SipHash-1-3 of Aumasson and
//! Bernstein, with a key of zeros).

/// Slots of an empty table.
const SMALLEST: usize = 8;
/// Neighbors that are tried before a jump.
const NEIGHBORS: usize = 9;

/// A set that lists itself as Python lists a set of strings. The strings may be there by anything that stands for them;
/// what counts is their [`hash`].
pub(crate) struct Set<T> {
    table: Vec<Option<(u64, T)>>,
    used: usize,
}

impl<T: Clone + PartialEq> Set<T> {
    /// The empty set.
    pub(crate) fn new() -> Self {
        Self { table: vec![None; SMALLEST], used: 0 }
    }

    /// Adds what has this hash, if it is new.
    pub(crate) fn add(&mut self, hash: u64, item: T) {
        if let Some(slot) = self.free(hash, &item) {
            *slot = Some((hash, item));
            self.used += 1;
            if self.used * 5 >= (self.table.len() - 1) * 3 {
                self.grow();
            }
        }
    }

    /// Whether what has this hash is in.
    pub(crate) fn contains(&mut self, hash: u64, item: &T) -> bool {
        self.free(hash, item).is_none()
    }

    /// All in Python's order.
    pub(crate) fn list(&self) -> Vec<T> {
        self.table.iter().flatten().map(|(_, item)| item.clone()).collect()
    }

    /// The free slot for an item; `None` when it is there already.
    fn free(&mut self, hash: u64, item: &T) -> Option<&mut Option<(u64, T)>> {
        let mask = self.table.len() - 1;
        let mut rest = hash;
        let mut start = low(hash) & mask;
        let place = loop {
            let end = if start + NEIGHBORS <= mask { start + NEIGHBORS } else { start };
            let slots = self.table.get(start..=end)?;
            let is_last = |slot: &Option<(u64, T)>| slot.as_ref().is_none_or(|(_, there)| there == item);
            if let Some(place) = slots.iter().position(is_last) {
                break start + place;
            }
            rest >>= 5;
            start = start.wrapping_mul(5).wrapping_add(1).wrapping_add(low(rest)) & mask;
        };
        self.table.get_mut(place).filter(|slot| slot.is_none())
    }

    fn grow(&mut self) {
        let least = self.used * if self.used > 50_000 { 2 } else { 4 };
        let mut size = SMALLEST;
        while size <= least {
            size *= 2;
        }
        let old = std::mem::replace(&mut self.table, vec![None; size]);
        self.used = 0;
        for (hash, item) in old.into_iter().flatten() {
            if let Some(slot) = self.free(hash, &item) {
                *slot = Some((hash, item));
                self.used += 1;
            }
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the table is far smaller than 2^32 slots; only low bits count"
)]
fn low(hash: u64) -> usize {
    hash as usize
}

/// Python's hash of a string, as unsigned bits.
pub(crate) fn hash(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    let hash = siphash(&buffer(text));
    // -1 is how CPython says "no hash".
    if hash == u64::MAX { u64::MAX - 1 } else { hash }
}

/// The string as CPython holds it: one, two or four bytes for every character, by the widest.
fn buffer(text: &str) -> Vec<u8> {
    let widest = text.chars().map(u32::from).max().unwrap_or_default();
    let width = match widest {
        0..=0xff => 1,
        0x100..=0xffff => 2,
        _ => 4,
    };
    text.chars().flat_map(|char| u32::from(char).to_le_bytes().into_iter().take(width)).collect()
}

/// SipHash with one round for every word and three at the end, keyed with zeros.
fn siphash(bytes: &[u8]) -> u64 {
    let mut lanes =
        [0x736f_6d65_7073_6575, 0x646f_7261_6e64_6f6d, 0x6c79_6765_6e65_7261, 0x7465_6462_7974_6573];
    let (words, tail) = bytes.as_chunks::<8>();
    for word in words {
        absorb(&mut lanes, u64::from_le_bytes(*word));
    }
    // The last word: the length in the highest byte, the bytes left over in the lowest.
    let left = tail.iter().rev().fold(0, |left, byte| (left << 8) | u64::from(*byte));
    absorb(&mut lanes, ((bytes.len() as u64) << 56) | left);
    let [_, _, third, _] = &mut lanes;
    *third ^= 0xff;
    (0..3).for_each(|_| round(&mut lanes));
    lanes.into_iter().fold(0, |all, lane| all ^ lane)
}

fn absorb(lanes: &mut [u64; 4], word: u64) {
    lanes[3] ^= word;
    round(lanes);
    lanes[0] ^= word;
}

fn round(lanes: &mut [u64; 4]) {
    let [a, b, c, d] = lanes;
    *a = a.wrapping_add(*b);
    *b = b.rotate_left(13) ^ *a;
    *a = a.rotate_left(32);
    *c = c.wrapping_add(*d);
    *d = d.rotate_left(16) ^ *c;
    *a = a.wrapping_add(*d);
    *d = d.rotate_left(21) ^ *a;
    *c = c.wrapping_add(*b);
    *b = b.rotate_left(17) ^ *c;
    *c = c.rotate_left(32);
}

#[cfg(test)]
mod tests {
    use super::{Set, hash};

    /// Expected values: CPython 3.11 with `PYTHONHASHSEED=0`.
    #[test]
    fn lists_as_python_does() {
        let mut set = Set::new();
        for number in 0..40 {
            let text = format!("item {number}");
            set.add(hash(&text), text);
            set.add(hash("item 3"), "item 3".to_owned());
        }
        assert_eq!(set.list(), LISTED);
        for (text, is_in) in [("item 3", true), ("item 40", false)] {
            assert_eq!(set.contains(hash(text), &text.to_owned()), is_in, "{text}");
        }
    }

    #[test]
    fn hashes_as_python_does() {
        for (text, expected) in HASHES {
            assert_eq!(hash(text).cast_signed(), expected, "{text}");
        }
    }

    const LISTED: [&str; 40] = [
        "item 35", "item 13", "item 15", "item 37", "item 25", "item 17", "item 0", "item 31", "item 18",
        "item 1", "item 29", "item 24", "item 6", "item 26", "item 33", "item 8", "item 36", "item 12",
        "item 19", "item 7", "item 22", "item 4", "item 2", "item 14", "item 21", "item 34", "item 28",
        "item 27", "item 39", "item 38", "item 16", "item 30", "item 9", "item 32", "item 10", "item 3",
        "item 5", "item 20", "item 23", "item 11",
    ];
    const HASHES: [(&str, i64); 9] = [
        ("", 0),
        ("a", 4644417185603328019),
        ("abcdefg", 7904145750247929094),
        ("abcdefgh", 4574395652268504554),
        ("abcdefghi", -532774252720507163),
        ("craft 4 planks using 1 log", -5504381994776293350),
        ("été", -1033370291238291217),
        ("中文", 501833946989431548),
        ("😀x", -8926728262118538918),
    ];
}
