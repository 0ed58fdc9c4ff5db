//! One HTTP request, from its head to its response.
//!
//! Surfaces T05 and T06 (size and time of a body, its type and syntax) and T09 (batches are refused).

use super::admission::{Admission, check_mirror, check_session_version};
use super::reply::{self, Refusal};
use super::sessions::Sessions;
use super::switchboard::{Order, WAITING};
use crate::fault;
use crate::http::mirror;
use crate::{Id, Kind, Limits, METHOD_INITIALIZE, Message};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, ALLOW, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio::time::timeout;

/// What every request sees.
pub(super) struct Endpoint {
    pub(super) sessions: Sessions,
    pub(super) admission: Admission,
    pub(super) limits: Limits,
}

/// Answers one request.
pub(super) async fn serve(State(endpoint): State<Arc<Endpoint>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let answered = async {
        endpoint.admission.admit(&head.headers)?;
        match head.method {
            Method::POST => endpoint.post(&head.headers, body).await,
            Method::GET => endpoint.listen(&head.headers).await,
            Method::DELETE => endpoint.end(&head.headers),
            _ => Ok(not_allowed()),
        }
    };
    answered.await.unwrap_or_else(Refusal::into_response)
}

impl Endpoint {
    async fn post(&self, headers: &HeaderMap, body: Body) -> Result<Response, Refusal> {
        if !names(headers, &CONTENT_TYPE, "application/json") {
            let what = "the body of a POST is application/json";
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, -32600, what));
        }
        let message = self.read(body).await?;
        let id = if message.kind() == Kind::Request { message.id() } else { None };
        let done = self.forward(headers, message).await;
        done.map_err(|refusal| refusal.to(id))
    }

    async fn read(&self, body: Body) -> Result<Message, Refusal> {
        let limit = self.limits.message_bytes;
        let bytes = match timeout(self.limits.request(), to_bytes(body, limit)).await {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(_)) => {
                let what = format!("the message is larger than {limit} bytes, or was cut off");
                return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, -32600, what));
            }
            Err(_) => {
                return Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, -32600, "the body came too slowly"));
            }
        };
        let message = Message::parse_bytes(&bytes, &self.limits)
            .map_err(|error| Refusal::new(StatusCode::BAD_REQUEST, -32700, error.to_string()))?;
        let bad = |what: &str| Err(Refusal::new(StatusCode::BAD_REQUEST, -32600, what));
        match message.kind() {
            Kind::Batch => {
                bad("a batch, which only revision 2025-03-26 allows and this server does not take")
            }
            Kind::Other => bad("neither a request, a notification nor a response"),
            _ => Ok(message),
        }
    }

    /// Gives a message to the link that it is meant for.
    async fn forward(&self, headers: &HeaderMap, message: Message) -> Result<Response, Refusal> {
        if headers.contains_key(mirror::SESSION) {
            let (_, orders) = self.session(headers)?;
            check_session_version(headers)?;
            return self.order(orders, message, false).await;
        }
        if opens_session(&message) {
            let (token, orders) = self.sessions.open()?;
            let answered = self.order(orders, message, false).await;
            if answered.is_err() {
                self.sessions.end(&token);
            }
            return answered.map(|response| reply::in_session(response, &token));
        }
        check_mirror(headers, &message)?;
        if message.kind() == Kind::Response {
            let what = "a response, and nothing is ever asked of a client in this era";
            return Err(Refusal::new(StatusCode::BAD_REQUEST, -32600, what));
        }
        self.order(self.sessions.shared()?, message, true).await
    }

    /// Places one order and waits for what comes of it. The link may end meanwhile: `orders` is held no longer than
    /// it takes to place one.
    async fn order(
        &self,
        orders: mpsc::Sender<Order>,
        message: Message,
        stateless: bool,
    ) -> Result<Response, Refusal> {
        let (Kind::Request, Some(id)) = (message.kind(), message.id()) else {
            self.place(orders, Order::Tell(message)).await?;
            return Ok(StatusCode::ACCEPTED.into_response());
        };
        let (out, mut answers) = mpsc::channel(WAITING);
        self.place(orders, Order::Ask { message, out }).await?;
        let first = timeout(self.limits.request(), answers.recv()).await;
        let first = first.map_err(|_| {
            Refusal::new(StatusCode::GATEWAY_TIMEOUT, -32603, "the service did not answer in time")
        })?;
        let first = first.ok_or_else(ended)?;
        let flaw = self.sessions.stream();
        Ok(match answers_to(&first, &id) && flaw.is_none() {
            true => reply::single(if stateless { status(&first) } else { StatusCode::OK }, &first),
            false => reply::streamed(Some(first), answers, flaw),
        })
    }

    async fn place(&self, orders: mpsc::Sender<Order>, order: Order) -> Result<(), Refusal> {
        match timeout(self.limits.request(), orders.send(order)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(ended()),
            Err(_) => {
                Err(Refusal::new(StatusCode::GATEWAY_TIMEOUT, -32603, "the service takes no more messages"))
            }
        }
    }

    async fn listen(&self, headers: &HeaderMap) -> Result<Response, Refusal> {
        if !headers.contains_key(mirror::SESSION) {
            return Ok(not_allowed());
        }
        if !names(headers, &ACCEPT, "text/event-stream") {
            let what = "a GET is answered by text/event-stream only";
            return Err(Refusal::new(StatusCode::NOT_ACCEPTABLE, -32600, what));
        }
        let (_, orders) = self.session(headers)?;
        let (out, messages) = mpsc::channel(WAITING);
        let flaw = self.sessions.stream();
        // A stream that ends at once is what makes a client obey `retry`.
        if !matches!(flaw, Some((fault::Stream::Retry, _))) {
            self.place(orders, Order::Listen(out)).await?;
        }
        Ok(reply::streamed(None, messages, flaw))
    }

    fn end(&self, headers: &HeaderMap) -> Result<Response, Refusal> {
        if !headers.contains_key(mirror::SESSION) {
            return Ok(not_allowed());
        }
        let (token, _) = self.session(headers)?;
        self.sessions.end(&token);
        Ok(StatusCode::NO_CONTENT.into_response())
    }

    fn session(&self, headers: &HeaderMap) -> Result<(String, mpsc::Sender<Order>), Refusal> {
        let unknown = || {
            Refusal::new(StatusCode::NOT_FOUND, -32001, "no such session is open; start with `initialize`")
        };
        let token = headers.get(mirror::SESSION).map(|value| String::from_utf8_lossy(value.as_bytes()));
        let token = token.ok_or_else(unknown)?.into_owned();
        let orders = self.sessions.find(&token).ok_or_else(unknown)?;
        Ok((token, orders))
    }
}

