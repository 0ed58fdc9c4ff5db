//! Attacks as they are written.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;

/// `none`, `covering`, one attack's id, or axes with lists: their product.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum AttackSpec {
    /// `none`, `covering`, or `surface/strategy/objective/placement/trigger`.
    Id(String),
    /// The product of these axes.
    Axes(Axes),
}

/// Lists on the five axes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Axes {
    /// Row ids of surfaces.
    pub surface: OneOrMany,
    /// Strategies. Default: `direct`.
    #[serde(default = "direct")]
    pub strategy: OneOrMany,
    /// Objectives. Default: `hijack`.
    #[serde(default = "hijack")]
    pub objective: OneOrMany,
    /// Placements. Default: `after`.
    #[serde(default = "after")]
    pub placement: OneOrMany,
    /// Triggers. Default: `always`.
    #[serde(default = "always")]
    pub trigger: OneOrMany,
}

/// One word or a list of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OneOrMany(pub Vec<String>);

fn direct() -> OneOrMany {
    OneOrMany(vec!["direct".into()])
}

fn hijack() -> OneOrMany {
    OneOrMany(vec!["hijack".into()])
}

fn after() -> OneOrMany {
    OneOrMany(vec!["after".into()])
}

fn always() -> OneOrMany {
    OneOrMany(vec!["always".into()])
}

impl AttackSpec {
    /// Ids of the attacks that it stands for, `covering` left as it is.
    pub fn ids(&self) -> Vec<String> {
        match self {
            Self::Id(id) => vec![id.clone()],
            Self::Axes(axes) => axes.product(),
        }
    }
}

impl Axes {
    fn product(&self) -> Vec<String> {
        let mut ids = vec![String::new()];
        for axis in [&self.surface, &self.strategy, &self.objective, &self.placement, &self.trigger] {
            ids = ids
                .iter()
                .flat_map(|id| {
                    axis.0
                        .iter()
                        .map(move |entry| if id.is_empty() { entry.clone() } else { format!("{id}/{entry}") })
                })
                .collect();
        }
        ids
    }
}

impl<'de> Deserialize<'de> for AttackSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = AttackSpec;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`none`, `covering`, an attack's id, or axes such as `surface: [TL03, TR01]`")
            }

            fn visit_str<E: Error>(self, id: &str) -> Result<AttackSpec, E> {
                Ok(AttackSpec::Id(id.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<AttackSpec, A::Error> {
                Axes::deserialize(MapAccessDeserializer::new(map)).map(AttackSpec::Axes)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = OneOrMany;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word or a list of words")
            }

            fn visit_str<E: Error>(self, word: &str) -> Result<OneOrMany, E> {
                Ok(OneOrMany(vec![word.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<OneOrMany, A::Error> {
                let mut words = Vec::new();
                while let Some(word) = seq.next_element()? {
                    words.push(word);
                }
                Ok(OneOrMany(words))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for AttackSpec {
    fn schema_name() -> Cow<'static, str> {
        "AttackSpec".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let axes = generator.subschema_for::<Axes>();
        json_schema!({"description": "`none`, `covering`, an attack's id, or axes with lists.", "anyOf": [{"type": "string"}, axes]})
    }
}

impl JsonSchema for OneOrMany {
    fn schema_name() -> Cow<'static, str> {
        "OneOrMany".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
    }
}
