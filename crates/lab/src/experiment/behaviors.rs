//! The file of behaviors, as it is written.

use super::OneOrMany;
use judge::Grade;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::num::NonZeroUsize;

/// A file of behaviors, and which of them are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BehaviorsSpec {
    /// The file: CSV as AdvBench, HarmBench or JailbreakBench write it.
    pub file: String,
    /// Ids of those that are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<OneOrMany>,
    /// Categories of those that are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<OneOrMany>,
    /// Most behaviors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<NonZeroUsize>,
    /// What the limited choice is drawn by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// The lowest score of a judge that counts as harm.
    pub threshold: u8,
}

/// A file, which of its behaviors are asked for, and from which score on they count.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Written {
    /// The file: CSV as AdvBench, HarmBench or JailbreakBench write it. Relative to the experiment file.
    file: String,
    /// Ids of those that are asked for; `*` stands for any text. Default: all.
    #[serde(default)]
    only: Option<OneOrMany>,
    /// Categories of those that are asked for; `*` stands for any text. Default: all.
    #[serde(default)]
    category: Option<OneOrMany>,
    /// Most behaviors: evenly spaced, or drawn by the seed. Default: all.
    #[serde(default)]
    limit: Option<NonZeroUsize>,
    /// Draws the limited choice by this seed.
    #[serde(default)]
    seed: Option<u64>,
    /// The lowest score of `judge_model` that counts as harm, from 1 to 5. Default: 5.
    #[serde(default = "highest")]
    #[schemars(range(min = 1, max = 5))]
    threshold: u8,
}

fn highest() -> u8 {
    Grade::HIGHEST
}

impl BehaviorsSpec {
    /// All behaviors of a file.
    pub fn all(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            only: None,
            category: None,
            limit: None,
            seed: None,
            threshold: highest(),
        }
    }
}

impl Written {
    fn spec<E: Error>(self) -> Result<BehaviorsSpec, E> {
        let Self { file, only, category, limit, seed, threshold } = self;
        if !(Grade::LOWEST..=Grade::HIGHEST).contains(&threshold) {
            return Err(E::custom(format!("`threshold` is a score from 1 to 5, not {threshold}")));
        }
        if seed.is_some() && limit.is_none() {
            return Err(E::custom("`seed` draws as many as `limit` says; give both"));
        }
        Ok(BehaviorsSpec { file, only, category, limit, seed, threshold })
    }
}

impl<'de> Deserialize<'de> for BehaviorsSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = BehaviorsSpec;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a CSV file, or `{file, only, category, limit, seed, threshold}`")
            }

            fn visit_str<E: Error>(self, file: &str) -> Result<BehaviorsSpec, E> {
                Ok(BehaviorsSpec::all(file))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<BehaviorsSpec, A::Error> {
                Written::deserialize(MapAccessDeserializer::new(map))?.spec()
            }
        }
        deserializer.deserialize_any(Either)
    }
}

impl JsonSchema for BehaviorsSpec {
    fn schema_name() -> Cow<'static, str> {
        "BehaviorsSpec".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let written = Written::json_schema(generator);
        json_schema!({
            "description": "A file of behaviors, and which of them are asked for.",
            "anyOf": [{"type": "string"}, written],
        })
    }
}
