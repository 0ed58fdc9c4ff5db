//! Names as numbers: a step compares numbers, and looks a name up once.

use super::recipe::spoken;

/// The name of an item or a tag, by its number in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name(u32);

/// All names of a book, and an open hash table over those that can be spoken. Its hash is fixed, so that runs repeat; it
/// guards against nothing, as the names are the book's and never a player's.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Ids in order.
    ids: Vec<String>,
    /// How they are spoken.
    said: Vec<String>,
    /// How long the namespace with its colon is.
    prefix: usize,
    /// A power of two of slots, at most half of them taken: a hash, and whose it is.
    slots: Vec<Option<(u32, Name)>>,
}

/// A space in each of eight bytes.
const SPACES: u64 = 0x2020_2020_2020_2020;
/// All but the highest bit of each byte.
const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
/// What turns a space into an underscore, bit by bit.
const TURN: u64 = (b' ' ^ b'_') as u64;
/// An odd number without a pattern (2^64 by the golden ratio).
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Names {
    /// Numbers these ids, which come in order and once each.
    pub(super) fn new<'b>(ids: impl Iterator<Item = &'b String>, namespace: &str) -> Self {
        let ids: Vec<String> = ids.cloned().collect();
        let prefix = namespace.len() + 1;
        let said = ids.iter().map(|id| spoken(id, namespace)).collect();
        let mut names = Self { slots: vec![None; (ids.len() * 2).next_power_of_two()], ids, said, prefix };
        for name in names.all() {
            let Some((space, spoken)) = names.id(name).split_at_checked(prefix) else { continue };
            // An id with a space of its own cannot be spoken.
            if space.strip_suffix(':') == Some(namespace) && !spoken.contains(' ') {
                let hash = hash(spoken.as_bytes());
                if let Some(slot) = names.free(hash) {
                    *slot = Some((hash, name));
                }
            }
        }
        names
    }

    /// All of them, in the order of their ids.
    pub(super) fn all(&self) -> impl Iterator<Item = Name> + use<> {
        (0..u32::try_from(self.ids.len()).unwrap_or_default()).map(Name)
    }

    /// The id: `vale:alder_board`.
    pub(super) fn id(&self, name: Name) -> &str {
        self.ids.get(name.place()).map(String::as_str).unwrap_or_default()
    }

    /// As it is spoken: `alder board`.
    pub(super) fn said(&self, name: Name) -> &str {
        self.said.get(name.place()).map(String::as_str).unwrap_or_default()
    }

    /// The name with this id.
    pub(super) fn of(&self, id: &str) -> Option<Name> {
        let place = self.ids.binary_search_by(|known| known.as_str().cmp(id)).ok()?;
        u32::try_from(place).ok().map(Name)
    }

    /// The name that is spoken so: `alder board`.
    pub(super) fn spoken(&self, text: &str) -> Option<Name> {
        let wanted = hash(text.as_bytes());
        let mut place = self.first(wanted);
        loop {
            let (hash, name) = (*self.slots.get(place)?)?;
            let id = self.id(name).as_bytes().get(self.prefix..).unwrap_or_default();
            if hash == wanted && is_spoken(id, text.as_bytes()) {
                return Some(name);
            }
            place = self.after(place);
        }
    }

    fn free(&mut self, hash: u32) -> Option<&mut Option<(u32, Name)>> {
        let mut place = self.first(hash);
        while self.slots.get(place)?.is_some() {
            place = self.after(place);
        }
        self.slots.get_mut(place)
    }

    fn first(&self, hash: u32) -> usize {
        hash as usize & self.slots.len().wrapping_sub(1)
    }

    fn after(&self, place: usize) -> usize {
        (place + 1) & self.slots.len().wrapping_sub(1)
    }
}

impl Name {
    /// Where it stands in a list with an entry for each name.
    pub(super) fn place(self) -> usize {
        self.0 as usize
    }
}

/// A hash for which a space is an underscore.
#[expect(clippy::cast_possible_truncation, reason = "the table is far smaller than 2^32 slots")]
fn hash(text: &[u8]) -> u32 {
    let mut hash = mixed(0, tail(text));
    for word in text.as_chunks::<8>().0 {
        hash = mixed(hash, u64::from_le_bytes(*word));
    }
    hash as u32
}

fn mixed(hash: u64, word: u64) -> u64 {
    let mixed = (hash ^ underscored(word)).wrapping_mul(FACTOR);
    mixed ^ (mixed >> 32)
}

/// Whether a text is this part of an id, once its spaces are underscores.
fn is_spoken(id: &[u8], text: &[u8]) -> bool {
    let same = |(of_id, of_text): (&[u8; 8], &[u8; 8])| {
        u64::from_le_bytes(*of_id) == underscored(u64::from_le_bytes(*of_text))
    };
    id.len() == text.len()
        && tail(id) == underscored(tail(text))
        && id.as_chunks().0.iter().zip(text.as_chunks().0).all(same)
}

/// The last eight bytes; all, if there are fewer.
fn tail(text: &[u8]) -> u64 {
    match text.last_chunk::<8>() {
        Some(word) => u64::from_le_bytes(*word),
        None => text.iter().fold(0, |word, byte| (word << 8) | u64::from(*byte)),
    }
}

/// Eight bytes, the spaces among them turned into underscores all at once.
fn underscored(word: u64) -> u64 {
    let zero_at_spaces = word ^ SPACES;
    let high_at_spaces = !(((zero_at_spaces & LOW) + LOW) | zero_at_spaces | LOW);
    word ^ ((high_at_spaces >> 7) * TURN)
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn finds_what_is_spoken() {
        let ids =
            ["a:", "a:b c", "a:b_c", "a:eighteen_letters_long", "a:é_", "other:b_c", "x"].map(str::to_owned);
        let names = Names::new(ids.iter(), "a");
        for (text, id) in [
            ("", Some("a:")),
            ("b c", Some("a:b_c")),
            ("b_c", Some("a:b_c")),
            ("eighteen letters_long", Some("a:eighteen_letters_long")),
            ("é ", Some("a:é_")),
            ("eighteen letters long ", None),
            ("b", None),
            ("x", None),
        ] {
            assert_eq!(names.spoken(text).map(|name| names.id(name)), id, "{text}");
        }
        assert!(names.all().all(|name| names.of(names.id(name)) == Some(name)));
        assert_eq!(Names::default().spoken("x"), None);
    }
}
