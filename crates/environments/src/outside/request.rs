//! What is asked, and the answer or why there is none.

use std::time::Duration;
use thiserror::Error;
use ureq::http::HeaderMap;
use url::Url;

/// What is asked of a server.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request<'a> {
    /// Address, `http` or `https`, with its query.
    pub(crate) url: &'a str,
    /// Names and values of headers. Values are never shown.
    pub(crate) headers: &'a [(&'a str, &'a str)],
    /// JSON text to send by `POST`; none for `GET`.
    pub(crate) body: Option<&'a str>,
    /// Whether proxies are passed by, as they always are on the way to this machine.
    pub(crate) direct: bool,
}

/// How much an answer may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limit {
    /// Time for the whole exchange.
    pub(crate) time: Duration,
    /// The longest body that is read.
    pub(crate) bytes: usize,
}

/// What a server said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The address as it may be shown.
    pub(crate) from: String,
    /// HTTP status: 200.
    pub(crate) status: u16,
    /// The headers as they came.
    pub(crate) headers: HeaderMap,
    /// The body as it came.
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body, if the status is a success (200 to 299).
    ///
    /// # Errors
    /// Status and the beginning of the body otherwise.
    pub(crate) fn success(self) -> Result<Vec<u8>, String> {
        if (200..300).contains(&self.status) {
            return Ok(self.body);
        }
        let said = String::from_utf8_lossy(&self.body);
        Err(format!("{} answered with status {}: {}", self.from, self.status, wire::excerpt(&said)))
    }
}

/// Why there is no answer. Each begins with the address as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub(crate) enum Failure {
    /// Nothing listens there, so that the request cannot have had an effect.
    #[error("{0}: nobody answers; is the server running?")]
    Nobody(String),
    /// The answer was not whole within this time.
    #[error("{0}: no answer within {seconds} s", seconds = .1.as_secs_f64())]
    Late(String, Duration),
    /// All else, in words.
    #[error("{0}")]
    Other(String),
}

impl From<Failure> for String {
    fn from(failure: Failure) -> Self {
        failure.to_string()
    }
}

/// The parsed address.
///
/// # Errors
/// When it is none that can be asked.
pub(super) fn parse(url: &str) -> Result<Url, String> {
    let unfit =
        |why: &str| format!("the address cannot be used: {why} (an example: https://example.org/api)");
    let url = Url::parse(url).map_err(|error| unfit(&error.to_string()))?;
    match url.scheme() {
        "http" | "https" if url.has_host() => Ok(url),
        _ => Err(unfit("it needs the scheme http or https and a host")),
    }
}

/// The address without credentials, query and fragment.
pub(super) fn label(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    wire::excerpt(&format!("{}://{}{port}{}", url.scheme(), url.host_str().unwrap_or_default(), url.path()))
}

/// Whether an address names this machine.
pub(super) fn is_local(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let loopback = host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    loopback || host == "localhost" || host.ends_with(".localhost")
}
