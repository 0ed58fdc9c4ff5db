//! What all exchanges with one server share: the address, the session, and the queue of what came back.
//!
//! Surfaces T03 (session ids of bounded length and visible ASCII) and T12 (the head of a response is waited for no
//! longer than a request may take).

use super::target::{HttpTarget, label};
use crate::http::Copied;
use crate::http::mirror::{self, Mirror};
use crate::{Limits, LinkError, METHOD_INITIALIZE, Message};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName};
use reqwest::{Client, RequestBuilder, Response, Url};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::mpsc;
use tokio::time::timeout;

/// What the two sides agreed upon in the initialize era. Empty in the stateless era.
#[derive(Clone, Debug, Default)]
pub(super) struct Session {
    /// The server's `Mcp-Session-Id`.
    pub(super) id: Option<String>,
    /// The version it chose.
    pub(super) version: Option<String>,
}

/// One server, as every exchange sees it.
#[derive(Debug)]
pub(super) struct Connection {
    client: Client,
    url: Url,
    pub(super) peer: String,
    pub(super) limits: Limits,
    session: Mutex<Session>,
    copied: Mutex<Copied>,
    inbox: mpsc::Sender<Result<Message, LinkError>>,
}

/// Longest session id that is accepted, in bytes.
const SESSION_ID: usize = 1024;

impl Connection {
    pub(super) fn new(
        target: &HttpTarget,
        limits: Limits,
        inbox: mpsc::Sender<Result<Message, LinkError>>,
    ) -> Result<Self, LinkError> {
        let url = target.parse()?;
        let client = target.client(&url, &limits)?;
        let (session, copied) = (Mutex::default(), Mutex::default());
        Ok(Self { client, peer: label(&url), url, limits, session, copied, inbox })
    }

    /// Copies these arguments into headers from now on (surface TL12).
    pub(super) fn copy(&self, copied: &Copied) {
        *self.copied.lock().unwrap_or_else(PoisonError::into_inner) = copied.clone();
    }

    /// The headers for arguments of a call, as far as they can be sent.
    fn copies(&self, message: &Message, mirror: &Mirror) -> Vec<(HeaderName, String)> {
        let headers = self.copied.lock().unwrap_or_else(PoisonError::into_inner).headers(message, mirror);
        let named =
            |(name, value): (String, String)| Some((HeaderName::from_bytes(name.as_bytes()).ok()?, value));
        headers.into_iter().filter_map(named).collect()
    }

    pub(super) fn session(&self) -> MutexGuard<'_, Session> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts what came into the queue. Waits while the queue is full; the reader may be gone by now.
    pub(super) async fn deliver(&self, what: Result<Message, LinkError>) {
        let _gone = self.inbox.send(what).await;
    }

    /// POSTs a message and waits for the head of the response.
    pub(super) async fn post(&self, message: &Message) -> Result<Response, LinkError> {
        let opens = message.method().as_deref() == Some(METHOD_INITIALIZE);
        let mut request = self.client.post(self.url.clone()).header(CONTENT_TYPE, "application/json");
        let mirror = Mirror::of(message);
        for (name, value) in self.copies(message, &mirror) {
            request = request.header(name, value);
        }
        let mirrored = mirror.headers();
        if mirrored.is_empty() && !opens {
            request = self.in_session(request);
        }
        for (name, value) in mirrored {
            request = request.header(name, value);
        }
        let request = request.header(ACCEPT, "application/json, text/event-stream");
        self.head(request.body(message.as_str().to_owned()), "a POST").await
    }

    /// Opens the stream of what the server says unasked, or takes a broken one up again.
    pub(super) async fn listen(&self, last_event: Option<&str>) -> Result<Response, LinkError> {
        let mut request =
            self.in_session(self.client.get(self.url.clone())).header(ACCEPT, "text/event-stream");
        if let Some(id) = last_event {
            request = request.header("last-event-id", id);
        }
        self.head(request, "a GET").await
    }

    /// Tells the server that the session is over, if there is one.
    pub(super) async fn end(&self) {
        if self.session().id.is_some() {
            let request = self.in_session(self.client.delete(self.url.clone()));
            // A server may refuse this or be gone; the session is over for us either way.
            let _refused = timeout(self.limits.stop(), request.send()).await;
        }
        *self.session() = Session::default();
    }

    /// Keeps the session id of the answer to `initialize` (surface T03).
    pub(super) fn open_session(&self, headers: &HeaderMap) -> Result<(), LinkError> {
        let Some(id) = headers.get(mirror::SESSION) else { return Ok(()) };
        let bytes = id.as_bytes();
        let good = !bytes.is_empty() && bytes.len() <= SESSION_ID && bytes.iter().all(u8::is_ascii_graphic);
        if !good {
            let what = "its session id is empty, too long or not of visible ASCII characters".to_owned();
            let excerpt = crate::excerpt(&String::from_utf8_lossy(bytes));
            return Err(LinkError::Protocol { peer: self.peer.clone(), what, excerpt });
        }
        self.session().id = id.to_str().ok().map(str::to_owned);
        Ok(())
    }

    pub(super) fn failed(&self, what: impl Into<String>) -> LinkError {
        LinkError::Http { peer: self.peer.clone(), what: what.into() }
    }

    fn in_session(&self, mut request: RequestBuilder) -> RequestBuilder {
        let Session { id, version } = self.session().clone();
        for (name, value) in [(mirror::SESSION, id), (mirror::VERSION, version)] {
            if let Some(value) = value {
                request = request.header(name, mirror::encode(&value));
            }
        }
        request
    }

    async fn head(&self, request: RequestBuilder, what: &str) -> Result<Response, LinkError> {
        let limit = self.limits.request();
        match timeout(limit, request.send()).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(self.failed(format!("exchange failed: {}", reason(&error)))),
            Err(_) => Err(LinkError::Timeout { peer: self.peer.clone(), waiting: what.to_owned(), limit }),
        }
    }
}

/// An error of the HTTP library with its causes and without the address, which may hold a secret.
pub(super) fn reason(error: &reqwest::Error) -> String {
    let mut texts = Vec::new();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        texts.push(crate::excerpt(&cause.to_string()));
        source = cause.source();
    }
    if texts.is_empty() { "no reason given".to_owned() } else { texts.join(": ") }
}
