//! Who may speak to a server, and whether a POST says the same in its headers as in its body.

use super::reply::Refusal;
use crate::http::mirror::{self, Mirror};
use crate::{Kind, Message, STATELESS, VERSIONS_WITH_INITIALIZE, excerpt};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use serde_json::json;

/// The names under which a server may be addressed.
///
/// A browser that was sent to a local server by a foreign page (DNS rebinding) names the foreign host in `Host` or
/// `Origin`; such a request is refused with 403.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    /// Host names or addresses without port, IPv6 without brackets. Default: the loopback names.
    pub hosts: Vec<String>,
}

impl Default for Admission {
    fn default() -> Self {
        Self { hosts: ["localhost", "127.0.0.1", "::1"].map(str::to_owned).to_vec() }
    }
}

impl Admission {
    /// Checks `Host` and, if there is one, `Origin`.
    pub(super) fn admit(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let host = headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !self.knows(host) {
            return Err(forbidden("Host", host));
        }
        for origin in headers.get_all(ORIGIN) {
            let origin = origin.to_str().unwrap_or_default();
            let authority = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
            if !authority.is_some_and(|authority| self.knows(authority)) {
                return Err(forbidden("Origin", origin));
            }
        }
        Ok(())
    }

    fn knows(&self, authority: &str) -> bool {
        let name = match authority.strip_prefix('[') {
            Some(rest) => rest.split(']').next().unwrap_or_default(),
            None => authority.split(':').next().unwrap_or_default(),
        };
        self.hosts.iter().any(|host| host.eq_ignore_ascii_case(name))
    }
}

fn forbidden(header: &str, value: &str) -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, -32600, format!("{header} `{}` is not served here", excerpt(value)))
}

/// Checks a message of the stateless era against its headers.
pub(super) fn check_mirror(headers: &HeaderMap, message: &Message) -> Result<(), Refusal> {
    let mirror = Mirror::of(message);
    check_version(headers, &mirror, message.kind())?;
    let required = message.kind() == Kind::Request;
    if required && !mirror::declares_capabilities(message) {
        let what = "`_meta` does not hold an object `io.modelcontextprotocol/clientCapabilities`";
        return Err(Refusal::new(StatusCode::BAD_REQUEST, -32602, what));
    }
    let parts = [(mirror::METHOD, "Mcp-Method", &mirror.method), (mirror::NAME, "Mcp-Name", &mirror.name)];
    for (header, shown, value) in parts {
        let Some(value) = value else { continue };
        let said = only(headers, header)?;
        if said.is_none() && !required {
            continue;
        }
        if said.as_deref().and_then(mirror::decode).as_ref() != Some(value) {
            let said = said.map_or("nothing".to_owned(), |said| format!("`{}`", excerpt(&said)));
            return Err(mismatch(format!("{shown} says {said}, the message says `{}`", excerpt(value))));
        }
    }
    Ok(())
}

fn check_version(headers: &HeaderMap, mirror: &Mirror, kind: Kind) -> Result<(), Refusal> {
    let said = only(headers, mirror::VERSION)?;
    let bad = |what: &str| Refusal::new(StatusCode::BAD_REQUEST, -32600, what.to_owned());
    match (said.as_deref(), mirror.version.as_deref()) {
        (None, None) => {
            Err(bad("a session starts with `initialize`; without one every message names its version"))
        }
        (None, Some(_)) => Err(mismatch("MCP-Protocol-Version is missing".to_owned())),
        (Some(said), Some(meant)) if said != meant => {
            let (said, meant) = (excerpt(said), excerpt(meant));
            Err(mismatch(format!("MCP-Protocol-Version says `{said}`, the message says `{meant}`")))
        }
        (Some(STATELESS), None) if kind == Kind::Request => Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            -32602,
            "`_meta` does not name the protocol version".to_owned(),
        )),
        (Some(STATELESS), _) => Ok(()),
        (Some(legacy), None) if VERSIONS_WITH_INITIALIZE.contains(&legacy) => {
            Err(bad("Mcp-Session-Id is missing"))
        }
        (Some(other), _) => Err(unsupported(other)),
    }
}

/// Checks the version that a message of an open session names, if it names one.
pub(super) fn check_session_version(headers: &HeaderMap) -> Result<(), Refusal> {
    match only(headers, mirror::VERSION)? {
        Some(version) if !VERSIONS_WITH_INITIALIZE.contains(&version.as_str()) => Err(unsupported(&version)),
        _ => Ok(()),
    }
}

fn unsupported(version: &str) -> Refusal {
    let mut supported = vec![STATELESS];
    supported.extend(VERSIONS_WITH_INITIALIZE.iter().rev());
    Refusal {
        data: Some(Box::new(json!({"supported": supported, "requested": version}))),
        ..Refusal::new(
            StatusCode::BAD_REQUEST,
            -32022,
            format!("version `{}` is not supported", excerpt(version)),
        )
    }
}

fn mismatch(what: String) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, -32020, what)
}

/// The value of a header that may stand at most once.
fn only(headers: &HeaderMap, name: &str) -> Result<Option<String>, Refusal> {
    let mut values = headers.get_all(name).iter();
    let first = values.next().map(|value| String::from_utf8_lossy(value.as_bytes()).trim().to_owned());
    if values.next().is_some() {
        return Err(mismatch(format!("the header {name} stands more than once")));
    }
    Ok(first)
}
