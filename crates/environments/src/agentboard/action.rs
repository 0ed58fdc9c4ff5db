//! The action grammar: `Action: NAME with Action Input: {PYTHON DICT}`.

use crate::python::{parse, repr};
use serde_json::Value;

/// What the original says to text without an action; its quotation mark is never closed.
pub(crate) const FORMAT_ERROR: &str = r#"Format error, please response in the format of  "Action: [your action] with Action Input: [your action input]"#;
/// What Python says to an input that is no literal.
const BAD_INPUT: &str =
    "Exception(Parameters in action input are not valid, please change your action input.)";
/// What Python says when the word `Action:` is missing.
const NO_ACTION: &str = "TypeError(cannot unpack non-iterable NoneType object)";

/// Why a text is no action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// There is no `with Action Input:`.
    Format,
    /// There is one, but what stands around it cannot be used; the name of Python's exception.
    Raised(&'static str),
}

/// Reads name and input out of a model's whole text: the action stands on its last line.
///
/// # Errors
/// [`Unread`].
pub(crate) fn read(text: &str) -> Result<(String, Value), Unread> {
    let (before, input) = split(text.strip_suffix('\n').unwrap_or(text)).ok_or(Unread::Format)?;
    let line = before.lines().next_back().unwrap_or_default();
    let (_, name) = line.split_once("Action:").ok_or(Unread::Raised(NO_ACTION))?;
    let input = parse(input).ok_or(Unread::Raised(BAD_INPUT))?;
    Ok((name.trim().to_owned(), input))
}

/// An action as text that [`read`] reads.
pub(crate) fn write(name: &str, input: &Value) -> String {
    format!("Action: {name} with Action Input: {}", repr(input))
}

/// What stands before the first `with Action Input:` whose input reaches the end on one line, and that input.
fn split(text: &str) -> Option<(&str, &str)> {
    text.match_indices("Action Input:").find_map(|(at, found)| {
        let before = text.get(..at)?.trim_end().strip_suffix("with")?.trim_end();
        let input = text.get(at + found.len()..)?.trim_start();
        (!input.contains('\n')).then_some((before, input))
    })
}

#[cfg(test)]
mod tests {
    use super::{Unread, read, write};
    use serde_json::{Value, json};

    fn check(text: &str, expected: Result<(&str, Value), Unread>) {
        assert_eq!(read(text), expected.map(|(name, input)| (name.to_owned(), input)), "{text}");
    }

    #[test]
    fn reads_the_grammar() {
        check("Action: get_projects with Action Input: {}", Ok(("get_projects", json!({}))));
        check(
            "Thought: I look.\n\nAction: a with Action Input: {'b': True}\n",
            Ok(("a", json!({"b": true}))),
        );
        check("Action: a\nwith Action Input:\n{}", Ok(("a", json!({}))));
        check("get_projects", Err(Unread::Format));
        check("Action: a with Action Input: {}\nand then", Err(Unread::Format));
        check("a with Action Input: {}", Err(Unread::Raised(super::NO_ACTION)));
        check("Action: a with Action Input: {'b': c}", Err(Unread::Raised(super::BAD_INPUT)));
    }

    #[test]
    fn reads_what_it_writes() {
        for message in ["plain", "it's \"so\"\nand with Action Input: {}", "\u{e0041}\u{200b}\u{1b}[0m \\"] {
            let input = json!({"message": message, "n": [1, null, false]});
            check(&write("share_project", &input), Ok(("share_project", input)));
        }
    }
}
