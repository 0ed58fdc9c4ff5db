//! Responses of the server.
//!
//! The text of a message is copied into the body, never read and written again (surface T06).

use crate::fault::Stream;
use crate::http::{mirror, sse};
use crate::{Id, Message};
use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream as Events, StreamExt};
use serde_json::{Value, json};
use std::convert::Infallible;
use tokio::sync::mpsc;
use tokio::time::sleep;

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

/// A stream of messages: `first` if there is one, then whatever comes until the sender is gone. With a flaw it is
/// spoiled.
pub(super) fn streamed(
    first: Option<Message>,
    rest: mpsc::Receiver<Message>,
    flaw: Option<(Stream, &str)>,
) -> Response {
    let events = stream::unfold((first, rest), |(first, mut rest)| async move {
        let message = match first {
            Some(message) => message,
            None => rest.recv().await?,
        };
        Some((Ok::<_, Infallible>(Bytes::from(sse::encode(&message))), (None, rest)))
    });
    let body = match flaw {
        Some((flaw, text)) => spoiled(events, flaw, text),
        None => Body::from_stream(events),
    };
    let mut response = typed(StatusCode::OK, "text/event-stream", body);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// A stream of events with what a faulty server puts around them (surface T04).
fn spoiled(
    events: impl Events<Item = Result<Bytes, Infallible>> + Send + 'static,
    flaw: Stream,
    text: &str,
) -> Body {
    let opening = Bytes::from(flaw.opening(text));
    let first = stream::iter([Ok(opening.clone())]);
    match flaw {
        Stream::Retry => Body::from_stream(first.chain(events)),
        Stream::Open => Body::from_stream(first.chain(events).chain(stream::pending())),
        Stream::Comments => {
            let comments = stream::unfold(opening, |comment| async move {
                sleep(Stream::PACE).await;
                Some((Ok(comment.clone()), comment))
            });
            Body::from_stream(first.chain(stream::select(events, comments)))
        }
    }
}

/// The same response with the session's token.
pub(super) fn in_session(mut response: Response, token: &str) -> Response {
    if let Ok(token) = HeaderValue::from_bytes(token.as_bytes()) {
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
