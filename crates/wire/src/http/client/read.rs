//! The response to one POST: JSON, a stream of events, or a refusal.
//!
//! Surfaces T01 (a refusal is an error and starts nothing), T05 (bodies are bounded in size and time) and T06.

use super::connection::{Connection, reason};
use super::follow::Follow;
use crate::{Id, Kind, LinkError, METHOD_INITIALIZE, METHOD_LISTEN, Message, MessageError, excerpt};
use reqwest::header::{CONTENT_TYPE, HeaderMap, WWW_AUTHENTICATE};
use reqwest::{Response, StatusCode};
use tokio::time::timeout;

/// What a POST carried, so that its answer is known when it comes.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// The id of the request; `None` for a notification or an answer of ours.
    pub(super) id: Option<Id>,
    /// The method, escaped.
    pub(super) method: String,
}

impl Asked {
    pub(super) fn by(message: &Message) -> Self {
        let id = (message.kind() == Kind::Request).then(|| message.id()).flatten();
        let method = message.method().map_or_else(|| "an answer".to_owned(), |method| excerpt(&method));
        Self { id, method }
    }

    /// Whether `message` is what was waited for.
    pub(super) fn answered_by(&self, message: &Message) -> bool {
        self.id.is_some() && message.kind() == Kind::Response && message.id() == self.id
    }
}

/// Largest body of a refusal that is read, in bytes.
const REFUSAL: usize = 64 * 1024;

impl Connection {
    /// Carries one request through to its answer. Everything that comes goes into the queue, errors too.
    pub(super) async fn exchange(&self, message: &Message) {
        let done = match self.post(message).await {
            Ok(response) => self.take(response, &Asked::by(message)).await,
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            let subscribes = message.method().is_some_and(|method| method == METHOD_LISTEN);
            let error = if subscribes { self.beside(&error, "the stream of a subscription") } else { error };
            self.deliver(Err(error)).await;
        }
    }

    /// Reads a response to its end.
    pub(super) async fn take(&self, response: Response, asked: &Asked) -> Result<(), LinkError> {
        if !response.status().is_success() {
            return self.refusal(response, asked).await;
        }
        if asked.method == METHOD_INITIALIZE
            && let Err(error) = self.open_session(response.headers())
        {
            self.deliver(Err(error)).await;
        }
        match (media_type(response.headers()).as_str(), &asked.id) {
            ("text/event-stream", _) => self.follow(response, &Follow::Answer(asked.clone())).await,
            ("application/json", _) => self.json(response, asked).await,
            (_, None) => Ok(()),
            ("", Some(_)) => {
                Err(self.failed(format!("{} answers `{}` with nothing", response.status(), asked.method)))
            }
            (media, Some(_)) => Err(self.failed(format!(
                "answers `{}` with content of type `{}`",
                asked.method,
                excerpt(media)
            ))),
        }
    }

    /// Hands over one message, noting the version if it opens a session.
    pub(super) async fn hand_over(&self, message: Message, asked: &Asked) {
        if asked.method == METHOD_INITIALIZE && asked.answered_by(&message) {
            self.session().version = crate::http::mirror::string_at(&message, &["result", "protocolVersion"])
                .filter(|version| version.len() <= 64);
        }
        self.deliver(Ok(message)).await;
    }

    async fn json(&self, mut response: Response, asked: &Asked) -> Result<(), LinkError> {
        let limit = self.limits.message_bytes;
        let body = match self.body(&mut response, limit, asked).await? {
            Ok(body) => body,
            Err(beginning) => {
                let error = MessageError::TooLarge { limit };
                return self.unreadable(&beginning, error, asked).await;
            }
        };
        if body.is_empty() && asked.id.is_none() {
            return Ok(());
        }
        match Message::parse_bytes(&body, &self.limits) {
            Ok(message) => {
                let answered = asked.id.is_none() || asked.answered_by(&message);
                self.hand_over(message, asked).await;
                if answered {
                    return Ok(());
                }
                Err(self.failed(format!("body that came for `{}` is no answer to it", asked.method)))
            }
            Err(error) => self.unreadable(&body, error, asked).await,
        }
    }

    /// Tells that the answer cannot be read; no other will come for this request.
    async fn unreadable(&self, bytes: &[u8], error: MessageError, asked: &Asked) -> Result<(), LinkError> {
        self.deliver(Err(LinkError::malformed(&self.peer, bytes, error))).await;
        if asked.id.is_some() {
            return Err(self.failed(format!("answer to `{}` cannot be read", asked.method)));
        }
        Ok(())
    }

    /// A status that is not success. A JSON-RPC answer in it is handed over as the message it is.
    async fn refusal(&self, mut response: Response, asked: &Asked) -> Result<(), LinkError> {
        let status = response.status();
        let challenge = response
            .headers()
            .get(WWW_AUTHENTICATE)
            .map(|value| excerpt(&String::from_utf8_lossy(value.as_bytes())));
        let body = self.body(&mut response, REFUSAL, asked).await?.unwrap_or_else(|beginning| beginning);
        if let Ok(message) = Message::parse_bytes(&body, &self.limits)
            && message.kind() == Kind::Response
        {
            let answered = asked.answered_by(&message);
            self.deliver(Ok(message)).await;
            if answered {
                return Ok(());
            }
        }
        Err(self.failed(refused(status, &asked.method, &body, challenge)))
    }

    /// The whole body, or its beginning if it is larger than `limit`. An outer error is a broken connection.
    async fn body(
        &self,
        response: &mut Response,
        limit: usize,
        asked: &Asked,
    ) -> Result<Result<Vec<u8>, Vec<u8>>, LinkError> {
        let mut body = Vec::new();
        let read = async {
            while let Some(chunk) = response.chunk().await? {
                body.extend_from_slice(&chunk);
                if body.len() > limit {
                    return Ok(false);
                }
            }
            Ok(true)
        };
        let wait = self.limits.request();
        match timeout(wait, read).await {
            Ok(Ok(true)) => Ok(Ok(body)),
            Ok(Ok(false)) => Ok(Err(body)),
            Ok(Err(error)) => Err(self.broken(&error, &asked.method)),
            Err(_) => {
                let waiting = format!("`{}` in full", asked.method);
                Err(LinkError::Timeout { peer: self.peer.clone(), waiting, limit: wait })
            }
        }
    }

    pub(super) fn broken(&self, error: &reqwest::Error, method: &str) -> LinkError {
        self.failed(format!("answer to `{method}` broke off: {}", reason(error)))
    }
}

fn refused(status: StatusCode, method: &str, body: &[u8], challenge: Option<String>) -> String {
    let body = excerpt(&String::from_utf8_lossy(body));
    let challenge = challenge.map(|challenge| format!(", asking for {challenge}")).unwrap_or_default();
    format!("{status} to `{method}`{challenge}: {body}")
}

/// The media type without parameters, in lower case; empty if there is none.
pub(super) fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}
