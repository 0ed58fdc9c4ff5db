//! Names as numbers: a step compares numbers, and looks a name up once.

use super::recipe::spoken;
use super::table::Table;

/// The name of an item or a tag, by its number in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name(u32);

/// All names of a book.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Ids in order.
    ids: Vec<String>,
    /// How they are spoken.
    said: Vec<String>,
    /// Those that can be spoken.
    spoken: Table<Name>,
}

impl Names {
    /// Numbers these ids, which come in order and once each.
    pub(super) fn new<'b>(ids: impl Iterator<Item = &'b String>, namespace: &str) -> Self {
        let ids: Vec<String> = ids.cloned().collect();
        let said = ids.iter().map(|id| spoken(id, namespace)).collect();
        // An id with a space or a line break of its own cannot be spoken.
        let can_be = |id: &String| {
            let spoken = id.strip_prefix(namespace)?.strip_prefix(':')?;
            (!spoken.contains([' ', '\n'])).then(|| spoken.replace('_', " "))
        };
        let spoken = ids.iter().zip(0..).filter_map(|(id, number)| Some((can_be(id)?, Name(number))));
        let spoken = Table::new(spoken);
        Self { ids, said, spoken }
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

    /// The name that is spoken exactly so: `alder board`.
    pub(super) fn known(&self, text: &str) -> Option<Name> {
        self.spoken.get(text).copied()
    }

    /// The name that is spoken so: `alder board`, or `alder_board`.
    pub(super) fn spoken(&self, text: &str) -> Option<Name> {
        let written = || if text.contains('_') { self.spoken.get(&text.replace('_', " ")) } else { None };
        self.spoken.get(text).or_else(written).copied()
    }
}

impl Name {
    /// Where it stands in a list with an entry for each name.
    pub(super) fn place(self) -> usize {
        self.0 as usize
    }
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
