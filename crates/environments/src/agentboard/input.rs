//! Reading the input of an action as Python would.

use super::Failure;
use crate::python::text;
use serde_json::Value;
use std::cmp::Ordering;

/// `input["name"]`, or what Python says when there is none.
///
/// # Errors
/// [`Failure::Raised`] with the exception.
pub(crate) fn argument<'v>(input: &'v Value, name: &str) -> Result<&'v Value, Failure> {
    let error = match input {
        Value::Object(members) => match members.get(name) {
            Some(value) => return Ok(value),
            None => format!("KeyError('{name}')"),
        },
        Value::Array(_) => "TypeError(list indices must be integers or slices, not str)".to_owned(),
        Value::String(_) => "TypeError(string indices must be integers, not 'str')".to_owned(),
        Value::Null => "TypeError('NoneType' object is not subscriptable)".to_owned(),
        Value::Bool(_) => "TypeError('bool' object is not subscriptable)".to_owned(),
        Value::Number(number) if number.is_f64() => {
            "TypeError('float' object is not subscriptable)".to_owned()
        }
        Value::Number(_) => "TypeError('int' object is not subscriptable)".to_owned(),
    };
    Err(Failure::Raised(error))
}

/// `str(input["name"])`.
///
/// # Errors
/// As [`argument`].
pub(crate) fn word(input: &Value, name: &str) -> Result<String, Failure> {
    argument(input, name).map(text)
}

/// A truth value as the service takes it: as such or as a word.
pub(crate) fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::String(word) => word.to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

/// An answer; a list is sorted, so that its order does not count. Lists of other things than texts, numbers or such
/// lists cannot be.
///
/// # Errors
/// What Python says to lists that cannot be sorted.
pub(crate) fn sorted(answer: &Value) -> Result<Value, Failure> {
    let Some(items) = answer.as_array() else { return Ok(answer.clone()) };
    let mut items = items.clone();
    let mut kinds = items.iter().map(kind);
    let first = kinds.next().flatten();
    if items.len() > 1 && (first.is_none() || kinds.any(|kind| kind != first)) {
        return Err(Failure::Raised("TypeError(the items of the answer cannot be sorted)".to_owned()));
    }
    items.sort_by(order);
    Ok(Value::Array(items))
}

/// What a value is made of and how deep its lists are nested: only values of one kind can be sorted. `None` for what
/// never can.
fn kind(value: &Value) -> Option<(u8, usize)> {
    match value {
        Value::Number(_) => Some((0, 0)),
        Value::String(_) => Some((1, 0)),
        Value::Array(items) => {
            let (leaf, depth) = items.first().and_then(kind)?;
            items.iter().all(|item| kind(item) == Some((leaf, depth))).then_some((leaf, depth + 1))
        }
        _ => None,
    }
}

/// Which of two values of one kind comes first: texts and numbers by value, lists item by item.
fn order(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.cmp(other),
        (Value::Array(one), Value::Array(other)) => {
            let unequal = one.iter().zip(other).map(|(one, other)| order(one, other));
            unequal.into_iter().find(|order| order.is_ne()).unwrap_or(one.len().cmp(&other.len()))
        }
        _ => one.as_f64().unwrap_or_default().total_cmp(&other.as_f64().unwrap_or_default()),
    }
}
