//! Nested lists of words in parentheses, the notation of planning problems.

/// Deeper nesting than any problem has.
const DEPTH: usize = 64;

/// A word or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    Word(String),
    List(Vec<Expression>),
}

impl Expression {
    /// Reads one list; text after it is an error, comments from `;` to the end of a line are not.
    ///
    /// # Errors
    /// What is wrong.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut open: Vec<Vec<Self>> = Vec::new();
        let mut whole = None;
        for token in tokens(text) {
            if whole.is_some() {
                return Err("there is text after the closing parenthesis".to_owned());
            }
            match token {
                "(" if open.len() >= DEPTH => return Err(format!("lists are nested deeper than {DEPTH}")),
                "(" => open.push(Vec::new()),
                ")" => {
                    let list = Self::List(open.pop().ok_or("a parenthesis closes that was never opened")?);
                    match open.last_mut() {
                        Some(outer) => outer.push(list),
                        None => whole = Some(list),
                    }
                }
                word => open
                    .last_mut()
                    .ok_or("it does not start with a parenthesis")?
                    .push(Self::Word(word.to_owned())),
            }
        }
        whole.ok_or_else(|| "a parenthesis is never closed".to_owned())
    }

    /// The word, if it is one.
    pub(super) fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            Self::List(_) => None,
        }
    }

    /// The first word of a list and what follows it.
    pub(super) fn headed(&self) -> Option<(&str, &[Self])> {
        match self {
            Self::List(items) => items.split_first().and_then(|(head, rest)| Some((head.word()?, rest))),
            Self::Word(_) => None,
        }
    }
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(|line| line.split_once(';').map_or(line, |(code, _)| code));
    let parts = lines.flat_map(|line| line.split_inclusive(['(', ')']));
    parts.flat_map(|part| {
        let (words, mark) = match part.char_indices().next_back() {
            Some((at, '(' | ')')) => part.split_at(at),
            _ => (part, ""),
        };
        words.split_whitespace().chain(Some(mark).filter(|mark| !mark.is_empty()))
    })
}

#[cfg(test)]
mod tests {
    use super::Expression::{self, List, Word};

    #[test]
    fn reads_lists() {
        let word = |word: &str| Word(word.to_owned());
        let expected = List(vec![word("a"), List(vec![word("b"), word("-"), word("c")]), List(vec![])]);
        assert_eq!(Expression::read("(a (b - c)()) ; the end"), Ok(expected));
    }

    #[test]
    fn names_what_is_wrong() {
        for (text, words) in [
            ("", "never closed"),
            ("(a", "never closed"),
            ("a", "does not start"),
            (")", "never opened"),
            ("(a) b", "text after"),
            (&"(".repeat(100), "deeper"),
        ] {
            let error = Expression::read(text).unwrap_err();
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
