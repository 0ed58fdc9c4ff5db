//! String literals: from their escaped form and back.

use std::borrow::Cow;

/// Decodes a JSON string literal, quotes included. Borrowed when it holds no escape.
///
/// A lone surrogate becomes U+FFFD: the text is kept elsewhere; this is only how it reads.
pub fn decode(literal: &str) -> Cow<'_, str> {
    let inner = literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(literal);
    if !inner.contains('\\') {
        return Cow::Borrowed(inner);
    }
    let mut units: Vec<u16> = Vec::new();
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(char) = chars.next() {
        if char != '\\' {
            flush(&mut units, &mut out);
            out.push(char);
            continue;
        }
        match chars.next() {
            Some('u') => {
                let hex: String = chars.by_ref().take(4).collect();
                units.push(u16::from_str_radix(&hex, 16).unwrap_or(0xFFFD));
            }
            Some(escaped) => {
                flush(&mut units, &mut out);
                out.push(simple(escaped));
            }
            None => {}
        }
    }
    flush(&mut units, &mut out);
    Cow::Owned(out)
}

/// Writes a text as a JSON string literal, quotes included.
pub fn encode(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn simple(escaped: char) -> char {
    match escaped {
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        other => other,
    }
}

fn flush(units: &mut Vec<u16>, out: &mut String) {
    out.extend(char::decode_utf16(units.drain(..)).map(|unit| unit.unwrap_or('\u{FFFD}')));
}
