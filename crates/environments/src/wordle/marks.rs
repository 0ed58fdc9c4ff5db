//! How a guess is answered.

/// One mark per letter: `g` for the right place, `y` for a letter that is elsewhere in the word, however often it was
/// guessed, `b` for one that is not in it. `b y g g b`.
pub(super) fn marks(hidden: &str, guess: &str) -> String {
    let mark = |(place, letter)| match place {
        place if place == letter => "g",
        _ if hidden.contains(letter) => "y",
        _ => "b",
    };
    hidden.chars().zip(guess.chars()).map(mark).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[test]
    fn marks_every_letter_by_itself() {
        for (hidden, guess, expected) in [
            ("crane", "crane", "g g g g g"),
            ("crane", "moist", "b b b b b"),
            ("third", "shirt", "b g g g y"),
            ("level", "eleve", "y y y y y"),
            ("steel", "eerie", "y y b b y"),
            ("abbey", "babes", "y y g g b"),
            ("green", "eeeee", "y y g g y"),
        ] {
            assert_eq!(marks(hidden, guess), expected, "{hidden} {guess}");
        }
    }
}