/// Whether a message opens a session. The stateless era has no such method, and says so itself.
fn opens_session(message: &Message) -> bool {
    let named = message.kind() == Kind::Request && message.method().as_deref() == Some(METHOD_INITIALIZE);
    named && mirror::string_at(message, &mirror::META_VERSION).is_none()
}

fn answers_to(message: &Message, id: &Id) -> bool {
    message.kind() == Kind::Response && message.id().as_ref() == Some(id)
}

/// The status that the stateless era gives an answer.
fn status(answer: &Message) -> StatusCode {
    let code = answer.error_json().and_then(|error| serde_json::from_str::<crate::ErrorObject>(error).ok());
    match code.map(|error| error.code) {
        Some(-32601) => StatusCode::NOT_FOUND,
        Some(-32022..=-32020) => StatusCode::BAD_REQUEST,
        _ => StatusCode::OK,
    }
}

fn ended() -> Refusal {
    Refusal::new(StatusCode::BAD_GATEWAY, -32603, "the service behind this address has ended")
}

fn not_allowed() -> Response {
    let mut response = StatusCode::METHOD_NOT_ALLOWED.into_response();
    response.headers_mut().insert(ALLOW, HeaderValue::from_static("POST"));
    response
}

/// Whether a header lists a media type, in any of its values.
fn names(headers: &HeaderMap, header: &HeaderName, media: &str) -> bool {
    let values = headers.get_all(header).iter().filter_map(|value| value.to_str().ok());
    let mut listed = values.flat_map(|value| value.split(',')).filter_map(|item| item.split(';').next());
    listed.any(|item| item.trim().eq_ignore_ascii_case(media))
}
