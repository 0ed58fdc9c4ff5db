//! Texts that are looked up while a world is played.

/// Values by text: an open hash table that is filled once. Its hash is fixed, so that runs repeat; it guards against
/// nothing, as the texts are the book's and never a player's.
#[derive(Debug)]
pub(super) struct Table<T> {
    entries: Vec<(String, T)>,
    /// A power of two of slots, at most half of them taken: a hash, and the place of the entry.
    slots: Vec<Option<(u32, u32)>>,
}

/// An odd number without a pattern (2^64 by the golden ratio).
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), slots: Vec::new() }
    }
}

impl<T> Table<T> {
    /// A table of these; of equal texts the first counts.
    pub(super) fn new(entries: impl Iterator<Item = (String, T)>) -> Self {
        let entries: Vec<_> = entries.collect();
        let slots = vec![None; (entries.len() * 2).next_power_of_two()];
        let mut table = Self { entries, slots };
        for nth in 0..table.entries.len() {
            let Some((text, _)) = table.entries.get(nth) else { continue };
            let (hash, mut place) = (hash(text), table.first(hash(text)));
            while table.slots.get(place).is_some_and(Option::is_some) {
                place = table.after(place);
            }
            if let (Some(slot), Ok(nth)) = (table.slots.get_mut(place), u32::try_from(nth)) {
                *slot = Some((hash, nth));
            }
        }
        table
    }

    /// What stands for this text.
    pub(super) fn get(&self, text: &str) -> Option<&T> {
        let wanted = hash(text);
        let mut place = self.first(wanted);
        loop {
            let (hash, nth) = (*self.slots.get(place)?)?;
            if hash == wanted {
                let (known, value) = self.entries.get(nth as usize)?;
                if known == text {
                    return Some(value);
                }
            }
            place = self.after(place);
        }
    }

    fn first(&self, hash: u32) -> usize {
        hash as usize & self.slots.len().wrapping_sub(1)
    }

    fn after(&self, place: usize) -> usize {
        (place + 1) & self.slots.len().wrapping_sub(1)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a table is far smaller than 2^32 slots")]
fn hash(text: &str) -> u32 {
    let text = text.as_bytes();
    let mut hash = mixed(text.len() as u64, tail(text));
    for word in text.as_chunks::<8>().0 {
        hash = mixed(hash, u64::from_le_bytes(*word));
    }
    hash as u32
}

fn mixed(hash: u64, word: u64) -> u64 {
    let mixed = (hash ^ word).wrapping_mul(FACTOR);
    mixed ^ (mixed >> 32)
}

/// The last eight bytes; all, if there are fewer.
fn tail(text: &[u8]) -> u64 {
    match text.last_chunk::<8>() {
        Some(word) => u64::from_le_bytes(*word),
        None => text.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn finds_what_was_put_in_and_nothing_else() {
        let texts =
            ["", "a", "aa", "\0a", "eight888", "eight88\0", "eighteen letters in", "eighteen letters on"];
        let table = Table::new(texts.iter().map(ToString::to_string).zip(0..));
        for (nth, text) in texts.iter().enumerate() {
            assert_eq!(table.get(text), Some(&nth), "{text}");
        }
        for text in ["\0", "aaa", "eight88", "eighteen letters at", "é"] {
            assert_eq!(table.get(text), None, "{text}");
        }
        let twice = ["x", "x"].map(str::to_owned).into_iter().zip(0..);
        assert_eq!(Table::new(twice).get("x"), Some(&0));
        assert_eq!(Table::<()>::default().get("x"), None);
    }
}
