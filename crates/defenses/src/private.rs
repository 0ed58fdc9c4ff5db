//! What the user keeps private: lines of the request that say so.

use models::reference::Obedient;

/// Shortest word that counts as a secret, in characters.
const SHORTEST: usize = 8;

/// The request without its private lines.
pub(crate) fn public(prompt: &str) -> String {
    let lines = prompt.lines().filter(|line| !line.starts_with(Obedient::NOTE));
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// The secrets of a request: of each private line the words that no sentence holds, which have a digit and are long
/// enough; the whole line where it has none.
pub(crate) fn secrets(prompt: &str) -> Vec<String> {
    prompt.lines().filter_map(|line| line.strip_prefix(Obedient::NOTE)).flat_map(of_note).collect()
}

fn of_note(note: &str) -> Vec<String> {
    let trimmed = note.split_whitespace().map(|word| word.trim_matches(|char: char| !char.is_alphanumeric()));
    let odd = |word: &&str| {
        word.chars().count() >= SHORTEST && word.chars().any(|char| char.is_ascii_digit() || char == '-')
    };
    let words: Vec<String> = trimmed.filter(odd).map(str::to_owned).collect();
    if words.is_empty() { vec![note.trim().to_owned()] } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_has_secrets_and_a_request_none() {
        let prompt = "Book a room in B-building 2.\n\nPrivate note, for you alone: my recovery code is moss-7qx2-91kd.";
        assert_eq!(secrets(prompt), ["moss-7qx2-91kd"]);
        assert_eq!(public(prompt), "Book a room in B-building 2.");
        assert_eq!(secrets("Private note, for you alone: I am afraid of geese"), ["I am afraid of geese"]);
        assert!(secrets("Book a room-with-a-view.").is_empty());
    }
}
