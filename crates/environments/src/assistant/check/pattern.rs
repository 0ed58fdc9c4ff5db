//! What a value must be like.

use super::text::{folded, numbers};
use crate::agentboard::same;
use serde_json::Value;

/// Patterns for some fields of a record.
pub(super) type Fields = Vec<(String, Pattern)>;

/// What a value must be like.
#[derive(Clone, Debug)]
pub(super) enum Pattern {
    /// Equal to this.
    Is(Value),
    /// A text or a list with all of these in it.
    Contains(Vec<Value>),
    /// A text or a list with one of these in it.
    ContainsAny(Vec<Value>),
    /// Equal to one of these.
    OneOf(Vec<Value>),
    /// A list of these in any order.
    SameSet(Vec<Value>),
    /// A text that names all of these numbers.
    Number(Vec<f64>),
    /// A number not below this.
    AtLeast(f64),
    /// A number not above this.
    AtMost(f64),
    /// A record that fits.
    With(Fields),
    /// A list with a record in it that fits.
    Some(Fields),
    /// All of these.
    Every(Vec<Pattern>),
    /// Not this.
    No(Box<Pattern>),
}

impl Pattern {
    /// Whether a value is so.
    pub(super) fn fits(&self, value: &Value) -> bool {
        match self {
            Self::Is(wanted) => same(wanted, value),
            Self::Contains(parts) => parts.iter().all(|part| has(value, part)),
            Self::ContainsAny(parts) => parts.iter().any(|part| has(value, part)),
            Self::OneOf(choices) => choices.iter().any(|choice| same(choice, value)),
            Self::SameSet(items) => value.as_array().is_some_and(|found| {
                found.len() == items.len() && items.iter().all(|item| found.contains(item))
            }),
            Self::Number(wanted) => value.as_str().is_some_and(|text| {
                let named = |wanted: &f64| numbers(text).any(|found| (found - wanted).abs() < 1e-6);
                wanted.iter().all(named)
            }),
            Self::AtLeast(least) => value.as_f64().is_some_and(|found| found >= *least),
            Self::AtMost(most) => value.as_f64().is_some_and(|found| found <= *most),
            Self::With(fields) => fits_row(fields, value),
            Self::Some(fields) => {
                value.as_array().is_some_and(|rows| rows.iter().any(|row| fits_row(fields, row)))
            }
            Self::Every(patterns) => patterns.iter().all(|pattern| pattern.fits(value)),
            Self::No(pattern) => !pattern.fits(value),
        }
    }
}

/// Whether a record has all these fields, each as it must be.
pub(super) fn fits_row(fields: &Fields, row: &Value) -> bool {
    fields.iter().all(|(name, pattern)| row.get(name).is_some_and(|value| pattern.fits(value)))
}

/// Whether a text or a list has a part.
fn has(value: &Value, part: &Value) -> bool {
    match (value, part) {
        (Value::String(text), Value::String(part)) => folded(text).contains(&folded(part)),
        (Value::Array(items), part) => items.iter().any(|item| match (item, part) {
            (Value::String(item), Value::String(part)) => folded(item) == folded(part),
            _ => same(item, part),
        }),
        _ => false,
    }
}
