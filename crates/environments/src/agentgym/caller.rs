//! Requests, with their bounds.

use super::settings::Settings;
use serde_json::Value;
use std::io::ErrorKind;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};
use ureq::http::{HeaderMap, StatusCode};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Error};
use wire::excerpt;

/// Most bytes of an answer.
const ANSWER: u64 = 4 * 1024 * 1024;
/// Waits before a request is made again, for a server that is about to be there.
const WAITS: [u64; 5] = [100, 200, 400, 800, 1600];
/// How long a farewell may take.
const FAREWELL: Duration = Duration::from_millis(500);
/// How long a connection is kept for the next request: less than what AgentGym's servers keep it.
const KEPT: Duration = Duration::from_secs(3);

/// The header in which a server of ours says what it plays.
pub(super) const OURS: &str = "x-safemcp-world";

/// One for all worlds, so that they share connections.
static AGENT: LazyLock<Agent> = LazyLock::new(|| {
    // The provider is named here because the one of the process may not be set yet.
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build();
    let config = Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .max_idle_connections_per_host(16)
        .max_idle_connections(64)
        .max_idle_age(KEPT)
        .build();
    Agent::new_with_config(config)
});

/// Speaks to one server.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    url: String,
    timeout: Duration,
}

/// What a server answered with status 200.
pub(super) struct Answered {
    pub(super) value: Value,
    /// What a server of ours says that it plays.
    pub(super) ours: Option<String>,
}

/// Whether a request that found nobody is made again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Patience {
    /// The server may still be starting.
    Starting,
    /// It was there a moment ago.
    Running,
}

impl Caller {
    /// For the server of these settings.
    pub(super) fn new(settings: &Settings) -> Self {
        Self { url: settings.url.clone(), timeout: settings.timeout }
    }

    /// Sends a body to an endpoint such as `/step`.
    ///
    /// # Errors
    /// What went wrong on the way: nobody there, too late, too much, not JSON, or a status other than 200.
    pub(super) fn post(&self, path: &str, body: &Value, patience: Patience) -> Result<Answered, String> {
        self.patiently(path, patience, |left| {
            let request = AGENT.post(format!("{}{path}", self.url)).content_type("application/json");
            request.config().timeout_global(Some(left)).build().send(body.to_string())
        })
    }

    /// Reads an endpoint such as `/observation?env_idx=3`.
    ///
    /// # Errors
    /// As [`Caller::post`].
    pub(super) fn get(&self, path: &str) -> Result<Answered, String> {
        self.patiently(path, Patience::Running, |left| {
            AGENT.get(format!("{}{path}", self.url)).config().timeout_global(Some(left)).build().call()
        })
    }

    /// Sends a last word, of which it does not matter whether it arrives.
    pub(super) fn farewell(&self, path: &str, body: &Value) {
        let request = AGENT.post(format!("{}{path}", self.url)).content_type("application/json");
        let limit = FAREWELL.min(self.timeout);
        let _ignored = request.config().timeout_global(Some(limit)).build().send(body.to_string());
    }

    /// Makes a request until it is answered, all within the time for one.
    fn patiently(
        &self,
        path: &str,
        patience: Patience,
        send: impl Fn(Duration) -> Result<ureq::http::Response<ureq::Body>, Error>,
    ) -> Result<Answered, String> {
        let start = Instant::now();
        let mut waits = WAITS.iter();
        loop {
            let left = self.timeout.saturating_sub(start.elapsed());
            let answer = send(left.max(Duration::from_millis(1)));
            let again = match &answer {
                Ok(response) => response.status() == StatusCode::SERVICE_UNAVAILABLE,
                Err(error) => patience == Patience::Starting && nobody(error),
            };
            let left = self.timeout.saturating_sub(start.elapsed());
            match waits.next().map(|wait| Duration::from_millis(*wait)).filter(|wait| again && *wait < left) {
                Some(wait) => std::thread::sleep(wait),
                None => return self.read(path, answer),
            }
        }
    }

    fn read(
        &self,
        path: &str,
        answer: Result<ureq::http::Response<ureq::Body>, Error>,
    ) -> Result<Answered, String> {
        let failed = |what: String| format!("{} at `{}{}`", what, excerpt(&self.url), excerpt(path));
        let mut response = answer.map_err(|error| failed(self.reason(&error)))?;
        let status = response.status();
        let ours = header(response.headers());
        let bytes = response.body_mut().with_config().limit(ANSWER).read_to_vec();
        let bytes = bytes.map_err(|error| failed(self.reason(&error)))?;
        if status != StatusCode::OK {
            let said = excerpt(&String::from_utf8_lossy(&bytes)).to_string();
            return Err(failed(format!("the server answered with status {}: {said}", status.as_u16())));
        }
        let value = serde_json::from_slice(&bytes);
        let value = value.map_err(|error| failed(format!("the answer is not JSON ({error})")))?;
        Ok(Answered { value, ours })
    }

    fn reason(&self, error: &Error) -> String {
        match error {
            Error::Timeout(_) => format!("there was no answer within {} s", self.timeout.as_secs()),
            Error::BodyExceedsLimit(_) => format!("the answer is longer than {ANSWER} bytes"),
            error if nobody(error) => "nobody answers; is the server running?".to_owned(),
            error => format!("the request failed ({})", excerpt(&error.to_string())),
        }
    }
}

/// Whether nothing listens there, so that the request cannot have had an effect.
fn nobody(error: &Error) -> bool {
    match error {
        Error::ConnectionFailed => true,
        Error::Io(error) => error.kind() == ErrorKind::ConnectionRefused,
        _ => false,
    }
}

fn header(headers: &HeaderMap) -> Option<String> {
    Some(headers.get(OURS)?.to_str().ok()?.to_owned())
}
