//! A stream of events: the answer to a POST that says more than one thing, or what a server says unasked.
//!
//! Surfaces T04 (endless, dripping and broken streams, any `retry`) and T11 (events with other names).

use super::connection::Connection;
use super::read::{Asked, media_type};
use crate::http::sse::{Event, EventParser};
use crate::{LinkError, Message, MessageError, excerpt};
use reqwest::{Response, StatusCode};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};

/// Why a stream is read.
#[derive(Clone, Debug)]
pub(super) enum Follow {
    /// It brings the answer to this.
    Answer(Asked),
    /// It brings what the server says unasked.
    Unasked,
}

/// Times that a broken stream is taken up again.
const RESUMES: usize = 3;

/// Bounds on the pause before that, whatever `retry` the server asks for (surface T04).
const PAUSE: (u64, u64) = (100, 5_000);

impl Connection {
    /// Opens the stream of the initialize era for what the server says unasked. A server may not have one.
    pub(super) async fn unasked(&self) {
        let done = match self.listen(None).await {
            Ok(response) if response.status() == StatusCode::METHOD_NOT_ALLOWED => Ok(()),
            Ok(response) if is_stream(&response) => self.follow(response, &Follow::Unasked).await,
            Ok(response) => Err(self.failed(format!("{} to the GET that listens", response.status()))),
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            self.deliver(Err(self.beside(&error, "its stream for unasked messages"))).await;
        }
    }

    /// The failure of a stream that no request waits for, so that it must not fail one.
    pub(super) fn beside(&self, error: &LinkError, stream: &str) -> LinkError {
        let (peer, what) = (self.peer.clone(), format!("{stream} failed"));
        LinkError::Protocol { peer, what, excerpt: excerpt(&error.to_string()) }
    }

    /// Reads a stream until it has served its purpose, taking it up again where it breaks if the server numbers
    /// its events. In all it lasts no longer than [`crate::Limits::total`].
    pub(super) async fn follow(&self, mut response: Response, purpose: &Follow) -> Result<(), LinkError> {
        let deadline = Instant::now() + self.limits.total();
        let mut parser = EventParser::new(self.limits.message_bytes);
        for _ in 0..=RESUMES {
            let broken = match self.events(&mut response, &mut parser, purpose, deadline).await {
                Ok(true) => return Ok(()),
                Ok(false) => None,
                Err(error) => Some(error),
            };
            let last = parser.last_id().map(str::to_owned);
            if Instant::now() >= deadline || (last.is_none() && matches!(purpose, Follow::Answer(_))) {
                return self.unanswered(purpose, broken);
            }
            sleep(pause(&parser)).await;
            response = self.listen(last.as_deref()).await?;
            if !is_stream(&response) {
                return self.unanswered(purpose, broken);
            }
            // The part of an event that the broken stream left is void.
            parser.restart();
        }
        self.unanswered(purpose, None)
    }

    /// Reads to the end of one response; answers whether the purpose is served.
    async fn events(
        &self,
        response: &mut Response,
        parser: &mut EventParser,
        purpose: &Follow,
        deadline: Instant,
    ) -> Result<bool, LinkError> {
        let mut until = deadline;
        let mut answered = false;
        loop {
            let chunk = match timeout_at(until, response.chunk()).await {
                Ok(Ok(Some(chunk))) => chunk,
                Ok(Err(error)) if !answered => return Err(self.broken(&error, purpose.method())),
                Ok(_) | Err(_) => return Ok(answered),
            };
            parser.push(&chunk);
            while let Some(event) = parser.next_event() {
                answered |= self.event(event.ok(), purpose).await;
            }
            if answered {
                // What comes after the answer breaks the rules; it is seen if it comes soon, not waited for.
                until = until.min(Instant::now() + self.limits.stop());
            }
        }
    }

    /// Hands over what one event carries; answers whether it is the answer.
    async fn event(&self, event: Option<Event>, purpose: &Follow) -> bool {
        let limit = self.limits.message_bytes;
        let read = match &event {
            None => Err(LinkError::malformed(&self.peer, b"", MessageError::TooLarge { limit })),
            Some(event) if !matches!(event.name.as_str(), "" | "message") => Err(self.unknown(event)),
            Some(event) => Message::parse_bytes(&event.data, &self.limits)
                .map_err(|error| LinkError::malformed(&self.peer, &event.data, error)),
        };
        match (read, purpose) {
            (Ok(message), Follow::Answer(asked)) => {
                let answered = asked.answered_by(&message);
                self.hand_over(message, asked).await;
                answered
            }
            (other, _) => {
                self.deliver(other).await;
                false
            }
        }
    }

    fn unknown(&self, event: &Event) -> LinkError {
        LinkError::Protocol {
            peer: self.peer.clone(),
            what: format!("an event named `{}`", excerpt(&event.name)),
            excerpt: excerpt(&String::from_utf8_lossy(&event.data)),
        }
    }

    fn unanswered(&self, purpose: &Follow, broken: Option<LinkError>) -> Result<(), LinkError> {
        match purpose {
            Follow::Answer(Asked { id: Some(_), method }) => {
                Err(broken
                    .unwrap_or_else(|| self.failed(format!("stream ended before it answered `{method}`"))))
            }
            _ => Ok(()),
        }
    }
}

impl Follow {
    fn method(&self) -> &str {
        match self {
            Self::Answer(asked) => &asked.method,
            Self::Unasked => "the GET that listens",
        }
    }
}

fn is_stream(response: &Response) -> bool {
    response.status().is_success() && media_type(response.headers()) == "text/event-stream"
}

fn pause(parser: &EventParser) -> Duration {
    let (least, most) = PAUSE;
    Duration::from_millis(parser.retry().unwrap_or(least).clamp(least, most))
}
