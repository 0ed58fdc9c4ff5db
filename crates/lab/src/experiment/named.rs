//! `id`, or `id: {settings}`.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;

/// An entry of a catalogue, with settings of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its settings; `null` for the defaults.
    pub settings: Value,
}

impl Named {
    /// An entry with default settings.
    pub fn plain(id: &str) -> Self {
        Self { id: id.to_owned(), settings: Value::Null }
    }
}

impl fmt::Display for Named {
    /// `id`, or `id(key=value,key=value)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)?;
        let Value::Object(settings) = &self.settings else { return Ok(()) };
        let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let pairs: Vec<_> = settings.iter().map(|(key, value)| format!("{key}={}", word(value))).collect();
        if pairs.is_empty() { Ok(()) } else { write!(f, "({})", pairs.join(",")) }
    }
}

impl<'de> Deserialize<'de> for Named {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NamedVisitor)
    }
}

pub(super) struct NamedVisitor;

impl<'de> Visitor<'de> for NamedVisitor {
    type Value = Named;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id, or `id: {settings}`")
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<Named, E> {
        Ok(Named::plain(id))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Named, A::Error> {
        let Some((id, settings)) = map.next_entry::<String, Value>()? else {
            return Err(A::Error::custom("an id is missing"));
        };
        if let Some(second) = map.next_key::<String>()? {
            return Err(A::Error::custom(format!(
                "one id at a time: put `{second}` into a list item of its own"
            )));
        }
        // `id: {}` says nothing that `id` does not: both are the same entry.
        let settings = if settings.as_object().is_some_and(Map::is_empty) { Value::Null } else { settings };
        Ok(Named { id, settings })
    }
}

impl Serialize for Named {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.settings.is_null() {
            return serializer.serialize_str(&self.id);
        }
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(&self.id, &self.settings)?;
        map.end()
    }
}

impl JsonSchema for Named {
    fn schema_name() -> Cow<'static, str> {
        "Named".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An id, or `id: {settings}`.",
            "anyOf": [
                {"type": "string"},
                {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": {"type": ["object", "null"]}},
            ],
        })
    }
}
