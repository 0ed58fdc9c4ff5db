//! What requests ask.

use super::answer::Answer;
use serde_json::{Map, Value};

/// One request to a family.
pub(super) struct Request {
    pub(super) post: bool,
    /// The last part of the path: `reset`.
    pub(super) endpoint: String,
    query: String,
    body: Map<String, Value>,
}

impl Request {
    /// Reads a request.
    ///
    /// # Errors
    /// The answer to a body that is no object.
    pub(super) fn read(post: bool, endpoint: String, query: String, body: &[u8]) -> Result<Self, Answer> {
        let empty = !post || body.iter().all(u8::is_ascii_whitespace);
        let body = if empty { Ok(Value::Null) } else { serde_json::from_slice(body) };
        let body = match body {
            Ok(Value::Object(members)) => members,
            Ok(Value::Null) => Map::new(),
            Ok(_) => return Err(Answer::unreadable(&[], "the body must be an object")),
            Err(error) => return Err(Answer::unreadable(&[], &format!("the body is not JSON: {error}"))),
        };
        Ok(Self { post, endpoint, query, body })
    }

    /// A number, from the body of a POST or the query of a GET.
    ///
    /// # Errors
    /// The answer when it is missing or no number.
    pub(super) fn number(&self, name: &str) -> Result<i64, Answer> {
        self.maybe(name)?.ok_or_else(|| Answer::unreadable(&[self.place(), name], "the field is required"))
    }

    /// A number that may be missing.
    ///
    /// # Errors
    /// The answer when it is no number.
    pub(super) fn maybe(&self, name: &str) -> Result<Option<i64>, Answer> {
        let asked = |pair: &str| {
            pair.split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
        };
        let text = match self.body.get(name) {
            _ if !self.post => self.query.split('&').find_map(asked),
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(value) => Some(value.to_string()),
        };
        let number = text.map(|text| text.trim().parse()).transpose();
        number.map_err(|_| Answer::unreadable(&[self.place(), name], "the field must be a whole number"))
    }

    /// A text of the body.
    ///
    /// # Errors
    /// The answer when it is missing or no text.
    pub(super) fn text(&self, name: &str) -> Result<&str, Answer> {
        let text = self.body.get(name).and_then(Value::as_str);
        text.ok_or_else(|| Answer::unreadable(&[self.place(), name], "the field must be a string"))
    }

    fn place(&self) -> &'static str {
        if self.post { "body" } else { "query" }
    }
}
