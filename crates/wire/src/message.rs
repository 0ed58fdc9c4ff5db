//! One message exactly as it stood on the wire.

use crate::json::{self, JsonError, Shape, Sink, Span, Tape, decode};
use crate::{Id, Limits, MessageError};
use serde::Serialize;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// What a message is, by the members it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `method` and `id`.
    Request,
    /// `method` without `id`.
    Notification,
    /// `result` or `error` (or, from a peer that breaks the rules, both).
    Response,
    /// A JSON array: legal in 2025-03-26 only.
    Batch,
    /// An object that is none of these.
    Other,
}

/// One message: its text, and where its members stand. Cheap to clone.
///
/// ```
/// use wire::{Kind, Limits, Message};
/// let text = r#"{"jsonrpc":"2.0", "id": 10000000000000000000001, "method":"ping", "extra":null}"#;
/// let message = Message::parse(text, &Limits::default())?;
/// assert_eq!(message.kind(), Kind::Request);
/// assert_eq!(message.as_str(), text);
/// assert_eq!(message.id().unwrap().as_json(), "10000000000000000000001");
/// # Ok::<(), wire::MessageError>(())
/// ```
#[derive(Clone)]
pub struct Message(Arc<Inner>);

/// One allocation holds text and head, so that a message is as small as a pointer wherever it is kept.
struct Inner {
    text: Box<str>,
    head: Head,
}

/// Spans of the top-level members. Of duplicate members the last one counts.
#[derive(Clone, Copy, Debug, Default)]
struct Head {
    batch: bool,
    id: Option<Span>,
    method: Option<Span>,
    params: Option<Span>,
    result: Option<Span>,
    error: Option<Span>,
}

impl Message {
    /// Reads a message.
    ///
    /// # Errors
    /// [`MessageError`] when the text is over a limit, not JSON, or neither an object nor an array.
    pub fn parse(text: impl Into<Box<str>>, limits: &Limits) -> Result<Self, MessageError> {
        let text = text.into();
        if text.len() > limits.message_bytes {
            return Err(MessageError::TooLarge { limit: limits.message_bytes });
        }
        let mut heads = Heads { text: &text, depth: 0, member: None, head: Head::default(), root: None };
        json::scan(&text, limits.depth(), &mut heads)?;
        let (head, root) = (heads.head, heads.root);
        match root {
            Some(Shape::Object | Shape::Array) => Ok(Self(Arc::new(Inner { text, head }))),
            Some(Shape::String) => Err(MessageError::NotAnObject("string")),
            Some(Shape::Number) => Err(MessageError::NotAnObject("number")),
            _ => Err(MessageError::NotAnObject("literal")),
        }
    }

    /// Reads a message from bytes.
    ///
    /// # Errors
    /// As [`Message::parse`], and [`MessageError::NotUtf8`].
    pub fn parse_bytes(bytes: &[u8], limits: &Limits) -> Result<Self, MessageError> {
        if bytes.len() > limits.message_bytes {
            return Err(MessageError::TooLarge { limit: limits.message_bytes });
        }
        let text =
            std::str::from_utf8(bytes).map_err(|error| MessageError::NotUtf8 { at: error.valid_up_to() })?;
        Self::parse(text, limits)
    }

    /// A request of our own.
    pub fn request(id: &Id, method: &str, params: &impl Serialize) -> Self {
        Self::compose(&[
            ("id", id.as_json()),
            ("method", &json::encode(method)),
            ("params", &to_json(params)),
        ])
    }

    /// A notification of our own.
    pub fn notification(method: &str, params: &impl Serialize) -> Self {
        Self::compose(&[("method", &json::encode(method)), ("params", &to_json(params))])
    }

    /// A successful response of our own.
    pub fn result(id: &Id, result: &impl Serialize) -> Self {
        Self::compose(&[("id", id.as_json()), ("result", &to_json(result))])
    }

    /// A response of our own that refuses the request.
    pub fn error(id: &Id, code: i64, message: &str) -> Self {
        let error = serde_json::json!({"code": code, "message": message});
        Self::compose(&[("id", id.as_json()), ("error", &error.to_string())])
    }

    /// Composes `{"jsonrpc":"2.0",...}` and notes the spans on the way: what we wrote need not be scanned.
    fn compose(members: &[(&str, &str)]) -> Self {
        let size = members.iter().map(|(name, value)| name.len() + value.len() + 4).sum::<usize>();
        let mut text = String::with_capacity(size + 18);
        text.push_str(r#"{"jsonrpc":"2.0""#);
        let mut head = Head::default();
        for (name, value) in members {
            text.extend([",\"", name, "\":"]);
            let start = text.len();
            text.push_str(value);
            head.note(name, span(start, text.len()));
        }
        text.push('}');
        Self(Arc::new(Inner { text: text.into(), head }))
    }

    /// The text as it stood, without the framing's newline.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// Whether two messages share one text in memory: a cheap proof that nothing changed between two taps.
    pub fn same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// What kind of message it is.
    pub fn kind(&self) -> Kind {
        let head = &self.0.head;
        match (head.batch, head.method, head.id) {
            (true, ..) => Kind::Batch,
            (_, Some(_), Some(_)) => Kind::Request,
            (_, Some(_), None) => Kind::Notification,
            _ if head.result.is_some() || head.error.is_some() => Kind::Response,
            _ => Kind::Other,
        }
    }

    /// The `id` member; `null` counts as one.
    pub fn id(&self) -> Option<Id> {
        Some(Id::raw(self.0.head.id?.of(&self.0.text)))
    }

    /// The `method` member, decoded. `None` when it is missing or not a string.
    pub fn method(&self) -> Option<Cow<'_, str>> {
        let literal = self.0.head.method?.of(&self.0.text);
        literal.starts_with('"').then(|| decode(literal))
    }

