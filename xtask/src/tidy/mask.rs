//! Rust with comments and literals blanked, so that what is left can be searched for code.

/// What the reader stands in.
#[derive(Clone, Copy)]
enum Inside {
    Code,
    LineComment,
    BlockComment { depth: usize },
    Text,
    RawText { hashes: usize },
}

/// Every character of a comment, a string or a character literal becomes a space; line ends stay.
pub(super) fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut inside, mut rest) = (Inside::Code, text);
    // What stands before a quote decides: `br"` opens a raw string, `bar"` cannot be.
    let mut before = ' ';
    while let Some(first) = rest.chars().next() {
        let (length, next) = step(inside, rest, before);
        let length = length.max(first.len_utf8());
        let (taken, left) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let stays = matches!((inside, next), (Inside::Code, Inside::Code)) && !is_literal(taken);
        out.extend(taken.chars().map(|char| if stays || char == '\n' { char } else { ' ' }));
        before = taken.chars().last().unwrap_or(' ');
        (inside, rest) = (next, left);
    }
    out
}

/// How many bytes to take, and what stands after them.
fn step(inside: Inside, rest: &str, before: char) -> (usize, Inside) {
    match inside {
        Inside::Code => open(rest, before),
        Inside::LineComment if rest.starts_with('\n') => (1, Inside::Code),
        Inside::BlockComment { depth } if rest.starts_with("/*") => {
            (2, Inside::BlockComment { depth: depth + 1 })
        }
        Inside::BlockComment { depth: 1 } if rest.starts_with("*/") => (2, Inside::Code),
        Inside::BlockComment { depth } if rest.starts_with("*/") => {
            (2, Inside::BlockComment { depth: depth - 1 })
        }
        Inside::Text if rest.starts_with('\\') => (1 + rest.chars().nth(1).map_or(0, char::len_utf8), inside),
        Inside::Text if rest.starts_with('"') => (1, Inside::Code),
        Inside::RawText { hashes } if rest.starts_with(&format!("\"{}", "#".repeat(hashes))) => {
            (1 + hashes, Inside::Code)
        }
        inside => (0, inside),
    }
}

/// The same in code: does a comment or a literal begin here?
fn open(rest: &str, before: char) -> (usize, Inside) {
    if rest.starts_with("//") {
        return (2, Inside::LineComment);
    }
    if rest.starts_with("/*") {
        return (2, Inside::BlockComment { depth: 1 });
    }
    if rest.starts_with('"') {
        return (1, Inside::Text);
    }
    let word = before.is_alphanumeric() || before == '_';
    if rest.starts_with('r') && !word || rest.starts_with('r') && before == 'b' {
        let hashes = rest.chars().skip(1).take_while(|char| *char == '#').count();
        if rest.chars().nth(1 + hashes) == Some('"') {
            return (2 + hashes, Inside::RawText { hashes });
        }
    }
    (character(rest).unwrap_or(0), Inside::Code)
}

/// Length of a character literal; `None` for anything else, lifetimes included.
fn character(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('\'')?;
    let end = match body.strip_prefix('\\') {
        Some(escaped) => 1 + escaped.char_indices().skip(1).find(|(_, char)| *char == '\'')?.0,
        None => body.chars().next().map(char::len_utf8)?,
    };
    body.get(end..)?.starts_with('\'').then_some(end + 2)
}

fn is_literal(taken: &str) -> bool {
    taken.len() > 1 && taken.starts_with('\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let masked = mask(text);
        assert_eq!(masked.split_whitespace().collect::<Vec<_>>().join(" "), expected, "{text}");
        assert_eq!(masked.lines().count(), text.lines().count(), "{text}");
    }

    #[test]
    fn only_code_is_left() {
        check("let a = 1; // {\nlet b = 2;", "let a = 1; let b = 2;");
        check("/* { /* } */ */ fn f() {}", "fn f() {}");
        check(r#"f("} \" {", x)"#, "f( , x)");
        check("f(r#\"} \" {\"#, br\"\\\", x)", "f( , b , x)");
        check(r"if c == '{' || c == '\'' || c == '\u{7d}' {}", "if c == || c == || c == {}");
        check("fn f<'a>(x: &'a str) -> &'a str { x }", "fn f<'a>(x: &'a str) -> &'a str { x }");
        check("\"\n\n\" x", "x");
    }
}
