//! The beginning of a stranger's text, fit for an error message.

/// The first 300 characters, with everything that is not plainly printable escaped.
pub(crate) fn excerpt(text: &str) -> String {
    const SHOWN: usize = 300;
    let mut out: String = text.chars().take(SHOWN).flat_map(escape).collect();
    if text.chars().nth(SHOWN).is_some() {
        out.push_str("...");
    }
    out
}

fn escape(char: char) -> Vec<char> {
    let plain = char == ' ' || char.is_alphanumeric() || char.is_ascii_graphic();
    if plain { vec![char] } else { char.escape_unicode().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_characters_are_escaped_and_long_texts_cut() {
        assert_eq!(excerpt("ok \u{1b}[31m\u{202e}"), "ok \\u{1b}[31m\\u{202e}");
        assert_eq!(excerpt(&"a".repeat(400)).len(), 303);
    }
}
