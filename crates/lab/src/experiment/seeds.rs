//! Numbers as they are written: how many, or which.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;

/// Seeds of the trials: `3` means 0, 1 and 2.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Seeds(Numbers);

/// Indices of tasks: `3` means three of them, evenly spaced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Tasks(Numbers);

/// Largest count: more is a slip of the hand, and would fill the memory before anything runs.
const MOST: u64 = 1_000_000;

/// A count or a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Numbers {
    Count(u64),
    List(Vec<u64>),
}

impl Default for Numbers {
    fn default() -> Self {
        Self::Count(1)
    }
}

impl Default for Seeds {
    fn default() -> Self {
        Self(Numbers::Count(1))
    }
}

impl Seeds {
    /// The seeds in order.
    pub fn list(&self) -> Vec<u64> {
        match &self.0 {
            Numbers::Count(count) => (0..*count).collect(),
            Numbers::List(list) => list.clone(),
        }
    }
}

impl Tasks {
    /// The indices, given how many tasks there are. An index out of range is kept: opening it says so.
    pub fn indices(&self, tasks: usize) -> Vec<usize> {
        match &self.0 {
            Numbers::Count(count) => {
                let count = usize::try_from(*count).unwrap_or(usize::MAX).min(tasks);
                (0..count).map(|nth| nth * tasks / count.max(1)).collect()
            }
            Numbers::List(list) => {
                list.iter().map(|index| usize::try_from(*index).unwrap_or(usize::MAX)).collect()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Numbers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Numbers;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a count such as `3`, or a list such as `[0, 7]`")
            }

            fn visit_u64<E: Error>(self, count: u64) -> Result<Numbers, E> {
                match count {
                    ..=MOST => Ok(Numbers::Count(count)),
                    _ => Err(E::custom(format!("a count is at most {MOST}, not {count}"))),
                }
            }

            fn visit_i64<E: Error>(self, count: i64) -> Result<Numbers, E> {
                let count = u64::try_from(count).map_err(|_| E::custom("a count is not negative"))?;
                self.visit_u64(count)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Numbers, A::Error> {
                let mut list = Vec::new();
                while let Some(number) = seq.next_element()? {
                    list.push(number);
                }
                Ok(Numbers::List(list))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for Numbers {
    fn schema_name() -> Cow<'static, str> {
        "Numbers".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let number = json_schema!({"type": "integer", "minimum": 0});
        json_schema!({"anyOf": [number, {"type": "array", "items": number}]})
    }
}
