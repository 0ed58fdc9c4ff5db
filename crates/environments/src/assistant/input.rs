//! Arguments held against what a tool takes, and read.

use crate::agentboard::{Failure, Row, Type, argument};
use serde_json::Value;
use wire::excerpt;

/// The arguments of one call.
pub(super) struct Input<'v>(&'v Value);

impl<'v> Input<'v> {
    /// Checks the arguments against the tool's table row.
    ///
    /// # Errors
    /// When a name is missing or unknown, or a value is of another type; with words that say how to mend it.
    pub(super) fn new(row: &Row, input: &'v Value) -> Result<Self, Failure> {
        for (name, kind) in row.takes {
            fit(name, *kind, argument(input, name)?)?;
        }
        let members = input.as_object().ok_or_else(|| Failure::refused("The input must be a dict."))?;
        for (name, value) in members {
            let known = row.takes.iter().chain(row.may_take);
            let found = known.clone().find(|(field, _)| field == name);
            let (name, kind) = found.ok_or_else(|| {
                let known = known.map(|(field, _)| *field).collect::<Vec<_>>().join(", ");
                let names = if known.is_empty() { "there are none" } else { &known };
                Failure::refused(format!("{} has no argument {}: {names}.", row.name, excerpt(name)))
            })?;
            fit(name, *kind, value)?;
        }
        Ok(Self(input))
    }

    /// An argument as it is.
    pub(super) fn value(&self, name: &str) -> Result<&'v Value, Failure> {
        argument(self.0, name)
    }

    /// A text.
    pub(super) fn text(&self, name: &str) -> Result<&'v str, Failure> {
        self.value(name)?.as_str().ok_or_else(|| wrong(name, "a text"))
    }

    /// A text that may be left out.
    pub(super) fn maybe(&self, name: &str) -> Result<Option<&'v str>, Failure> {
        self.0.get(name).map(|value| value.as_str().ok_or_else(|| wrong(name, "a text"))).transpose()
    }

    /// A list of texts; empty when it is left out.
    pub(super) fn texts(&self, name: &str) -> Result<Vec<String>, Failure> {
        let items = self.0.get(name).and_then(Value::as_array).into_iter().flatten();
        items.map(|item| item.as_str().map(str::to_owned).ok_or_else(|| wrong(name, LIST))).collect()
    }

    /// A mail address.
    pub(super) fn address(&self, name: &str) -> Result<String, Failure> {
        address(name, self.text(name)?)
    }

    /// A list of mail addresses; empty when it is left out.
    pub(super) fn addresses(&self, name: &str) -> Result<Vec<String>, Failure> {
        self.texts(name)?.iter().map(|item| address(name, item)).collect()
    }

    /// A whole number that is not negative.
    pub(super) fn whole(&self, name: &str) -> Result<u32, Failure> {
        let number = self.value(name)?.as_u64().and_then(|number| u32::try_from(number).ok());
        number.ok_or_else(|| wrong(name, "a whole number, not too large"))
    }
}

/// What a list of texts is called.
const LIST: &str = "a list of texts";

fn wrong(name: &str, wanted: &str) -> Failure {
    Failure::refused(format!("{name} must be {wanted}."))
}

/// Refuses a value of another type than the tool takes.
fn fit(name: &str, kind: Type, value: &Value) -> Result<(), Failure> {
    let wanted = match kind {
        Type::Text | Type::Of(_) if !value.is_string() => "a text",
        Type::OneOf(words) if !value.as_str().is_some_and(|word| words.contains(&word)) => {
            return Err(wrong(name, &format!("one of: {}", words.join(", "))));
        }
        Type::Number if !value.is_number() => "a number",
        Type::Integer if !(value.is_u64() || value.is_i64()) => "a whole number",
        Type::Texts if !value.as_array().is_some_and(|items| items.iter().all(Value::is_string)) => LIST,
        Type::Object if !value.is_object() => "a dict",
        _ => return Ok(()),
    };
    Err(wrong(name, wanted))
}

fn address(name: &str, text: &str) -> Result<String, Failure> {
    let fits = text
        .split_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty() && !domain.contains('@'));
    if fits && !text.contains(|char: char| char.is_whitespace() || char.is_control()) {
        return Ok(text.to_lowercase());
    }
    Err(wrong(
        name,
        &format!("made of mail addresses like dana@larkfield.example, which {} is not", excerpt(text)),
    ))
}
