//! What the stateless era says twice: once in a message, once in the headers of the POST that carries it.
//!
//! Revision 2026-07-28 mirrors the method, the name of what is called and the protocol version into headers, so
//! that a gateway routes without reading bodies. A server must refuse a message whose headers say otherwise.

use crate::json::{NodeId, Path, Segment, Shape};
use crate::{Message, STATELESS};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::borrow::Cow;

/// Carries the method.
pub const METHOD: &str = "mcp-method";
/// Carries the name, address or task that the method acts on.
pub const NAME: &str = "mcp-name";
/// Carries the protocol version.
pub const VERSION: &str = "mcp-protocol-version";
/// Carries the session of the initialize era.
pub const SESSION: &str = "mcp-session-id";

/// Where a request of the stateless era says its version.
pub(crate) const META_VERSION: [&str; 3] = ["params", "_meta", "io.modelcontextprotocol/protocolVersion"];

/// Where a request of the stateless era says what its client can do. The host may say nothing, but it must say so.
const META_CAPABILITIES: [&str; 3] = ["params", "_meta", "io.modelcontextprotocol/clientCapabilities"];

/// The mirrored parts of one message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mirror {
    /// The version in `_meta`.
    pub(crate) version: Option<String>,
    /// The method.
    pub(crate) method: Option<String>,
    /// The name that the method acts on, for the methods that have one.
    pub(crate) name: Option<String>,
}

impl Mirror {
    /// Reads the parts from a message.
    pub(crate) fn of(message: &Message) -> Self {
        let method = message.method().map(Cow::into_owned);
        let member = match method.as_deref() {
            Some("tools/call" | "prompts/get") => Some("name"),
            Some("resources/read" | "resources/subscribe" | "resources/unsubscribe") => Some("uri"),
            Some("tasks/get" | "tasks/update" | "tasks/cancel") => Some("taskId"),
            _ => None,
        };
        let name = member.and_then(|member| string_at(message, &["params", member]));
        Self { version: string_at(message, &META_VERSION), method, name }
    }

    /// The headers for a message of the stateless era; none for any other.
    pub(crate) fn headers(&self) -> Vec<(&'static str, String)> {
        if self.version.as_deref() != Some(STATELESS) {
            return self.version.iter().map(|version| (VERSION, encode(version))).collect();
        }
        [(VERSION, &self.version), (METHOD, &self.method), (NAME, &self.name)]
            .into_iter()
            .filter_map(|(header, value)| Some((header, encode(value.as_deref()?))))
            .collect()
    }
}

/// The decoded string at a place in a message, found without building the rest.
pub(crate) fn string_at(message: &Message, place: &[&str]) -> Option<String> {
    let tape = message.tape();
    let id = at(message, place)?;
    let string = tape.node(id)?.shape == Shape::String;
    string.then(|| tape.text(message.as_str(), id).into_owned())
}

/// The value at a place in a message.
pub(crate) fn at(message: &Message, place: &[&str]) -> Option<NodeId> {
    message.tape().select(message.as_str(), &path(place)).pop()
}

/// Whether a request says what its client can do.
pub(crate) fn declares_capabilities(message: &Message) -> bool {
    let tape = message.tape();
    at(message, &META_CAPABILITIES)
        .and_then(|id| tape.node(id))
        .is_some_and(|node| node.shape == Shape::Object)
}

fn path(place: &[&str]) -> Path {
    Path::from(place.iter().map(|key| Segment::Key((*key).into())).collect::<Vec<_>>())
}

const OPEN: &str = "=?base64?";
const SHUT: &str = "?=";

/// A text as a header value: as it is when it can stand there, else in Base64 between the marks of the revision.
pub(crate) fn encode(text: &str) -> String {
    let plain = text.bytes().all(|byte| (0x20..=0x7E).contains(&byte));
    let edges = text.starts_with(' ') || text.ends_with(' ');
    let marked = text.starts_with(OPEN) && text.ends_with(SHUT);
    if plain && !edges && !marked {
        text.to_owned()
    } else {
        format!("{OPEN}{}{SHUT}", BASE64_STANDARD.encode(text))
    }
}

/// Reverses [`encode`]. `None` when the marks hold no Base64 of a text.
pub(crate) fn decode(value: &str) -> Option<String> {
    match value.strip_prefix(OPEN).and_then(|rest| rest.strip_suffix(SHUT)) {
        Some(inner) => String::from_utf8(BASE64_STANDARD.decode(inner).ok()?).ok(),
        None => Some(value.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    #[test]
    fn header_values_survive() {
        for text in ["search", "", " edge", "tab\t", "caf\u{e9}", "=?base64?eA==?=", "a\r\nb"] {
            let value = encode(text);
            assert!(value.bytes().all(|byte| (0x20..=0x7E).contains(&byte)), "{value:?}");
            assert_eq!(decode(&value).as_deref(), Some(text));
        }
        assert_eq!(decode("=?base64?%?="), None);
    }

    #[test]
    fn a_mirror_shows_what_the_message_says() {
        let read = |text: &str| Mirror::of(&Message::parse(text, &Limits::default()).unwrap()).headers();
        let meta = r#""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}"#;
        let call = format!(r#"{{"id":1,"method":"tools/call","params":{{"name":"caf\u00e9",{meta}}}}}"#);
        let expected = [(VERSION, STATELESS), (METHOD, "tools/call"), (NAME, "=?base64?Y2Fmw6k=?=")];
        assert_eq!(read(&call), expected.map(|(name, value)| (name, value.to_owned())));
        assert_eq!(read(r#"{"id":1,"method":"ping"}"#), []);
    }
}