    /// The raw JSON of `params`.
    pub fn params(&self) -> Option<&str> {
        Some(self.0.head.params?.of(&self.0.text))
    }

    /// The raw JSON of `result`.
    pub fn result_json(&self) -> Option<&str> {
        Some(self.0.head.result?.of(&self.0.text))
    }

    /// The raw JSON of `error`.
    pub fn error_json(&self) -> Option<&str> {
        Some(self.0.head.error?.of(&self.0.text))
    }

    /// The messages of a batch that can be read as such, in order; none for any other message.
    pub fn batched(&self) -> Vec<Self> {
        if !self.0.head.batch {
            return vec![];
        }
        let tape = self.tape();
        let spans = tape.children(0).filter_map(|child| tape.node(child)).map(|node| node.span);
        // What was accepted under any limits stays acceptable in parts.
        let unbounded = Limits { message_bytes: usize::MAX, depth: usize::MAX, ..Limits::default() };
        spans.filter_map(|span| Self::parse(span.of(&self.0.text), &unbounded).ok()).collect()
    }

    /// All values of the message with their places. The text was valid when it was read, so this cannot fail;
    /// an impossible failure would show as an empty tape.
    pub fn tape(&self) -> Tape {
        Tape::parse(&self.0.text, usize::MAX).unwrap_or_default()
    }

    /// The same message with the given spans replaced by raw JSON texts; every other byte stays.
    /// Overlapping spans: the first one in the text wins.
    ///
    /// # Errors
    /// [`JsonError`] when a replacement is not JSON.
    pub fn splice(&self, mut edits: Vec<(Span, String)>) -> Result<Self, JsonError> {
        edits.sort_by_key(|(span, _)| *span);
        let mut out =
            String::with_capacity(self.0.text.len() + edits.iter().map(|(_, new)| new.len()).sum::<usize>());
        let mut at = 0;
        for (span, new) in &edits {
            let start = span.start as usize;
            if start < at {
                continue;
            }
            out.push_str(self.0.text.get(at..start).unwrap_or_default());
            out.push_str(new);
            at = span.end as usize;
        }
        out.push_str(self.0.text.get(at..).unwrap_or_default());
        // What was accepted under any limits stays acceptable after an edit.
        let unbounded = Limits { message_bytes: usize::MAX, depth: usize::MAX, ..Limits::default() };
        Self::parse(out, &unbounded).map_err(|error| match error {
            MessageError::Json(json) => json,
            _ => JsonError::Expected { expected: "an object", at: 0 },
        })
    }

    /// Rewrites the strings that `path` names; `edit` sees each one decoded and answers the new text, or `None`
    /// to leave it. Answers `None` when nothing changed.
    ///
    /// # Errors
    /// [`JsonError`] never for edits by this function itself; it passes on what [`Message::splice`] says.
    pub fn rewrite(
        &self,
        path: &json::Path,
        mut edit: impl FnMut(&str) -> Option<String>,
    ) -> Result<Option<Self>, JsonError> {
        let tape = self.tape();
        let edits: Vec<_> = tape
            .select_all(&self.0.text, path)
            .into_iter()
            .filter_map(|id| tape.node(id).map(|node| (id, node)))
            .filter(|(_, node)| node.shape == Shape::String)
            .filter_map(|(id, node)| Some((node.span, json::encode(&edit(&tape.text(&self.0.text, id))?))))
            .collect();
        if edits.is_empty() { Ok(None) } else { self.splice(edits).map(Some) }
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Message({})", crate::excerpt(&self.0.text))
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text)
    }
}

impl PartialEq for Message {
    fn eq(&self, other: &Self) -> bool {
        self.0.text == other.0.text
    }
}

impl Eq for Message {}

impl Head {
    fn note(&mut self, name: &str, span: Span) {
        match name {
            "id" => self.id = Some(span),
            "method" => self.method = Some(span),
            "params" => self.params = Some(span),
            "result" => self.result = Some(span),
            "error" => self.error = Some(span),
            _ => {}
        }
    }
}

fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

#[expect(clippy::cast_possible_truncation, reason = "a message that we compose is far below 4 GiB")]
fn span(start: usize, end: usize) -> Span {
    Span { start: start as u32, end: end as u32 }
}

/// Finds the top-level members while the scanner validates the rest.
struct Heads<'t> {
    text: &'t str,
    depth: usize,
    member: Option<(Span, u32)>,
    head: Head,
    root: Option<Shape>,
}

impl Sink for Heads<'_> {
    fn open(&mut self, shape: Shape, key: Option<Span>, start: u32) {
        if self.depth == 0 {
            self.root = Some(shape);
            self.head.batch = shape == Shape::Array;
        } else if self.depth == 1 {
            self.member = key.map(|key| (key, start));
        }
        self.depth += 1;
    }

    fn close(&mut self, end: u32) {
        self.depth -= 1;
        if self.depth == 1
            && let Some((key, start)) = self.member.take()
        {
            self.head.note(&decode(key.of(self.text)), Span { start, end });
        }
    }
}
