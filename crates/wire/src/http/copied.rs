//! Arguments that are copied into headers.

use super::mirror::{self, Mirror, at};
use crate::json::Shape;
use crate::{Message, STATELESS};
use std::collections::BTreeMap;

/// Which arguments of which tools go into headers as well (surface TL12).
///
/// A service of the stateless era asks for it in the schemas of its tools (`x-mcp-header`). Whoever reads the schemas says
/// here what is to be done about it; a link with headers does it, so that a header always says what its message says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    tools: BTreeMap<String, Vec<CopiedArgument>>,
}

/// One argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedArgument {
    /// What stands behind `Mcp-Param-` in the name of the header.
    pub header: String,
    /// The names that lead to the argument, outermost first.
    pub path: Vec<String>,
}

/// What every such header begins with.
const PREFIX: &str = "mcp-param-";

impl Copied {
    /// Adds what is to be copied of the arguments of one tool.
    pub fn add(&mut self, tool: &str, copies: &[CopiedArgument]) {
        if !copies.is_empty() {
            self.tools.entry(tool.to_owned()).or_default().extend_from_slice(copies);
        }
    }

    /// The headers for a message: none but for a call of the stateless era. A value that is missing or `null` has none,
    /// an object or an array its JSON.
    pub(super) fn headers(&self, message: &Message, mirror: &Mirror) -> Vec<(String, String)> {
        let call =
            mirror.method.as_deref() == Some("tools/call") && mirror.version.as_deref() == Some(STATELESS);
        let copies = mirror.name.as_ref().filter(|_| call).and_then(|tool| self.tools.get(tool));
        let header = |copy: &CopiedArgument| {
            let place: Vec<&str> =
                ["params", "arguments"].into_iter().chain(copy.path.iter().map(String::as_str)).collect();
            Some((format!("{PREFIX}{}", copy.header), mirror::encode(&value(message, &place)?)))
        };
        copies.into_iter().flatten().filter_map(header).collect()
    }
}

/// Whether a text may stand in the name of a header: a token of RFC 9110.
pub fn is_token(text: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(token)
}

/// A value as a header has it.
fn value(message: &Message, place: &[&str]) -> Option<String> {
    let tape = message.tape();
    let id = at(message, place)?;
    let node = tape.node(id)?;
    match node.shape {
        Shape::Null => None,
        Shape::String => Some(tape.text(message.as_str(), id).into_owned()),
        _ => Some(node.span.of(message.as_str()).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    fn check(method: &str, name: &str, version: &str, expected: &[(&str, &str)]) {
        let path = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        let copy =
            |header: &str, names: &[&str]| CopiedArgument { header: header.to_owned(), path: path(names) };
        let mut copied = Copied::default();
        copied.add(
            "pay",
            &[
                copy("To", &["to"]),
                copy("Deep", &["more", "deep"]),
                copy("Count", &["count"]),
                copy("All", &["more"]),
                copy("Gone", &["gone"]),
                copy("None", &["none"]),
            ],
        );
        let text = format!(
            r#"{{"id":1,"method":"{method}","params":{{"name":"{name}","arguments":{{"to":"caf\u00e9","count":1e2,
                "none":null,"more":{{"deep":true}}}},"_meta":{{"io.modelcontextprotocol/protocolVersion":"{version}"}}}}}}"#
        );
        let message = Message::parse(text, &Limits::default()).unwrap();
        let headers = copied.headers(&message, &Mirror::of(&message));
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(headers, expected);
    }

    #[test]
    fn a_header_says_what_its_argument_says() {
        let expected = [
            ("mcp-param-To", "=?base64?Y2Fmw6k=?="),
            ("mcp-param-Deep", "true"),
            ("mcp-param-Count", "1e2"),
            ("mcp-param-All", r#"{"deep":true}"#),
        ];
        check("tools/call", "pay", STATELESS, &expected);
        check("tools/call", "look", STATELESS, &[]);
        check("prompts/get", "pay", STATELESS, &[]);
        check("tools/call", "pay", "2025-11-25", &[]);
    }
}
