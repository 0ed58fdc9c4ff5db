//! Fingerprints of definitions, over their canonical JSON.

use wire::json::{NodeId, Shape, Tape, encode};

/// The fingerprint of a definition, or of any other JSON.
pub(crate) fn fingerprint(tape: &Tape, text: &str, id: NodeId) -> String {
    blake3::hash(canonical_json(tape, text, id).as_bytes()).to_hex().to_string()
}

/// A value in its canonical form.
pub(crate) fn canonical_json(tape: &Tape, text: &str, id: NodeId) -> String {
    let mut out = String::new();
    canonical(text, tape, id, &mut out);
    out
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
