//! No function is long.

use super::{Source, Violation};

/// Most lines of one function, from its name to its closing brace.
const MOST: usize = 60;

pub(super) fn check(sources: &[Source]) -> Vec<Violation> {
    sources
        .iter()
        .flat_map(|source| {
            functions(&source.code).filter(|found| found.lines > MOST).map(|found| {
                let what =
                    format!("`{}` has {} lines: split it, {MOST} is the most", found.name, found.lines);
                Violation::new(&source.path, found.line, what)
            })
        })
        .collect()
}

/// A function as it stands in its file.
struct Function<'a> {
    name: &'a str,
    line: usize,
    lines: usize,
}

/// Every function with a body, inner ones too. The code must be masked.
fn functions(code: &str) -> impl Iterator<Item = Function<'_>> {
    code.match_indices("fn ").filter_map(|(at, _)| {
        let before = code.get(..at)?;
        if before.ends_with(|char: char| char.is_alphanumeric() || char == '_') {
            return None;
        }
        let rest = code.get(at..)?;
        let name = rest.get(3..)?.split(|char: char| !char.is_alphanumeric() && char != '_').next()?;
        let lines = rest.get(..length(rest)?)?.lines().count();
        Some(Function { name, line: before.matches('\n').count() + 1, lines })
            .filter(|found| !found.name.is_empty())
    })
}

/// Bytes from `fn` to the closing brace; `None` without a body.
fn length(rest: &str) -> Option<usize> {
    let (mut braces, mut others) = (0_usize, 0_usize);
    for (at, char) in rest.char_indices() {
        match char {
            '(' | '[' => others += 1,
            ')' | ']' => others = others.saturating_sub(1),
            ';' if braces == 0 && others == 0 => return None,
            '{' => braces += 1,
            '}' if braces <= 1 => return Some(at + 1),
            '}' => braces -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, usize, usize)]) {
        let source = Source::new("a.rs", text.to_owned());
        let found: Vec<_> =
            functions(&source.code).map(|found| (found.name, found.line, found.lines)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn functions_are_measured() {
        check(
            "fn a() {}\n\npub fn b<T>(x: [u8; 2])\nwhere T: Fn(u8) {\n    x;\n}\n",
            &[("a", 1, 1), ("b", 3, 4)],
        );
        check(
            "trait T {\n    fn a();\n    fn b() {\n        fn c() {\n        }\n    }\n}",
            &[("b", 3, 4), ("c", 4, 2)],
        );
        check("type F = fn (u8); // fn no() {\nlet often = \"fn x() {\";", &[]);
    }

    #[test]
    fn a_long_one_is_named() {
        let text = format!("\nfn long() {{\n{}}}\n", "    x;\n".repeat(59));
        let found = super::check(&[Source::new("a.rs", text)]);
        assert_eq!(found, [Violation::new("a.rs", 2, "`long` has 61 lines: split it, 60 is the most")]);
    }
}
