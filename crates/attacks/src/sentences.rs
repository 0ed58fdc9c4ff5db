//! Cuts a text into sentences without cutting JSON, quoted text, or fenced code.

/// Sentences in order; joined by nothing they give the text back.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut depth, mut quoted) = (0_usize, 0_usize, false);
    let mut fenced = false;
    // Only what follows a word or a closing mark ends a sentence: Morse code is full of lone dots.
    let mut last = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        fenced ^= char == '`' && text.get(at..).is_some_and(|rest| rest.starts_with("```"));
        match char {
            '\\' if quoted => drop(chars.next()),
            '"' => quoted = !quoted,
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        let follows_space = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        let follows_word = last.is_alphanumeric() || matches!(last, ')' | ']' | '}' | '"' | '\'' | '`');
        let ends = matches!(char, '.' | '!' | '?') && follows_word && follows_space && depth == 0 && !quoted;
        last = char;
        if !fenced && (ends || char == '\n') {
            let end = at + char.len_utf8();
            out.extend(text.get(start..end));
            start = end;
            quoted = false;
        }
    }
    out.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    out
}

#[cfg(test)]
mod tests {
    use super::sentences;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(sentences(text), expected);
        assert_eq!(sentences(text).concat(), text);
    }

    #[test]
    fn json_and_quotes_stay_whole() {
        check("One. Two! Three", &["One.", " Two!", " Three"]);
        check(
            r#"Call it with {"a": "x. y"} now. Go on."#,
            &[r#"Call it with {"a": "x. y"} now."#, " Go on."],
        );
        check("a\nb", &["a\n", "b"]);
        check("version 1.5 is out.", &["version 1.5 is out."]);
        check(".- -.. . ... / -- .", &[".- -.. . ... / -- ."]);
        check("Do this:\n```\na. b\nc\n```\nThen", &["Do this:\n", "```\na. b\nc\n```\n", "Then"]);
        check("", &[]);
    }
}
