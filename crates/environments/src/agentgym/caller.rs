//! Requests, with their bounds.

use super::settings::Settings;
use crate::outside::{Answer, Failure, Limit, Request, ask};
use serde_json::Value;
use std::time::{Duration, Instant};

/// Most bytes of an answer.
const ANSWER: usize = 4 * 1024 * 1024;
/// Waits before a request is made again, for a server that is about to be there.
const WAITS: [u64; 5] = [100, 200, 400, 800, 1600];
/// How long a farewell may take.
const FAREWELL: Duration = Duration::from_millis(500);
/// The status of a server that has too much to do.
const BUSY: u16 = 503;

/// The header in which a server of ours says what it plays.
pub(super) const OURS: &str = "x-safemcp-world";

/// Speaks to one server.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    url: String,
    timeout: Duration,
}

/// What a server answered with success.
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
    /// What went wrong on the way: nobody there, too late, too much, not JSON, or a status that is no success.
    pub(super) fn post(&self, path: &str, body: &Value, patience: Patience) -> Result<Answered, String> {
        self.patiently(path, Some(&body.to_string()), patience)
    }

    /// Reads an endpoint such as `/observation?env_idx=3`.
    ///
    /// # Errors
    /// As [`Caller::post`].
    pub(super) fn get(&self, path: &str) -> Result<Answered, String> {
        self.patiently(path, None, Patience::Running)
    }

    /// Sends a last word, of which it does not matter whether it arrives.
    pub(super) fn farewell(&self, path: &str, body: &Value) {
        let _ignored = self.ask(path, Some(&body.to_string()), FAREWELL.min(self.timeout));
    }

    fn ask(&self, path: &str, body: Option<&str>, time: Duration) -> Result<Answer, Failure> {
        let url = format!("{}{path}", self.url);
        ask(&Request { url: &url, headers: &[], body, direct: true }, Limit { time, bytes: ANSWER })
    }

    /// Makes a request until it is answered, all within the time for one.
    fn patiently(&self, path: &str, body: Option<&str>, patience: Patience) -> Result<Answered, String> {
        let start = Instant::now();
        let mut waits = WAITS.iter();
        loop {
            let left = self.timeout.saturating_sub(start.elapsed());
            let answer = self.ask(path, body, left.max(Duration::from_millis(1)));
            let again = match &answer {
                Ok(answer) => answer.status == BUSY,
                Err(failure) => patience == Patience::Starting && matches!(failure, Failure::Nobody(_)),
            };
            let left = self.timeout.saturating_sub(start.elapsed());
            match waits.next().map(|wait| Duration::from_millis(*wait)).filter(|wait| again && *wait < left) {
                Some(wait) => std::thread::sleep(wait),
                None => return self.read(answer),
            }
        }
    }

    fn read(&self, answer: Result<Answer, Failure>) -> Result<Answered, String> {
        let answer = answer.map_err(|failure| match failure {
            // The last of several requests had less.
            Failure::Late(from, _) => Failure::Late(from, self.timeout),
            failure => failure,
        })?;
        let ours = answer.headers.get(OURS).and_then(|ours| ours.to_str().ok()).map(str::to_owned);
        let from = answer.from.clone();
        let value = serde_json::from_slice(&answer.success()?);
        let value = value.map_err(|error| format!("{from}: the answer is not JSON ({error})"))?;
        Ok(Answered { value, ours })
    }
}
