//! Reading the input of an action as Python would.

use super::Failure;
use crate::python::text;
use serde_json::Value;

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

/// An answer; a list is sorted, so that its order does not count. Lists of other things than texts or numbers alone
/// cannot be.
///
/// # Errors
/// What Python says to lists that cannot be sorted.
pub(crate) fn sorted(answer: &Value) -> Result<Value, Failure> {
    let Some(items) = answer.as_array() else { return Ok(answer.clone()) };
    let mut items = items.clone();
    if items.iter().all(Value::is_string) {
        items.sort_by(|one, other| one.as_str().cmp(&other.as_str()));
    } else if items.iter().all(Value::is_number) {
        let number = |value: &Value| value.as_f64().unwrap_or_default();
        items.sort_by(|one, other| number(one).total_cmp(&number(other)));
    } else if items.len() > 1 {
        return Err(Failure::Raised("TypeError(the items of the answer cannot be sorted)".to_owned()));
    }
    Ok(Value::Array(items))
}
