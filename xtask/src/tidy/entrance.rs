//! `lib.rs` says what there is, and does nothing: docs, attributes, `mod` and `use`.

use super::{Source, Violation};

/// How a statement may begin once its visibility is taken off.
const ALLOWED: [&str; 2] = ["mod ", "use "];

pub(super) fn check(sources: &[Source]) -> Vec<Violation> {
    let entrances = sources.iter().filter(|source| source.path.ends_with("/src/lib.rs"));
    let what = "lib.rs holds docs, `mod` and `use` only: move this to a file of its own";
    entrances
        .filter_map(|source| Some(Violation::new(&source.path, first_other(&source.code)?, what)))
        .collect()
}

/// Line of the first statement that is something else.
fn first_other(code: &str) -> Option<usize> {
    let mut end = 0;
    code.split_inclusive(';').find_map(|statement| {
        let begin = end + statement.len() - statement.trim_start().len();
        end += statement.len();
        let bare = bare(statement);
        let other = !bare.is_empty() && !ALLOWED.iter().any(|word| bare.starts_with(word));
        other.then(|| code.get(..begin).unwrap_or_default().matches('\n').count() + 1)
    })
}

/// A statement without attributes and visibility.
fn bare(statement: &str) -> &str {
    let mut rest = statement.trim_start();
    while let Some(attribute) = rest.strip_prefix("#![").or_else(|| rest.strip_prefix("#[")) {
        let mut depth = 1_usize;
        let end = attribute.char_indices().find(|(_, char)| {
            match char {
                '[' => depth += 1,
                ']' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        rest = end.and_then(|(at, _)| attribute.get(at + 1..)).unwrap_or_default().trim_start();
    }
    let rest = rest.strip_prefix("pub").unwrap_or(rest);
    rest.strip_prefix("(crate)").unwrap_or(rest).trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<usize>) {
        let found = super::check(&[Source::new("crates/a/src/lib.rs", text.to_owned())]);
        assert_eq!(found.first().map(|violation| violation.line), expected, "{text}");
    }

    #[test]
    fn code_in_the_entrance_is_found() {
        check(
            "//! Docs; more.\n#![warn(x)]\n\nmod a;\n#[cfg(unix)]\npub mod b;\n\npub use a::{\n    A, B,\n};\npub(crate) use b::C;\n",
            None,
        );
        check("mod a;\n\npub use a::A;\n\nfn f() {}\n", Some(5));
        check("mod a;\npub const B: u8 = 1;\n", Some(2));
    }
}
