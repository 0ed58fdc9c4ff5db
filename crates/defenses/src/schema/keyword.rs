//! Keywords of JSON Schema, and what stands under each.

use wire::json::Below;

/// What a keyword's value is to a walk over the schema.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// One schema, or a list of them.
    Schemas,
    /// Schemas by the names of properties.
    Properties,
    /// Schemas by names that only the schema itself uses.
    Named,
    /// Values that the model may be told.
    Values,
    /// Text that the model reads.
    Text,
    /// A reference to another schema.
    Reference,
    /// A demand for a value's length.
    Demand,
    /// A request to copy the value into a header.
    Header,
    /// A pattern that values match.
    Pattern,
    /// Words or numbers that only a validator reads.
    Rule,
}

/// Keywords that are taken out unless the settings keep them.
pub(super) const OPTIONAL: &[&str] = &["title", "default", "examples", "pattern", "patternProperties"];

/// What stands under a keyword; `None` for one that no call needs.
pub(super) fn holds(keyword: &str) -> Option<Holds> {
    Some(match keyword {
        "properties" => Holds::Properties,
        "enum" | "const" | "default" | "examples" => Holds::Values,
        "description" | "title" => Holds::Text,
        "$ref" | "$schema" => Holds::Reference,
        "minLength" | "minItems" | "minProperties" | "minContains" => Holds::Demand,
        "x-mcp-header" => Holds::Header,
        "type" | "required" | "dependentRequired" | "format" | "minimum" | "maximum" | "exclusiveMinimum"
        | "exclusiveMaximum" | "multipleOf" | "maxLength" | "maxItems" | "maxProperties" | "maxContains"
        | "uniqueItems" | "readOnly" | "writeOnly" | "deprecated" => Holds::Rule,
        "pattern" => Holds::Pattern,
        _ => match Below::of(keyword) {
            Below::Schemas => Holds::Schemas,
            Below::Named => Holds::Named,
            Below::Data => return None,
        },
    })
}

/// Whether a reference stays within the schema, or names a dialect of JSON Schema that readers know by heart.
pub(super) fn is_local(keyword: &str, reference: &str) -> bool {
    let dialect = reference.trim_end_matches('#');
    match keyword {
        "$schema" => dialect
            .strip_prefix("https://")
            .or(dialect.strip_prefix("http://"))
            .is_some_and(|rest| rest.starts_with("json-schema.org/draft") && rest.ends_with("/schema")),
        _ => reference.starts_with('#') && is_word(reference),
    }
}

/// Whether a property may have this name, apart from its length.
pub(super) fn is_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_.$@-".contains(&byte);
    !text.is_empty() && text.bytes().all(plain)
}

/// Whether a text is one word: what a schema uses among itself.
pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty() && text.len() <= MOST_WORD && !text.contains(char::is_whitespace)
}

/// Longest word, in bytes.
const MOST_WORD: usize = 200;
