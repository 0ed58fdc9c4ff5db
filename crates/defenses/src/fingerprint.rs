//! Pins: the fingerprint of a service's tool definitions.

use serde::{Deserialize, Serialize};
use wire::json::{NodeId, Shape, Tape, encode};

/// The definitions of a service as they were when it was known to be clean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// Name of the service.
    pub service: String,
    /// Fingerprint of all its tool definitions: see [`pin_of`].
    pub definitions: String,
}

/// The fingerprint of tool definitions, each given as raw JSON: BLAKE3, in hexadecimal digits, over their canonical
/// JSON, sorted by name. Members are sorted by key and escapes undone; numbers stay as written and duplicate
/// members all count, so that no two readers of a pinned definition can read it differently.
///
/// ```
/// use defenses::pin_of;
/// let one = pin_of(&[r#"{"name":"b"}"#, r#"{"name":"a", "description":"x"}"#]);
/// assert_eq!(one, pin_of(&[r#"{"description":"\u0078","name":"a"}"#, r#"{"name":"b"}"#]));
/// assert_ne!(one, pin_of(&[r#"{"name":"b"}"#, r#"{"name":"a", "description":"y"}"#]));
/// ```
pub fn pin_of(tools: &[&str]) -> String {
    let mut tools: Vec<(String, String)> = tools.iter().map(|tool| named(tool)).collect();
    tools.sort();
    let mut hasher = blake3::Hasher::new();
    for (_, definition) in &tools {
        hasher.update(definition.as_bytes());
        hasher.update(b"\n");
    }
    hasher.finalize().to_hex().to_string()
}

/// The fingerprint of one definition, or of any other JSON: as [`pin_of`] has it.
pub(crate) fn fingerprint(tape: &Tape, text: &str, id: NodeId) -> String {
    blake3::hash(canonical_json(tape, text, id).as_bytes()).to_hex().to_string()
}

/// A value in its canonical form.
pub(crate) fn canonical_json(tape: &Tape, text: &str, id: NodeId) -> String {
    let mut out = String::new();
    canonical(text, tape, id, &mut out);
    out
}

/// Name and canonical JSON of a definition. What is not JSON stays as it is.
fn named(tool: &str) -> (String, String) {
    let Ok(tape) = Tape::parse(tool, usize::MAX) else { return (String::new(), tool.to_owned()) };
    let name = tape.children(0).find(|&child| tape.key(tool, child) == "name");
    let name = name.map(|name| tape.text(tool, name).into_owned()).unwrap_or_default();
    let mut out = String::with_capacity(tool.len());
    canonical(tool, &tape, 0, &mut out);
    (name, out)
}

/// Writes a value in its canonical form. As deep as the value is nested, which the wire bounds.
fn canonical(text: &str, tape: &Tape, id: NodeId, out: &mut String) {
    let Some(node) = tape.node(id) else { return };
    match node.shape {
        Shape::Object => {
            let mut members: Vec<_> = tape.children(id).map(|child| (tape.key(text, child), child)).collect();
            members.sort();
            out.push('{');
            for (key, child) in members {
                let literal = tape.node(child).and_then(|node| node.key).map_or("", |key| key.of(text));
                string(literal, &key, out);
                out.push(':');
                canonical(text, tape, child, out);
                out.push(',');
            }
            out.push('}');
        }
        Shape::Array => {
            out.push('[');
            for child in tape.children(id) {
                canonical(text, tape, child, out);
                out.push(',');
            }
            out.push(']');
        }
        Shape::String => string(node.span.of(text), &tape.text(text, id), out),
        _ => out.push_str(node.span.of(text)),
    }
}

/// Writes a string in its canonical form, which a literal without escapes has.
fn string(literal: &str, text: &str, out: &mut String) {
    if literal.contains('\\') { out.push_str(&encode(text)) } else { out.push_str(literal) }
}
