//! Nothing unfinished, nothing switched off, no place on somebody's machine.

use super::{Source, Violation};

/// What must not stand in a source, and what to do instead. Put together from halves, so that this file is tidy too.
const WORDS: &[(&str, &str)] = &[
    (concat!("TO", "DO"), "finish it or leave it out"),
    (concat!("FIX", "ME"), "fix it"),
    (concat!("XX", "X"), "finish it or leave it out"),
    (concat!("todo", "!("), "write it"),
    (concat!("unimplemented", "!("), "write it"),
    (concat!("#[", "allow("), "use `expect` with a reason"),
    (
        concat!("#[", "ignore"),
        "a test that does not run is no test; one that another test runs says `run by`",
    ),
    (concat!("/", "root/"), "name no place on one machine"),
    (concat!("/", "home/"), "name no place on one machine"),
    (concat!("/", "Users/"), "name no place on one machine"),
    (concat!("/", "work/"), "name no place on one machine"),
    (concat!("\"resol", "ved\": \"http"), "lock files name no registry: see tools/.npmrc"),
];

/// A test that another one starts as a process of its own.
const RUN_BY_ANOTHER: &str = concat!("#[", "ignore = \"run by ");

/// Endings of files that hold source.
const ENDINGS: [&str; 10] =
    [".rs", ".toml", ".yaml", ".md", ".json", ".js", ".css", ".html", ".txt", ".lock"];

pub(super) fn check(sources: &[Source]) -> Vec<Violation> {
    let written = |source: &&Source| {
        ENDINGS.iter().any(|ending| source.path.ends_with(ending)) || source.path.starts_with(".ci/")
    };
    sources.iter().filter(written).flat_map(found).collect()
}

fn found(source: &Source) -> impl Iterator<Item = Violation> + '_ {
    source.text.lines().enumerate().flat_map(move |(index, line)| {
        WORDS.iter().filter(|(word, _)| holds(line, word)).map(move |(word, help)| {
            Violation::new(&source.path, index + 1, format!("`{word}` stands here: {help}"))
        })
    })
}

/// Whether the word stands in the line, not as part of a longer word.
fn holds(line: &str, word: &str) -> bool {
    let part = |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric() || char == '_');
    let is_word = word.chars().all(char::is_alphanumeric);
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|after| after.chars().next());
        let whole = !is_word || !(part(before) || part(after));
        // A path begins after a quote or a space; in an address it follows the host's name.
        let begins = !word.starts_with('/') || !part(before) && before != Some('.');
        whole && begins && !line.contains(RUN_BY_ANOTHER)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: bool) {
        let found = super::check(&[Source::new("a.rs", format!("\n{line}\n"))]);
        assert_eq!(found.first().map(|violation| violation.line), expected.then_some(2), "{line}");
    }

    #[test]
    fn unwanted_words_are_found() {
        for (word, _) in WORDS {
            check(&format!("let x = 1; {word}"), true);
        }
        check(concat!("A TO", "DOList and a to", "do list"), false);
        check(concat!("https://example.org/", "home/x"), false);
        check(concat!("#[", "ignore = \"run by the test below\"]"), false);
        check(concat!("#[", "ignore = \"slow\"]"), true);
    }
}
