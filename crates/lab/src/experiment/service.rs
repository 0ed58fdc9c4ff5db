//! Entries of `services`.

use super::{AgentGymService, CustomService};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Error, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;

/// A server that is not ours.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Service {
    /// Any command or URL that speaks MCP, with tasks of the user's own.
    Custom(CustomService),
    /// A server of AgentGym's, with tasks of its own.
    AgentGym(AgentGymService),
}

impl<'de> Deserialize<'de> for Service {
    /// The first key says which: nothing is read twice, so that every mistake keeps its place.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Service;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a service: `name: ...` with a command or a URL, or `agentgym: URL`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Service, A::Error> {
                let Some(first) = map.next_key::<String>()? else {
                    return Err(A::Error::custom(
                        "a service without a word: begin with `name` or `agentgym`",
                    ));
                };
                let is_agentgym = first == "agentgym";
                let entry = MapAccessDeserializer::new(Begun { first: Some(first), map });
                if is_agentgym {
                    AgentGymService::deserialize(entry).map(Service::AgentGym)
                } else {
                    CustomService::deserialize(entry).map(Service::Custom)
                }
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// A map whose first key has been read.
struct Begun<A> {
    first: Option<String>,
    map: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Begun<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        match self.first.take() {
            Some(first) => seed.deserialize(first.into_deserializer()).map(Some),
            None => self.map.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

impl JsonSchema for Service {
    fn schema_name() -> Cow<'static, str> {
        "Service".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let kinds =
            [generator.subschema_for::<CustomService>(), generator.subschema_for::<AgentGymService>()];
        json_schema!({"description": "A real MCP server, or a server of AgentGym's.", "anyOf": kinds})
    }
}
