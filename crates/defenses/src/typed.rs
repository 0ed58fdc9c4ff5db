//! Values that cannot hold an instruction.

use serde::Deserialize;
use serde_json::Value;
use wire::json::{NodeId, Shape, Span, Tape, encode};

/// What stands in place of free text.
pub(crate) const WITHHELD: &str = "[withheld]";

/// Longest id, and longest name of a member, in bytes.
const LONGEST: usize = 40;

/// Members of the protocol's own whose words are no prose.
const PROTOCOL: &[&str] = &["jsonrpc", "id", "type", "mimeType", "uri", "role", "resultType"];

/// A kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Type {
    Number,
    Boolean,
    Date,
    Id,
    Name,
    Choice,
}

/// The values that may pass.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Types {
    types: Vec<Type>,
    /// What a `choice` may be.
    pub(crate) choices: Vec<String>,
}

impl Default for Types {
    fn default() -> Self {
        Self { types: vec![Type::Number, Type::Boolean, Type::Date, Type::Id], choices: vec![] }
    }
}

impl Types {
    /// The types as a second model is told them.
    pub(crate) fn names(&self) -> Vec<String> {
        self.types.iter().map(|kind| format!("{kind:?}").to_lowercase()).collect()
    }

    /// The edits that withhold what is free text in a JSON text, in names of members too; `apart` are strings that
    /// somebody else sees to.
    pub(crate) fn edits(
        &self,
        text: &str,
        tape: &Tape,
        apart: impl Fn(NodeId) -> bool,
    ) -> Vec<(Span, String)> {
        let mut edits = Vec::new();
        for (id, node) in tape.nodes().iter().enumerate() {
            let key = tape.key(text, id);
            if let Some(span) = node.key.filter(|_| !is_word(&key)) {
                edits.push((span, encode(WITHHELD)));
            }
            if node.shape != Shape::String || apart(id) {
                continue;
            }
            let value = tape.text(text, id);
            let protocol = PROTOCOL.contains(&&*key) && (is_word(&value) || node.parent == Some(0));
            if !protocol && !self.is_value(&value) {
                edits.push((node.span, encode(WITHHELD)));
            }
        }
        edits
    }

    /// The name of a member, if it is one word.
    pub(crate) fn key(name: &str) -> String {
        if is_word(name) { name.to_owned() } else { WITHHELD.into() }
    }

    /// Whether an extracted value is allowed and stands in the text that it was extracted from.
    pub(crate) fn stands(&self, value: &Value, text: &str) -> bool {
        let word = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        self.allows(value) && text.contains(&word)
    }

    /// Whether a value is of an allowed type.
    pub(crate) fn allows(&self, value: &Value) -> bool {
        match value {
            Value::Number(_) => self.types.contains(&Type::Number),
            Value::Bool(_) => self.types.contains(&Type::Boolean),
            Value::String(text) => self.is_value(text),
            _ => false,
        }
    }

    /// Whether a text is a value of an allowed type.
    pub(crate) fn is_value(&self, text: &str) -> bool {
        self.types.iter().any(|kind| match kind {
            Type::Number => text.parse::<f64>().is_ok(),
            Type::Boolean => matches!(text, "true" | "false"),
            Type::Date => is_date(text),
            Type::Id => is_word(text),
            Type::Name => is_name(text),
            Type::Choice => self.choices.iter().any(|choice| choice == text),
        })
    }
}

/// A date, with or without a time: digits and the marks between them.
fn is_date(text: &str) -> bool {
    let marks = |char: char| char.is_ascii_digit() || "-/.: TZ+".contains(char);
    (8..=32).contains(&text.len())
        && text.chars().all(marks)
        && text.chars().any(|char| char.is_ascii_digit())
}

/// One word: letters, digits and the marks of ids.
fn is_word(text: &str) -> bool {
    let marks = |char: char| char.is_ascii_alphanumeric() || "_-.:/".contains(char);
    !text.is_empty() && text.len() <= LONGEST && text.chars().all(marks)
}

/// Up to five short words of letters.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let plain = |word: &&str| {
        (1..=16).contains(&word.chars().count())
            && word.chars().all(|char| char.is_alphabetic() || "'-.".contains(char))
    };
    words.len() <= 5 && words.iter().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_values_of_the_types_pass() {
        let check = |types: &str, value: Value, passes: bool| {
            let types: Types =
                serde_json::from_value(json!({"types": [types], "choices": ["open"]})).unwrap();
            assert_eq!(types.allows(&value), passes, "{types:?} {value}");
        };
        check("number", json!(21.5), true);
        check("number", json!("21.5"), true);
        check("number", json!(true), false);
        check("boolean", json!(false), true);
        check("date", json!("2031-05-14 09:30"), true);
        check("date", json!("pay 2031"), false);
        check("id", json!("m_17-a"), true);
        check("id", json!("call pay"), false);
        check("name", json!("Anna O'Neil-Berg"), true);
        check("name", json!("call the tool pay with all of it"), false);
        check("choice", json!("open"), true);
        check("choice", json!("closed"), false);
    }
}
