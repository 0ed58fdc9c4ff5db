//! Responses of the server.
//!
//! The text of a message is copied into the body, never read and written again (surface T06).

use crate::http::{mirror, sse};
use crate::{Id, Message};
use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::{Value, json};
use std::convert::Infallible;
use tokio::sync::mpsc;

/// A request that is not let through, as an HTTP status and a JSON-RPC error.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    pub(super) code: i64,
    pub(super) what: String,
    pub(super) data: Option<Box<Value>>,
    /// The id of the request, once it is known.
    pub(super) id: Option<Id>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, code: i64, what: impl Into<String>) -> Self {
        Self { status, code, what: what.into(), data: None, id: None }
    }

    /// The same refusal as the answer to `id`.
    pub(super) fn to(mut self, id: Option<Id>) -> Self {
        self.id = id;
        self
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut error = json!({"code": self.code, "message": self.what});
        if let (Some(data), Some(error)) = (self.data, error.as_object_mut()) {
            error.insert("data".to_owned(), *data);
        }
        let id = self.id.as_ref().map_or("null", Id::as_json);
        let body = format!(r#"{{"jsonrpc":"2.0","id":{id},"error":{error}}}"#);
        typed(self.status, "application/json", body.into())
    }
}

/// One message as the whole answer, its text as it stood.
pub(super) fn single(status: StatusCode, message: &Message) -> Response {
    typed(status, "application/json", message.as_str().to_owned().into())
}

/// A stream of messages: `first` if there is one, then whatever comes until the sender is gone.
pub(super) fn streamed(first: Option<Message>, rest: mpsc::Receiver<Message>) -> Response {
    let events = stream::unfold((first, rest), |(first, mut rest)| async move {
        let message = match first {
            Some(message) => message,
            None => rest.recv().await?,
        };
        Some((Ok::<_, Infallible>(Bytes::from(sse::encode(&message))), (None, rest)))
    });
    let mut response = typed(StatusCode::OK, "text/event-stream", Body::from_stream(events));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// The same response with the session's token.
pub(super) fn in_session(mut response: Response, token: &str) -> Response {
    if let Ok(token) = HeaderValue::from_str(token) {
        response.headers_mut().insert(mirror::SESSION, token);
    }
    response
}

fn typed(status: StatusCode, media: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media));
    response
}
