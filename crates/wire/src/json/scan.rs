//! A strict, bounded, allocation-free JSON scanner that reports spans to a sink.

use std::ops::Range;
use thiserror::Error;

/// What a JSON value is, without its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `{...}`
    Object,
    /// `[...]`
    Array,
    /// `"..."`
    String,
    /// A number of any size.
    Number,
    /// `true` or `false`.
    Bool,
    /// `null`.
    Null,
}

/// A byte range of the scanned text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The part of `text` that the span covers, or an empty text when it lies outside.
    pub fn of(self, text: &str) -> &str {
        text.get(Range::from(self)).unwrap_or_default()
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start as usize..span.end as usize
    }
}

/// Why a text is not acceptable JSON, and at which byte.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum JsonError {
    /// Something else stands where this was expected.
    #[error("expected {expected} at byte {at}")]
    Expected {
        /// What the grammar asks for.
        expected: &'static str,
        /// Byte offset.
        at: usize,
    },
    /// The text ends inside a value.
    #[error("the text ends inside a value at byte {at}")]
    Ends {
        /// Byte offset.
        at: usize,
    },
    /// Containers are nested deeper than the limit.
    #[error("nested deeper than {limit} levels at byte {at}")]
    TooDeep {
        /// Levels allowed.
        limit: usize,
        /// Byte offset.
        at: usize,
    },
    /// The text is larger than spans can address.
    #[error("the text is larger than 4 GiB")]
    TooLarge,
}

/// Receives the values of a text in document order.
pub trait Sink {
    /// A value begins. `key` is the span of its member name with quotes, if it is a member of an object.
    fn open(&mut self, shape: Shape, key: Option<Span>, start: u32);
    /// The value opened last and not yet closed ends.
    fn close(&mut self, end: u32);
}

/// What a whole scan found besides its values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// Deepest nesting of containers.
    pub depth: usize,
}

/// Scans one JSON value that fills the whole of `text` (white space around it is allowed).
///
/// # Errors
/// [`JsonError`] with the byte offset of the first violation of RFC 8259 or of the depth limit.
pub fn scan(text: &str, max_depth: usize, sink: &mut impl Sink) -> Result<Scan, JsonError> {
    if u32::try_from(text.len()).is_err() {
        return Err(JsonError::TooLarge);
    }
    let mut scanner = Scanner { bytes: text.as_bytes(), at: 0, max_depth, deepest: 0, sink };
    scanner.space();
    scanner.value(None, 0)?;
    scanner.space();
    match scanner.peek() {
        None => Ok(Scan { depth: scanner.deepest }),
        Some(_) => Err(scanner.expected("the end of the text")),
    }
}

struct Scanner<'a, S> {
    bytes: &'a [u8],
    at: usize,
    max_depth: usize,
    deepest: usize,
    sink: &'a mut S,
}

impl<S: Sink> Scanner<'_, S> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn expected(&self, expected: &'static str) -> JsonError {
        if self.at >= self.bytes.len() {
            JsonError::Ends { at: self.at }
        } else {
            JsonError::Expected { expected, at: self.at }
        }
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8, expected: &'static str) -> Result<(), JsonError> {
        if self.peek() == Some(byte) {
            self.at += 1;
            Ok(())
        } else {
            Err(self.expected(expected))
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "`scan` refuses texts longer than u32::MAX")]
    fn here(&self) -> u32 {
        self.at as u32
    }

    fn value(&mut self, key: Option<Span>, depth: usize) -> Result<(), JsonError> {
        let start = self.here();
        let shape = match self.peek() {
            Some(b'{') => Shape::Object,
            Some(b'[') => Shape::Array,
            Some(b'"') => Shape::String,
            Some(b'-' | b'0'..=b'9') => Shape::Number,
            Some(b't' | b'f') => Shape::Bool,
            Some(b'n') => Shape::Null,
            _ => return Err(self.expected("a value")),
        };
        self.sink.open(shape, key, start);
        match shape {
            Shape::Object => self.object(depth + 1)?,
            Shape::Array => self.array(depth + 1)?,
            Shape::String => self.string()?,
            Shape::Number => self.number()?,
            Shape::Bool | Shape::Null => self.literal()?,
        }
        self.sink.close(self.here());
        Ok(())
    }

    fn enter(&mut self, depth: usize) -> Result<(), JsonError> {
        if depth > self.max_depth {
            return Err(JsonError::TooDeep { limit: self.max_depth, at: self.at });
        }
        self.deepest = self.deepest.max(depth);
        self.at += 1;
        self.space();
        Ok(())
    }

    fn object(&mut self, depth: usize) -> Result<(), JsonError> {
        self.enter(depth)?;
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            let start = self.here();
            if self.peek() != Some(b'"') {
                return Err(self.expected("a member name"));
            }
            self.string()?;
            let key = Span { start, end: self.here() };
            self.space();
            self.eat(b':', "a colon")?;
            self.space();
            self.value(Some(key), depth)?;
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return Err(self.expected("a comma or a closing brace")),
            }
            self.space();
        }
        self.at += 1;
        Ok(())
    }

    fn array(&mut self, depth: usize) -> Result<(), JsonError> {
        self.enter(depth)?;
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.value(None, depth)?;
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => break,
                _ => return Err(self.expected("a comma or a closing bracket")),
            }
            self.space();
        }
        self.at += 1;
        Ok(())
    }

    fn string(&mut self) -> Result<(), JsonError> {
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.escape()?,
                Some(0x20..) => self.at += 1,
                _ => return Err(self.expected("a character of a string")),
            }
        }
        self.at += 1;
        Ok(())
    }

    fn escape(&mut self) -> Result<(), JsonError> {
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => {
                self.at += 1;
                for _ in 0..4 {
                    if !self.peek().is_some_and(|byte| byte.is_ascii_hexdigit()) {
                        return Err(self.expected("a hexadecimal digit"));
                    }
                    self.at += 1;
                }
            }
            _ => return Err(self.expected("an escape")),
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), JsonError> {
        if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return Err(self.expected("a digit"));
        }
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), JsonError> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(())
    }

    fn literal(&mut self) -> Result<(), JsonError> {
        for word in [b"true".as_slice(), b"false", b"null"] {
            if self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
                self.at += word.len();
                return Ok(());
            }
        }
        Err(self.expected("`true`, `false` or `null`"))
    }
}
