//! Rows of a result: as Python prints them, and as Python compares them.

use crate::python::{quote, repr};
use rusqlite::types::ValueRef;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write;

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Datum {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

/// What makes two values equal: numbers by value, whatever their type.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key<'d> {
    Null,
    Integer(i64),
    Real(u64),
    Text(&'d str),
    Blob(&'d [u8]),
}

/// One row.
pub(super) type Row = Vec<Datum>;

impl Datum {
    /// A value as the database gives it.
    pub(super) fn of(value: ValueRef<'_>) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Integer(number),
            ValueRef::Real(number) => Self::Real(number),
            ValueRef::Text(text) => Self::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(bytes) => Self::Blob(bytes.to_vec()),
        }
    }

    /// How many bytes it takes, roughly.
    pub(super) fn size(&self) -> usize {
        16 + match self {
            Self::Text(text) => text.len(),
            Self::Blob(bytes) => bytes.len(),
            Self::Null | Self::Integer(_) | Self::Real(_) => 0,
        }
    }

    /// For programs; bytes are shown as Python prints them.
    pub(super) fn json(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Integer(number) => json!(number),
            Self::Real(number) => json!(number),
            Self::Text(text) => json!(text),
            Self::Blob(_) => json!(self.printed()),
        }
    }

    fn printed(&self) -> String {
        match self {
            Self::Null => "None".to_owned(),
            Self::Integer(number) => number.to_string(),
            Self::Real(number) if number.is_finite() => repr(&json!(number)),
            Self::Real(number) if number.is_nan() => "nan".to_owned(),
            Self::Real(number) => if *number > 0.0 { "inf" } else { "-inf" }.to_owned(),
            Self::Text(text) => quote(text),
            Self::Blob(bytes) => {
                let mut out = "b'".to_owned();
                for byte in bytes {
                    // Writing to a string cannot fail.
                    let _written = match byte {
                        b'\\' | b'\'' => write!(out, "\\{}", char::from(*byte)),
                        b' '..=b'~' => write!(out, "{}", char::from(*byte)),
                        _ => write!(out, "\\x{byte:02x}"),
                    };
                }
                out + "'"
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "only whole numbers within the range are cast")]
    fn key(&self) -> Key<'_> {
        const LIMIT: f64 = 9_223_372_036_854_775_808.0;
        match self {
            Self::Null => Key::Null,
            Self::Integer(number) => Key::Integer(*number),
            Self::Real(number) if number.fract() == 0.0 && (-LIMIT..LIMIT).contains(number) => {
                Key::Integer(*number as i64)
            }
            Self::Real(number) => Key::Real(number.to_bits()),
            Self::Text(text) => Key::Text(text),
            Self::Blob(bytes) => Key::Blob(bytes),
        }
    }
}

/// A result as Python prints a list of tuples.
pub(super) fn printed(rows: &[Row]) -> String {
    let tuple = |row: &Row| match row.as_slice() {
        [only] => format!("({},)", only.printed()),
        _ => format!("({})", row.iter().map(Datum::printed).collect::<Vec<_>>().join(", ")),
    };
    format!("[{}]", rows.iter().map(tuple).collect::<Vec<_>>().join(", "))
}

/// Whether two results are the same set of rows: neither order nor repetition counts.
pub(super) fn same(one: &[Row], other: &[Row]) -> bool {
    let one: BTreeSet<Vec<Key<'_>>> = one.iter().map(|row| row.iter().map(Datum::key).collect()).collect();
    let other: BTreeSet<Vec<Key<'_>>> =
        other.iter().map(|row| row.iter().map(Datum::key).collect()).collect();
    one == other
}

#[cfg(test)]
mod tests {
    use super::{Datum, printed, same};

    #[test]
    fn prints_and_compares_as_python_does() {
        let text = |text: &str| Datum::Text(text.to_owned());
        let rows = vec![vec![Datum::Integer(1), text("it's")], vec![Datum::Real(0.5), Datum::Null]];
        assert_eq!(printed(&rows), "[(1, \"it's\"), (0.5, None)]");
        assert_eq!(printed(&[vec![Datum::Blob(b"a'\x00".to_vec())]]), r"[(b'a\'\x00',)]");
        assert_eq!(printed(&[]), "[]");
        for (one, other, expected) in [
            (vec![vec![Datum::Integer(2)]], vec![vec![Datum::Real(2.0)]], true),
            (vec![vec![text("2")]], vec![vec![Datum::Integer(2)]], false),
            (
                vec![vec![text("a")], vec![text("b")]],
                vec![vec![text("b")], vec![text("a")], vec![text("b")]],
                true,
            ),
            (vec![], vec![vec![Datum::Null]], false),
            (vec![vec![Datum::Integer(1), Datum::Null]], vec![vec![Datum::Integer(1)]], false),
            (vec![], vec![], true),
        ] {
            assert_eq!(same(&one, &other), expected, "{one:?} {other:?}");
        }
    }
}
