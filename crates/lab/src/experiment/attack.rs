//! Attacks as they are written.

use super::AdaptiveSpec;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;

/// `none`, `covering`, one attack's id, axes with lists: their product, or a search for an attack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum AttackSpec {
    /// `none`, `covering`, or `surface/strategy/objective/placement/trigger`.
    Id(String),
    /// The product of these axes.
    Axes(Axes),
    /// A search for the attack that gets through.
    Adaptive {
        /// How it is done.
        adaptive: AdaptiveSpec,
    },
}

/// Lists on the five axes, and at which service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Axes {
    /// Row ids of surfaces, with `:FORM` behind one that is used in another way than its first.
    pub surface: OneOrMany,
    /// Strategies. Default: `direct`.
    #[schemars(default = "direct")]
    pub strategy: OneOrMany,
    /// Objectives. Default: `hijack`.
    #[schemars(default = "hijack")]
    pub objective: OneOrMany,
    /// Placements. Default: `after`.
    #[schemars(default = "after")]
    pub placement: OneOrMany,
    /// Triggers. Default: `always`.
    #[schemars(default = "always")]
    pub trigger: OneOrMany,
    /// Which of several services is hostile, by the host's label. Default: the one that the task calls most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<OneOrMany>,
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
    /// Ids of the attacks that it stands for, `covering` left as it is; none for a search.
    pub fn ids(&self) -> Vec<String> {
        match self {
            Self::Id(id) => vec![id.clone()],
            Self::Axes(axes) => axes.product(),
            Self::Adaptive { .. } => vec![],
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
        let Some(OneOrMany(services)) = &self.service else { return ids };
        ids.iter().flat_map(|id| services.iter().map(move |service| format!("{id}@{service}"))).collect()
    }
}

/// The members that an attack's map may have.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    surface: Option<OneOrMany>,
    strategy: Option<OneOrMany>,
    objective: Option<OneOrMany>,
    placement: Option<OneOrMany>,
    trigger: Option<OneOrMany>,
    service: Option<OneOrMany>,
    adaptive: Option<AdaptiveSpec>,
}

impl Written {
    fn spec<E: Error>(self) -> Result<AttackSpec, E> {
        let Self { surface, strategy, objective, placement, trigger, service, adaptive } = self;
        let Some(adaptive) = adaptive else {
            return Ok(AttackSpec::Axes(Axes {
                surface: surface.ok_or_else(|| E::missing_field("surface"))?,
                strategy: strategy.unwrap_or_else(direct),
                objective: objective.unwrap_or_else(hijack),
                placement: placement.unwrap_or_else(after),
                trigger: trigger.unwrap_or_else(always),
                service,
            }));
        };
        let axes = [surface, strategy, objective, placement, trigger, service];
        if axes.iter().any(Option::is_some) {
            return Err(E::custom("the axes of a search stand in its `over`"));
        }
        Ok(AttackSpec::Adaptive { adaptive })
    }
}

impl<'de> Deserialize<'de> for AttackSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = AttackSpec;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`none`, `covering`, an attack's id, axes such as `surface: [TL03, TR01]`, or `adaptive: {over, budget}`")
            }

            fn visit_str<E: Error>(self, id: &str) -> Result<AttackSpec, E> {
                Ok(AttackSpec::Id(id.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<AttackSpec, A::Error> {
                Written::deserialize(MapAccessDeserializer::new(map))?.spec()
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
        let adaptive = generator.subschema_for::<AdaptiveSpec>();
        json_schema!({
            "description": "`none`, `covering`, an attack's id, axes with lists, or a search for an attack.",
            "anyOf": [
                {"type": "string"},
                axes,
                {"type": "object", "required": ["adaptive"], "properties": {"adaptive": adaptive}, "additionalProperties": false},
            ],
        })
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
