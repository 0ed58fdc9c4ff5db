//! Defenses as they are written.

use super::Named;
use super::named::NamedVisitor;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;

/// Defenses that stand together, host side first. `none` is the empty list.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DefenseSpec(pub Vec<Named>);

impl fmt::Display for DefenseSpec {
    /// `none`, or ids joined by `+`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("none");
        }
        let ids: Vec<_> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&ids.join("+"))
    }
}

impl<'de> Deserialize<'de> for DefenseSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = DefenseSpec;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`none`, a defense's id, `id: {settings}`, or a list of these")
            }

            fn visit_str<E: Error>(self, id: &str) -> Result<DefenseSpec, E> {
                Ok(DefenseSpec(if id == "none" { vec![] } else { vec![Named::plain(id)] }))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<DefenseSpec, A::Error> {
                NamedVisitor.visit_map(map).map(|named| DefenseSpec(vec![named]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<DefenseSpec, A::Error> {
                let mut list = Vec::new();
                while let Some(named) = seq.next_element()? {
                    list.push(named);
                }
                Ok(DefenseSpec(list))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for DefenseSpec {
    fn schema_name() -> Cow<'static, str> {
        "DefenseSpec".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let named = generator.subschema_for::<Named>();
        json_schema!({"anyOf": [named.clone(), {"type": "array", "items": named}]})
    }
}
