//! Ids of many clients on one link: where they collide, replaced on the way in and restored on the way out.
//!
//! Surface T08: clients that use the same ids cannot receive each other's answers.

use crate::json::{Path, Segment, Span};
use crate::{Id, Message};

/// Where a client asks for progress.
const PROGRESS_ASKED: &[&str] = &["params", "_meta", "progressToken"];
/// Where a notification says whose progress it tells.
const PROGRESS_TOLD: &[&str] = &["params", "progressToken"];
/// Where a notification names the request that subscribed to it.
const SUBSCRIPTION_TOLD: &[&str] = &["params", "_meta", "io.modelcontextprotocol/subscriptionId"];
/// Where the answer to a subscription names it.
const SUBSCRIPTION_ENDED: &[&str] = &["result", "_meta", "io.modelcontextprotocol/subscriptionId"];

/// The texts that a label stands for.
#[derive(Clone, Debug)]
pub(super) struct Original {
    id: Id,
    progress: Option<String>,
}

impl Original {
    /// Puts `label` in the place of the request's id and of its progress token; answers what stood there.
    pub(super) fn replace(message: &Message, label: &Id) -> Option<(Message, Self)> {
        let id = message.id()?;
        let token = place(message, PROGRESS_ASKED);
        let edits = [place(message, &["id"]), token];
        let edits = edits.into_iter().flatten().map(|span| (span, label.as_json().to_owned())).collect();
        let progress = token.map(|span| span.of(message.as_str()).to_owned());
        Some((message.splice(edits).ok()?, Self { id, progress }))
    }

    /// Puts the client's own texts where the service wrote `label`. Every other byte stays.
    pub(super) fn restore(&self, message: &Message, label: &Id) -> Message {
        let id = Some(self.id.as_json());
        let texts = [
            (&["id"][..], id),
            (SUBSCRIPTION_ENDED, id),
            (SUBSCRIPTION_TOLD, id),
            (PROGRESS_TOLD, self.progress.as_deref()),
        ];
        let edit = |(at, text): (&[&str], Option<&str>)| {
            let span = place(message, at).filter(|span| span.of(message.as_str()) == label.as_json())?;
            Some((span, text?.to_owned()))
        };
        let edits: Vec<_> = texts.into_iter().filter_map(edit).collect();
        message.splice(edits).unwrap_or_else(|_| message.clone())
    }
}

/// What a message of the service is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// The request with this id.
    Request(Id),
    /// The request that asked for progress with this token.
    Progress(Id),
}

impl About {
    /// Reads it from a message, if it names a request.
    pub(super) fn of(message: &Message) -> Option<Self> {
        if message.method().is_none() {
            return message.id().map(Self::Request);
        }
        let named = |at| Some(Id::raw(place(message, at)?.of(message.as_str())));
        named(SUBSCRIPTION_TOLD).map(Self::Request).or_else(|| named(PROGRESS_TOLD).map(Self::Progress))
    }
}

/// The token with which a request asks for progress.
pub(super) fn token_in(message: &Message) -> Option<Id> {
    place(message, PROGRESS_ASKED).map(|span| Id::raw(span.of(message.as_str())))
}

fn place(message: &Message, at: &[&str]) -> Option<Span> {
    let path = Path::from(at.iter().map(|key| Segment::Key((*key).into())).collect::<Vec<_>>());
    let tape = message.tape();
    let found = tape.select(message.as_str(), &path).pop()?;
    Some(tape.node(found)?.span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    fn message(text: &str) -> Message {
        Message::parse(text, &Limits::default()).unwrap()
    }

    #[test]
    fn what_the_client_wrote_comes_back_byte_for_byte() {
        let asked = r#"{ "id" : "a\u0062", "method":"x", "params":{"_meta":{"progressToken":1.0}} }"#;
        let label = Id::from(7);
        let (sent, original) = Original::replace(&message(asked), &label).unwrap();
        assert_eq!(sent.as_str(), r#"{ "id" : 7, "method":"x", "params":{"_meta":{"progressToken":7}} }"#);
        let check =
            |said: &str, seen: &str| assert_eq!(original.restore(&message(said), &label).as_str(), seen);
        check(r#"{"id":7 ,"result":{"id":7}}"#, r#"{"id":"a\u0062" ,"result":{"id":7}}"#);
        check(
            r#"{"method":"p","params":{"progressToken":7}}"#,
            r#"{"method":"p","params":{"progressToken":1.0}}"#,
        );
        check(
            r#"{"method":"p","params":{"progressToken":8}}"#,
            r#"{"method":"p","params":{"progressToken":8}}"#,
        );
    }
}
