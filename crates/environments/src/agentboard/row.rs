//! Native tools in short.

use crate::Tool;
use serde_json::{Map, Value, json};

/// What an argument or a member of a result is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// A text.
    Text,
    /// A text, with a word on what it is.
    Of(&'static str),
    /// A text out of a few.
    OneOf(&'static [&'static str]),
    /// A text, or `null` where there is none.
    MaybeText,
    /// An id: a number, or its digits as a text; with a word on whose.
    Id(&'static str),
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// True or false.
    Boolean,
    /// A list of texts.
    Texts,
    /// A list of numbers, some of which may be missing.
    Numbers,
    /// A list of anything.
    List,
    /// A list of objects.
    Objects,
    /// An object of any members.
    Object,
    /// An object with these members and no others.
    Members(&'static [Field]),
    /// Anything.
    Any,
    /// What `finish` takes: a word, a number, a truth value or a list, with a word on what is asked for.
    Answer(&'static str),
}

impl Type {
    /// As JSON Schema.
    fn schema(self) -> Value {
        match self {
            Self::Text => json!({"type": "string"}),
            Self::Of(what) => json!({"type": "string", "description": what}),
            Self::OneOf(words) => json!({"type": "string", "enum": words}),
            Self::MaybeText => json!({"type": ["string", "null"]}),
            Self::Id(whose) => json!({"type": ["string", "integer"], "description": whose}),
            Self::Number => json!({"type": "number"}),
            Self::Integer => json!({"type": "integer"}),
            Self::Boolean => json!({"type": "boolean"}),
            Self::Texts => json!({"type": "array", "items": {"type": "string"}}),
            Self::Numbers => json!({"type": "array", "items": {"type": ["number", "null"]}}),
            Self::List => json!({"type": "array"}),
            Self::Objects => json!({"type": "array", "items": {"type": "object"}}),
            Self::Object => json!({"type": "object"}),
            Self::Members(fields) => object(fields, &[]),
            Self::Any => json!({}),
            Self::Answer(what) => {
                json!({"type": ["string", "number", "boolean", "array"], "description": what})
            }
        }
    }
}

/// A name and its type.
type Field = (&'static str, Type);

/// One native tool.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// Name, `[a-z_]+`.
    pub(crate) name: &'static str,
    /// What it does: a sentence.
    pub(crate) does: &'static str,
    /// Arguments that must be given.
    pub(crate) takes: &'static [Field],
    /// Arguments that may be left out.
    pub(crate) may_take: &'static [Field],
    /// Members of the result. With one member, a result that is not such an object becomes that member.
    pub(crate) gives: &'static [Field],
    /// Whether it changes nothing.
    pub(crate) read_only: bool,
}

impl Row {
    /// A tool that only reads.
    pub(crate) const fn reads(
        name: &'static str,
        does: &'static str,
        takes: &'static [Field],
        gives: &'static [Field],
    ) -> Self {
        Self { name, does, takes, may_take: &[], gives, read_only: true }
    }

    /// A tool that changes something.
    pub(crate) const fn changes(
        name: &'static str,
        does: &'static str,
        takes: &'static [Field],
        gives: &'static [Field],
    ) -> Self {
        Self { name, does, takes, may_take: &[], gives, read_only: false }
    }

    /// The same with arguments that may be left out.
    pub(crate) const fn with(self, may_take: &'static [Field]) -> Self {
        Self { may_take, ..self }
    }

    /// As a tool.
    pub(crate) fn tool(&self) -> Tool {
        Tool {
            name: self.name,
            description: self.does,
            input: object(self.takes, self.may_take),
            output: object(self.gives, &[]),
            read_only: self.read_only,
        }
    }

    /// A result that fits the output schema.
    pub(crate) fn structured(&self, result: Value) -> Value {
        let is_such = |only: &str| result.as_object().is_some_and(|members| members.keys().eq([only]));
        match self.gives {
            [(only, _)] if !is_such(only) => json!({*only: result}),
            _ => result,
        }
    }
}

fn object(required: &[Field], optional: &[Field]) -> Value {
    let fields = required.iter().chain(optional);
    let properties: Map<String, Value> =
        fields.map(|(name, kind)| ((*name).to_owned(), kind.schema())).collect();
    let required: Vec<&str> = required.iter().map(|(name, _)| *name).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}
