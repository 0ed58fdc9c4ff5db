//! Where the schemas within a JSON Schema stand.

/// What stands below a keyword of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Below {
    /// A schema, or a list of them.
    Schemas,
    /// Schemas under names of the author's choice.
    Named,
    /// Data.
    Data,
}

impl Below {
    /// What stands below this keyword of draft 2020-12, or of a draft before it.
    pub fn of(keyword: &str) -> Self {
        match keyword {
            "properties" | "$defs" | "definitions" | "patternProperties" | "dependentSchemas" => Self::Named,
            "items"
            | "prefixItems"
            | "additionalProperties"
            | "additionalItems"
            | "unevaluatedProperties"
            | "unevaluatedItems"
            | "contains"
            | "propertyNames"
            | "allOf"
            | "anyOf"
            | "oneOf"
            | "not"
            | "if"
            | "then"
            | "else" => Self::Schemas,
            _ => Self::Data,
        }
    }
}
