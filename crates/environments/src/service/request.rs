//! A request with its parameters read and its era known.

use super::answer;
use serde_json::{Map, Value};
use std::borrow::Cow;
use wire::{Id, Message, STATELESS};

/// The member of `_meta` by which a request of the stateless era is known.
const VERSION: &str = "io.modelcontextprotocol/protocolVersion";
/// The member in which such a request says what its client can do.
const CAPABILITIES: &str = "io.modelcontextprotocol/clientCapabilities";

/// One request.
pub(super) struct Request<'m> {
    pub(super) id: Id,
    pub(super) method: Cow<'m, str>,
    pub(super) params: Map<String, Value>,
    pub(super) stateless: bool,
}

impl<'m> Request<'m> {
    /// Whether it is about the tool, prompt or whatever it calls with this name.
    pub(super) fn names(&self, name: &str) -> bool {
        self.params.get("name").and_then(Value::as_str) == Some(name)
    }

    /// Reads a request; the inner error is the answer to one that cannot be read. `None` when it has no id.
    pub(super) fn read(message: &'m Message) -> Option<Result<Self, Message>> {
        let id = message.id()?;
        Some(Self::parse(message, &id))
    }

    fn parse(message: &'m Message, id: &Id) -> Result<Self, Message> {
        let Some(method) = message.method() else {
            return Err(Message::error(id, answer::INVALID_REQUEST, "`method` must be a string"));
        };
        let params = match message.params().map(serde_json::from_str::<Value>) {
            None => Map::new(),
            Some(Ok(Value::Object(params))) => params,
            Some(Ok(_)) => {
                return Err(Message::error(id, answer::INVALID_PARAMS, "`params` must be an object"));
            }
            Some(Err(error)) => {
                let what = format!("`params` cannot be read: {error}");
                return Err(Message::error(id, answer::INVALID_PARAMS, &what));
            }
        };
        let meta = |name: &str| params.get("_meta").and_then(|meta| meta.get(name));
        let stateless = match meta(VERSION) {
            None => false,
            Some(version) if version == STATELESS => true,
            Some(version) => return Err(answer::unsupported(id, version)),
        };
        if stateless && !meta(CAPABILITIES).is_some_and(Value::is_object) {
            let what = format!("`_meta` does not hold an object `{CAPABILITIES}`");
            return Err(Message::error(id, answer::INVALID_PARAMS, &what));
        }
        Ok(Self { id: id.clone(), method, params, stateless })
    }
}
