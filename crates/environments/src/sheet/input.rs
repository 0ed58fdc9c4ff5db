//! The inputs of actions, read as Python and the original's library read them.

use super::cell::Datum;
use super::position::Position;
use crate::agentboard::{Failure, argument, word};
use crate::python::{quote, repr, text};
use serde_json::{Value, json};

/// What the original asks of a list of lists.
const FLAT: &str = "The values_list needs to be a 2D list, please check your parameter";

/// What the original says to a mistake: its words as Python prints a string.
pub(super) fn said(words: &str) -> Failure {
    Failure::Refused(quote(words))
}

/// What the online service says, as the original's library prints it.
pub(super) fn api(words: &str) -> Failure {
    let error = json!({"code": 400, "message": words, "status": "INVALID_ARGUMENT"});
    Failure::Refused(format!("APIError({})", repr(&error)))
}

/// `input["name"]` as the name of a cell.
pub(super) fn position(input: &Value, name: &str) -> Result<Position, Failure> {
    let label = word(input, name)?;
    Position::parse(&label)
        .ok_or_else(|| api(&format!("Unable to parse range: {label}; cells are A1 to Z1000")))
}

/// `int(input["name"])`, from 1, as a place from 0 below `limit`.
pub(super) fn place(input: &Value, name: &str, limit: usize) -> Result<usize, Failure> {
    within(argument(input, name)?, limit)
}

/// As [`place`], of one value.
pub(super) fn within(value: &Value, limit: usize) -> Result<usize, Failure> {
    let number = integer(value)?;
    let place = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
    place.filter(|place| *place < limit).ok_or_else(|| {
        api(&format!("Index {number} exceeds grid limits; rows are 1 to 1000, columns are 1 to 26"))
    })
}

/// `int(value)`.
pub(super) fn integer(value: &Value) -> Result<i64, Failure> {
    let number = match value {
        Value::Number(number) => number.as_i64().or_else(|| {
            let float = number.as_f64().filter(|float| float.abs() < 1e15)?;
            format!("{:.0}", float.trunc()).parse().ok()
        }),
        Value::String(digits) => digits.trim().parse().ok(),
        Value::Bool(truth) => Some(i64::from(*truth)),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    };
    number.ok_or_else(|| {
        let words = format!("invalid literal for int() with base 10: {}", repr(value));
        Failure::Refused(format!("ValueError({})", quote(&words)))
    })
}

/// A value as the original writes it: what looks like a number becomes one.
pub(super) fn datum(value: &Value) -> Result<Datum, Failure> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::Bool(truth) => Some(f64::from(u8::from(*truth))),
        Value::String(digits) => digits.trim().parse().ok(),
        Value::Null | Value::Array(_) | Value::Object(_) => {
            let words = "a cell takes a string or a real number";
            return Err(Failure::Refused(format!("TypeError({})", quote(words))));
        }
    };
    let number = number.filter(|number| number.is_finite());
    Ok(number.map_or_else(|| Datum::text(text(value)), Datum::Number))
}

/// `input["values_list"]` as rows of values.
pub(super) fn table(input: &Value) -> Result<Vec<Vec<Datum>>, Failure> {
    let rows = argument(input, "values_list")?.as_array().ok_or_else(|| said(FLAT))?;
    let row = |row: &Value| row.as_array().ok_or_else(|| said(FLAT))?.iter().map(datum).collect();
    rows.iter().map(row).collect()
}
