//! Arguments that a schema wants copied into headers (surface TL12).

use serde_json::Value;
use wire::http::{CopiedArgument, is_token};
use wire::json::Below;

/// The keyword.
const KEYWORD: &str = "x-mcp-header";
/// Types of arguments that may be copied.
const PRIMITIVE: [&str; 4] = ["string", "integer", "number", "boolean"];

/// What a tool wants copied.
#[derive(Debug, Default)]
pub(crate) struct Copies {
    /// The arguments that could be.
    pub(crate) wanted: Vec<CopiedArgument>,
    /// Whether something of it is against the specification: no token, a name that is taken, no primitive argument, or
    /// a place to which not only `properties` lead.
    pub(crate) wrong: bool,
}

impl Copies {
    /// Reads an argument schema.
    pub(crate) fn of(schema: &str) -> Self {
        let mut copies = Self::default();
        if schema.contains(KEYWORD)
            && let Ok(schema) = serde_json::from_str(schema)
        {
            copies.walk(&schema, Some(&mut Vec::new()));
        }
        copies
    }

    /// Walks a schema. `path` are the names that lead to what it describes; `None` where it may describe anything.
    fn walk(&mut self, schema: &Value, mut path: Option<&mut Vec<String>>) {
        let Value::Object(keywords) = schema else { return };
        if let Some(header) = keywords.get(KEYWORD) {
            self.want(header, keywords.get("type"), path.as_deref());
        }
        for (keyword, below) in keywords {
            match (Below::of(keyword), below) {
                (Below::Named, Value::Object(schemas)) => {
                    for (name, schema) in schemas {
                        match &mut path {
                            Some(path) if keyword == "properties" => {
                                path.push(name.clone());
                                self.walk(schema, Some(path));
                                path.pop();
                            }
                            _ => self.walk(schema, None),
                        }
                    }
                }
                (Below::Schemas, Value::Array(schemas)) => {
                    schemas.iter().for_each(|schema| self.walk(schema, None));
                }
                (Below::Schemas, schema) => self.walk(schema, None),
                _ => {}
            }
        }
    }

    fn want(&mut self, header: &Value, kind: Option<&Value>, path: Option<&Vec<String>>) {
        let header = header.as_str().unwrap_or_default();
        let primitive = kind.and_then(Value::as_str).is_some_and(|kind| PRIMITIVE.contains(&kind));
        let taken = self.wanted.iter().any(|known| known.header.eq_ignore_ascii_case(header));
        let path = path.filter(|path| !path.is_empty());
        self.wrong |= !is_token(header) || !primitive || taken || path.is_none();
        if let Some(path) = path.filter(|_| is_token(header)) {
            self.wanted.push(CopiedArgument { header: header.to_owned(), path: path.clone() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Copies;

    fn check(schema: &str, wanted: &[(&str, &str)], wrong: bool) {
        let copies = Copies::of(schema);
        let found: Vec<_> =
            copies.wanted.iter().map(|copy| (copy.header.as_str(), copy.path.join("/"))).collect();
        let wanted: Vec<_> = wanted.iter().map(|(header, path)| (*header, (*path).to_owned())).collect();
        assert_eq!((found, copies.wrong), (wanted, wrong), "{schema}");
    }

    #[test]
    fn what_is_wanted_is_read_and_judged() {
        check(r#"{"properties":{"a":{"type":"string"}}}"#, &[], false);
        check(r#"{"properties":{"a":{"type":"string","x-mcp-header":"A"}}}"#, &[("A", "a")], false);
        let deep = r#"{"properties":{"a":{"type":"object","properties":{"b":{"type":"integer","x-mcp-header":"B"}}}}}"#;
        check(deep, &[("B", "a/b")], false);
        check(r#"{"properties":{"a":{"type":"object","x-mcp-header":"A"}}}"#, &[("A", "a")], true);
        check(r#"{"properties":{"a":{"type":"string","x-mcp-header":"A b"}}}"#, &[], true);
        check(r#"{"properties":{"a":{"type":"string","x-mcp-header":""}}}"#, &[], true);
        check(r#"{"type":"object","x-mcp-header":"A"}"#, &[], true);
        check(r#"{"properties":{"a":{"items":{"type":"string","x-mcp-header":"A"}}}}"#, &[], true);
        let twice = r#"{"properties":{"a":{"type":"string","x-mcp-header":"A"},"b":{"type":"string","x-mcp-header":"a"}}}"#;
        check(twice, &[("A", "a"), ("a", "b")], true);
        check(r#"{"properties":{"x-mcp-header":{"type":"string"}}}"#, &[], false);
        check(r#"{"default":{"x-mcp-header":"A"}}"#, &[], false);
    }
}
