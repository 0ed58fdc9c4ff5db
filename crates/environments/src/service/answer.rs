//! The answers of the service, in the words of either era.

use super::request::Request;
use crate::{Environment, Reply};
use serde::Serialize;
use serde_json::{Value, json};
use wire::{Id, Limits, Message, STATELESS, VERSIONS_WITH_INITIALIZE, excerpt};

/// JSON-RPC: not a request.
pub(super) const INVALID_REQUEST: i64 = -32600;
/// JSON-RPC: no such method.
const NO_METHOD: i64 = -32601;
/// JSON-RPC: parameters that do not fit; MCP uses it for unknown tools too.
pub(super) const INVALID_PARAMS: i64 = -32602;
/// MCP 2026-07-28: a protocol version that the server does not speak.
const UNSUPPORTED_VERSION: i64 = -32022;
/// How long a list may be cached, in milliseconds: a world never changes its tools.
pub(super) const TTL_MS: u64 = 3_600_000;
/// The version offered to a client that asks for one we do not know.
const LATEST_WITH_INITIALIZE: &str = "2025-11-25";

/// What the service says, given who it is.
pub(super) struct Answers {
    name: String,
}

/// A tool's answer as MCP has it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CallResult<'r> {
    content: [Text<'r>; 1],
    #[serde(skip_serializing_if = "Value::is_null")]
    structured_content: &'r Value,
    is_error: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    result_type: Option<&'static str>,
    #[serde(rename = "_meta", skip_serializing_if = "Option::is_none")]
    meta: Option<Value>,
}

#[derive(Serialize)]
struct Text<'r> {
    r#type: &'static str,
    text: &'r str,
}

impl Answers {
    /// Answers in the name of this environment's family, or of the part of it that a service offers.
    pub(super) fn new(environment: &dyn Environment, part: Option<&str>) -> Self {
        let id = &environment.task().id;
        let family = id.split_once(':').map_or(id.as_str(), |(family, _)| family);
        Self { name: part.map_or_else(|| family.to_owned(), |part| format!("{family}/{part}")) }
    }

    /// The family's id, with the part's name behind it.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// `_meta` of every result of the stateless era.
    pub(super) fn meta(&self) -> Value {
        json!({"io.modelcontextprotocol/serverInfo": self.server_info()})
    }

    pub(super) fn initialize(&self, request: &Request) -> Message {
        let asked = request.params.get("protocolVersion").and_then(Value::as_str);
        let known = asked.filter(|version| VERSIONS_WITH_INITIALIZE.contains(version));
        let result = json!({
            "protocolVersion": known.unwrap_or(LATEST_WITH_INITIALIZE),
            "capabilities": {"tools": {}, "resources": {}, "prompts": {}},
            "serverInfo": self.server_info(),
        });
        Message::result(&request.id, &result)
    }

    pub(super) fn discover(&self, request: &Request) -> Message {
        let result = json!({
            "supportedVersions": supported(),
            "capabilities": {"tools": {}, "resources": {}, "prompts": {}},
            "ttlMs": TTL_MS,
            "cacheScope": "private",
            "resultType": "complete",
            "_meta": self.meta(),
        });
        Message::result(&request.id, &result)
    }

    pub(super) fn pong(&self, request: &Request) -> Message {
        Message::result(&request.id, &json!({}))
    }

    pub(super) fn reply(&self, request: &Request, reply: &Reply) -> Message {
        let result = CallResult {
            content: [Text { r#type: "text", text: &reply.text }],
            structured_content: &reply.structured,
            is_error: reply.failed,
            result_type: request.stateless.then_some("complete"),
            meta: request.stateless.then(|| self.meta()),
        };
        Message::result(&request.id, &result)
    }

    /// A result that is no list and no text of its own: in the stateless era it says that it is complete.
    pub(super) fn complete(&self, request: &Request, mut result: Value) -> Message {
        if let (true, Some(members)) = (request.stateless, result.as_object_mut()) {
            members.insert("resultType".to_owned(), "complete".into());
            members.insert("_meta".to_owned(), self.meta());
        }
        Message::result(&request.id, &result)
    }

    /// The same for a result that never changes.
    pub(super) fn cached(&self, request: &Request, mut result: Value) -> Message {
        if let (true, Some(members)) = (request.stateless, result.as_object_mut()) {
            members.insert("ttlMs".to_owned(), TTL_MS.into());
            members.insert("cacheScope".to_owned(), "private".into());
        }
        self.complete(request, result)
    }

    /// An error with data.
    pub(super) fn refused(&self, request: &Request, code: i64, what: &str, data: &Value) -> Message {
        error(&request.id, code, what, data)
    }

    pub(super) fn bad_params(&self, request: &Request, what: &str) -> Message {
        Message::error(&request.id, INVALID_PARAMS, what)
    }

    pub(super) fn no_method(&self, request: &Request) -> Message {
        let what = format!(
            "`{}` has no method `{}`; it offers tools, resources and prompts",
            self.name,
            excerpt(&request.method)
        );
        Message::error(&request.id, NO_METHOD, &what)
    }

    pub(super) fn batch(&self) -> Message {
        let text = format!(
            r#"{{"jsonrpc":"2.0","id":null,"error":{{"code":{INVALID_REQUEST},"message":"batches are not supported; send one message at a time"}}}}"#
        );
        Message::parse(text, &Limits::default())
            .unwrap_or_else(|_| Message::error(&Id::from(0), INVALID_REQUEST, "batches are not supported"))
    }

    fn server_info(&self) -> Value {
        json!({"name": self.name, "version": env!("CARGO_PKG_VERSION")})
    }
}

/// Refuses a request of a revision that we do not speak, naming those that we do.
pub(super) fn unsupported(id: &Id, version: &Value) -> Message {
    let what = format!("protocol version {} is not supported", excerpt(&version.to_string()));
    let data = json!({"supported": supported(), "requested": version});
    error(id, UNSUPPORTED_VERSION, &what, &data)
}

/// An error with data.
fn error(id: &Id, code: i64, what: &str, data: &Value) -> Message {
    let error = json!({"code": code, "message": what, "data": data});
    let text = format!(r#"{{"jsonrpc":"2.0","id":{},"error":{error}}}"#, id.as_json());
    Message::parse(text, &Limits::default()).unwrap_or_else(|_| Message::error(id, code, what))
}

/// Every revision that the service speaks, oldest first.
fn supported() -> Vec<&'static str> {
    VERSIONS_WITH_INITIALIZE.into_iter().chain([STATELESS]).collect()
}
