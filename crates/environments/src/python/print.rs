//! Data as Python's `str` and `repr` print it.

use serde_json::{Number, Value};
use std::fmt::Write;

/// As `str(value)`: a string stands for itself, anything else is its `repr`.
pub(crate) fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => repr(other),
    }
}

/// As `repr(value)`.
pub(crate) fn repr(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => shown(number),
        Value::String(text) => quote(text),
        Value::Array(items) => format!("[{}]", items.iter().map(repr).collect::<Vec<_>>().join(", ")),
        Value::Object(members) => {
            let members = members.iter().map(|(name, member)| format!("{}: {}", quote(name), repr(member)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A string as `repr` prints it: in single quotes, unless it has some and no double ones.
pub(crate) fn quote(text: &str) -> String {
    let mark = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(mark);
    for char in text.chars() {
        escape(&mut out, char, mark);
    }
    out.push(mark);
    out
}

fn escape(out: &mut String, char: char, mark: char) {
    let code = u32::from(char);
    // Writing to a string cannot fail.
    let _written = match char {
        '\n' => out.write_str("\\n"),
        '\r' => out.write_str("\\r"),
        '\t' => out.write_str("\\t"),
        '\\' => out.write_str("\\\\"),
        _ if char == mark => write!(out, "\\{char}"),
        ' '..='~' => out.write_char(char),
        _ if char.is_alphanumeric() || is_plain_symbol(char) => out.write_char(char),
        _ if code <= 0xff => write!(out, "\\x{code:02x}"),
        _ if code <= 0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// Symbols outside ASCII that Python prints as they are; what is neither space, control nor format. Blocks that hold
/// invisible characters are left out, so those are escaped.
fn is_plain_symbol(char: char) -> bool {
    matches!(char, '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{36f}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}'
        | '\u{20a0}'..='\u{20c0}' | '\u{2100}'..='\u{2bff}' | '\u{3001}'..='\u{303f}' | '\u{1f300}'..='\u{1faff}')
}

/// Floats differ from JSON's in their exponents only: `1e+16`, `1e-05`.
fn shown(number: &Number) -> String {
    let Some(float) = number.as_f64().filter(|_| number.is_f64()) else { return number.to_string() };
    let magnitude = float.abs();
    if magnitude == 0.0 || (1e-4..1e16).contains(&magnitude) {
        return format!("{float:?}");
    }
    let short = format!("{float:e}");
    let (digits, exponent) = short.split_once('e').unwrap_or((&short, "0"));
    let (sign, size) = exponent.strip_prefix('-').map_or(('+', exponent), |size| ('-', size));
    format!("{digits}e{sign}{size:0>2}")
}

#[cfg(test)]
mod tests {
    use super::{quote, repr};
    use serde_json::json;

    #[test]
    fn prints_as_python_does() {
        let value = json!([{"id": "1", "done": true, "left": null}, 2, 1.5, 1e16, 1e-5, -0.25, []]);
        assert_eq!(
            repr(&value),
            "[{'id': '1', 'done': True, 'left': None}, 2, 1.5, 1e+16, 1e-05, -0.25, []]"
        );
    }

    #[test]
    fn quotes_as_python_does() {
        let cases = [
            ("it", "'it'"),
            ("it's", "\"it's\""),
            ("a'b\"c", "'a\\'b\"c'"),
            ("\u{1b}[0m\n\\", "'\\x1b[0m\\n\\\\'"),
            ("\u{e9}\u{a0}\u{200b}", "'\u{e9}\\xa0\\u200b'"),
            ("\u{e0041}", "'\\U000e0041'"),
        ];
        for (text, expected) in cases {
            assert_eq!(quote(text), expected);
        }
    }
}
