//! Python literals, read without running anything: the original gives the text to `eval`.

use serde_json::{Map, Number, Value};

/// Deepest nesting of containers.
const DEEPEST: usize = 32;

/// Reads one literal: `None`, `True`, `False`, numbers, strings, lists, tuples (read as lists), and dicts with string
/// keys. `None` for anything else.
pub(crate) fn parse(text: &str) -> Option<Value> {
    let mut reader = Reader { rest: text, depth: 0 };
    let value = reader.value()?;
    reader.space();
    reader.rest.is_empty().then_some(value)
}

struct Reader<'t> {
    rest: &'t str,
    depth: usize,
}

impl Reader<'_> {
    fn value(&mut self) -> Option<Value> {
        self.space();
        match self.rest.chars().next()? {
            '{' => self.nested(Self::dict),
            '[' => self.nested(|reader| reader.items(']')),
            '(' => self.nested(|reader| reader.items(')')),
            '"' | '\'' => self.strings().map(Value::String),
            '-' | '+' | '.' | '0'..='9' => self.number(),
            _ => self.word(),
        }
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Option<Value>) -> Option<Value> {
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        self.skip();
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn dict(&mut self) -> Option<Value> {
        let mut members = Map::new();
        while !self.takes('}') {
            self.space();
            let name = self.strings()?;
            if !self.takes(':') {
                return None;
            }
            members.insert(name, self.value()?);
            if !self.takes(',') && !self.sees('}') {
                return None;
            }
        }
        Some(Value::Object(members))
    }

    fn items(&mut self, end: char) -> Option<Value> {
        let mut items = Vec::new();
        while !self.takes(end) {
            items.push(self.value()?);
            if !self.takes(',') && !self.sees(end) {
                return None;
            }
        }
        Some(Value::Array(items))
    }

    /// One or more strings side by side, which Python joins.
    fn strings(&mut self) -> Option<String> {
        let mut text = String::new();
        let mut any = false;
        while let Some(mark) = self.rest.chars().next().filter(|char| matches!(char, '"' | '\'')) {
            self.skip();
            self.string(mark, &mut text)?;
            self.space();
            any = true;
        }
        any.then_some(text)
    }

    fn string(&mut self, mark: char, text: &mut String) -> Option<()> {
        loop {
            match self.skip()? {
                char if char == mark => return Some(()),
                '\n' => return None,
                '\\' => self.escape(text)?,
                char => text.push(char),
            }
        }
    }

    fn escape(&mut self, text: &mut String) -> Option<()> {
        let char = match self.skip()? {
            '\n' => return Some(()),
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            char @ ('\\' | '\'' | '"') => char,
            'x' => self.code(2)?,
            'u' => self.code(4)?,
            'U' => self.code(8)?,
            // Python keeps the backslash of an escape that it does not know.
            char => {
                text.push('\\');
                char
            }
        };
        text.push(char);
        Some(())
    }

    fn code(&mut self, digits: usize) -> Option<char> {
        let (code, rest) = self.rest.split_at_checked(digits)?;
        self.rest = rest;
        code.chars().all(|char| char.is_ascii_hexdigit()).then_some(())?;
        char::from_u32(u32::from_str_radix(code, 16).ok()?)
    }

    fn number(&mut self) -> Option<Value> {
        let is_part = |char: char| char.is_ascii_alphanumeric() || matches!(char, '.' | '-' | '+');
        let end = self.rest.find(|char| !is_part(char)).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        let number = number.strip_prefix('+').unwrap_or(number);
        let digits = number.strip_prefix('-').unwrap_or(number);
        if digits.len() > 1 && digits.starts_with('0') && digits.chars().all(|char| char.is_ascii_digit()) {
            return None;
        }
        if let Ok(whole) = number.parse::<i64>() {
            return Some(whole.into());
        }
        digits
            .chars()
            .all(|char| char.is_ascii_digit() || matches!(char, '.' | 'e' | 'E' | '-' | '+'))
            .then_some(())?;
        Number::from_f64(number.parse().ok()?).map(Value::Number)
    }

    fn word(&mut self) -> Option<Value> {
        let end = self.rest.find(|char: char| !char.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        match word {
            "None" => Some(Value::Null),
            "True" => Some(Value::Bool(true)),
            "False" => Some(Value::Bool(false)),
            _ => None,
        }
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn sees(&mut self, wanted: char) -> bool {
        self.space();
        self.rest.starts_with(wanted)
    }

    fn takes(&mut self, wanted: char) -> bool {
        let sees = self.sees(wanted);
        if sees {
            self.skip();
        }
        sees
    }

    fn skip(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let char = chars.next();
        self.rest = chars.as_str();
        char
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use serde_json::json;

    #[test]
    fn reads_literals() {
        let cases = [
            ("{}", json!({})),
            (" {'a': \"it's\", 'b': [1, -2.5, None,], } ", json!({"a": "it's", "b": [1, -2.5, null]})),
            ("(True, False)", json!([true, false])),
            (r"'a\n\x41\u00e9' 'b'", json!("a\nA\u{e9}b")),
            ("1e3", json!(1000.0)),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn reads_nothing_else() {
        let deep = "[".repeat(100);
        let cases = [
            "",
            "true",
            "{'a'}",
            "{1: 2}",
            "__import__('os')",
            "[1 2]",
            "'open",
            "007",
            "1 + 1",
            "{'a': b}",
            &deep,
        ];
        for text in cases {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
