//! Texts that are looked up while a world is played.

/// Values by text: an open hash table that is filled once. Its hash is fixed, so that runs repeat; it guards against
/// nothing, as the texts are the book's and never a player's. What a look-up reads stands close together: where it misses
/// the processor's cache is where its time goes.
#[derive(Debug)]
pub(super) struct Table<T> {
    /// All texts, one after the other.
    texts: Vec<u8>,
    entries: Vec<Entry<T>>,
    /// A power of two of slots, at most half of them taken.
    slots: Vec<Slot>,
}

#[derive(Debug)]
struct Entry<T> {
    text: Span,
    value: T,
}

/// A place in a text that holds many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    hash: u32,
    /// The place of the entry, or [`FREE`].
    entry: u32,
}

/// Stands in a slot that nothing has taken.
const FREE: u32 = u32::MAX;
/// Two odd numbers without a pattern (2^64 by the golden ratio, and by the square root of two).
const FACTORS: [u64; 2] = [0x9e37_79b9_7f4a_7c15, 0xb504_f333_f9de_6485];

impl Span {
    /// Adds a text to many; `None` where they are too many to count.
    pub(super) fn push(text: &str, texts: &mut String) -> Option<Self> {
        let start = u32::try_from(texts.len()).ok()?;
        let end = u32::try_from(texts.len().checked_add(text.len())?).ok()?;
        texts.push_str(text);
        Some(Self { start, end })
    }

    /// The bytes at this place.
    fn bytes_of(self, texts: &[u8]) -> &[u8] {
        texts.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// The text at this place.
    pub(super) fn of(self, texts: &str) -> &str {
        texts.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { texts: Vec::new(), entries: Vec::new(), slots: Vec::new() }
    }
}

impl<T> Table<T> {
    /// A table of these; of equal texts the first counts.
    pub(super) fn new(entries: impl Iterator<Item = (String, T)>) -> Self {
        let mut texts = String::new();
        let entries = entries.filter_map(|(text, value)| {
            let text = Span::push(&text, &mut texts)?;
            Some(Entry { text, value })
        });
        let entries: Vec<_> = entries.collect();
        let slots = vec![Slot { hash: 0, entry: FREE }; (entries.len() * 2).next_power_of_two()];
        let mut table = Self { texts: texts.into_bytes(), entries, slots };
        for (nth, entry) in (0..FREE).zip(&table.entries) {
            let hash = hash(entry.text.bytes_of(&table.texts));
            let mut place = first(&table.slots, hash);
            while table.slots.get(place).is_some_and(|slot| slot.entry != FREE) {
                place = after(&table.slots, place);
            }
            if let Some(slot) = table.slots.get_mut(place) {
                *slot = Slot { hash, entry: nth };
            }
        }
        table
    }

    /// What stands for this text.
    pub(super) fn get(&self, text: &str) -> Option<&T> {
        let wanted = hash(text.as_bytes());
        let mut place = first(&self.slots, wanted);
        loop {
            let slot = self.slots.get(place)?;
            if slot.entry == FREE {
                return None;
            }
            if slot.hash == wanted {
                let entry = self.entries.get(slot.entry as usize)?;
                if entry.text.bytes_of(&self.texts) == text.as_bytes() {
                    return Some(&entry.value);
                }
            }
            place = after(&self.slots, place);
        }
    }
}

fn first(slots: &[Slot], hash: u32) -> usize {
    hash as usize & slots.len().wrapping_sub(1)
}

fn after(slots: &[Slot], place: usize) -> usize {
    (place + 1) & slots.len().wrapping_sub(1)
}

#[expect(clippy::cast_possible_truncation, reason = "a table is far smaller than 2^32 slots")]
fn hash(text: &[u8]) -> u32 {
    let mut hash = text.len() as u64;
    for block in text.as_chunks::<16>().0 {
        if let [first, second] = block.as_chunks::<8>().0 {
            hash = mixed(hash, u64::from_le_bytes(*first), u64::from_le_bytes(*second));
        }
    }
    let (first, last) = ends(text);
    mixed(hash, first, last) as u32
}

#[expect(clippy::cast_possible_truncation, reason = "both halves of the product are taken")]
fn mixed(hash: u64, first: u64, second: u64) -> u64 {
    let [one, other] = FACTORS;
    let product = u128::from(hash ^ first ^ one) * u128::from(second ^ other);
    product as u64 ^ (product >> 64) as u64
}

/// The last sixteen bytes in two words; of a shorter text all, some of them twice.
fn ends(text: &[u8]) -> (u64, u64) {
    if let Some((rest, last)) = text.split_last_chunk::<8>() {
        let before = rest.last_chunk::<8>().or(text.first_chunk::<8>());
        return (before.map_or(0, |word| u64::from_le_bytes(*word)), u64::from_le_bytes(*last));
    }
    if let (Some(first), Some(last)) = (text.first_chunk::<4>(), text.last_chunk::<4>()) {
        return (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into());
    }
    (text.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)), 0)
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn finds_what_was_put_in_and_nothing_else() {
        let texts = [
            "",
            "a",
            "aa",
            "\0a",
            "five5",
            "eight888",
            "eight88\0",
            "eighteen letters in",
            "eighteen letters on",
        ];
        let table = Table::new(texts.iter().map(ToString::to_string).zip(0..));
        for (nth, text) in texts.iter().enumerate() {
            assert_eq!(table.get(text), Some(&nth), "{text}");
        }
        for text in ["\0", "aaa", "five", "eight88", "eighteen letters at", "é"] {
            assert_eq!(table.get(text), None, "{text}");
        }
        let twice = ["x", "x"].map(str::to_owned).into_iter().zip(0..);
        assert_eq!(Table::new(twice).get("x"), Some(&0));
        assert_eq!(Table::<()>::default().get("x"), None);
    }
}
