//! A Latin alphabet in another order.

const LETTERS: usize = 26;

/// Which letter (0 for `a`) stands for each letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alphabet([u8; LETTERS]);

impl Alphabet {
    /// The alphabet that begins with the letters of a keyword, each once, and goes on with all others in order.
    ///
    /// ```
    /// use detect::encodings::{Alphabet, Scheme, encode};
    /// assert_eq!(encode(Scheme::Keyed(Alphabet::keyed("zephyr")), "A bad cab"), "Z ezh pze");
    /// ```
    pub fn keyed(keyword: &str) -> Self {
        let letters =
            keyword.bytes().filter(u8::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase() - b'a');
        let mut order: Vec<u8> = Vec::with_capacity(LETTERS);
        for letter in letters.chain(0..26) {
            if !order.contains(&letter) {
                order.push(letter);
            }
        }
        Self::from(order.into_iter())
    }

    /// Every letter moved on.
    pub(super) fn shifted(shift: u8) -> Self {
        Self::from((0..26).map(|letter| (letter + shift) % 26))
    }

    /// The alphabet from its end.
    pub(super) fn mirrored() -> Self {
        Self::from((0..26).rev())
    }

    fn from(letters: impl Iterator<Item = u8>) -> Self {
        let mut order = [0; LETTERS];
        order.iter_mut().zip(letters).for_each(|(place, letter)| *place = letter);
        Self(order)
    }

    /// The alphabet that undoes this one.
    pub(super) fn inverse(self) -> Self {
        Self::from((0..26).map(|letter| {
            (0..26).zip(self.0).find(|(_, written)| *written == letter).map_or(letter, |(plain, _)| plain)
        }))
    }

    /// What stands for this letter (0 for `a`).
    pub(super) fn letter(&self, letter: u8) -> u8 {
        self.0.get(usize::from(letter)).copied().unwrap_or(letter)
    }

    /// A text written in it; what is no Latin letter stays.
    pub(super) fn write(&self, text: &str) -> String {
        let turn = |byte: u8, base: u8| char::from(self.letter(byte - base) + base);
        text.chars()
            .map(|char| match u8::try_from(char) {
                Ok(byte @ b'a'..=b'z') => turn(byte, b'a'),
                Ok(byte @ b'A'..=b'Z') => turn(byte, b'A'),
                _ => char,
            })
            .collect()
    }
}
