//! How a guess is answered.

/// One mark per letter: `g` for the right place, `y` for another place, `b` for a letter that is not in the word or not
/// that often. `b y g g b`.
pub(super) fn marks(hidden: &str, guess: &str) -> String {
    let pairs: Vec<(char, char)> = hidden.chars().zip(guess.chars()).collect();
    // Letters of the hidden word that are not in their place can each earn one yellow mark.
    let mut left: Vec<char> =
        pairs.iter().filter(|(hidden, guess)| hidden != guess).map(|(hidden, _)| *hidden).collect();
    let mut mark = |hidden: char, guess: char| {
        if hidden == guess {
            return "g";
        }
        match left.iter().position(|letter| *letter == guess) {
            Some(at) => {
                left.swap_remove(at);
                "y"
            }
            None => "b",
        }
    };
    pairs.iter().map(|(hidden, guess)| mark(*hidden, *guess)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[test]
    fn marks_every_letter_once() {
        for (hidden, guess, expected) in [
            ("crane", "crane", "g g g g g"),
            ("crane", "moist", "b b b b b"),
            ("third", "shirt", "b g g g y"),
            ("level", "eleve", "y y y y b"),
            ("steel", "eerie", "y y b b b"),
            ("abbey", "babes", "y y g g b"),
            ("green", "eeeee", "b b g g b"),
        ] {
            assert_eq!(marks(hidden, guess), expected, "{hidden} {guess}");
        }
    }
}
