//! Where a server is and what it plays.

use super::protocol::{Dialect, Protocol};
use crate::EnvironmentError;
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;
use url::Url;
use wire::excerpt;

/// The id of the family.
pub(super) const ID: &str = "agentgym";

/// Settings as they are written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    url: String,
    #[serde(default)]
    environment: Option<String>,
    #[serde(default)]
    dialect: Option<Dialect>,
    #[serde(default)]
    tasks: Option<usize>,
    #[serde(default)]
    timeout: Option<u64>,
}

/// Settings as they are used.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    /// Address without a slash at the end.
    pub(super) url: String,
    /// What the server plays, as the user calls it; `server` if the user does not say.
    pub(super) environment: String,
    pub(super) protocol: Protocol,
    pub(super) tasks: usize,
    /// For one request.
    pub(super) timeout: Duration,
}

/// What AgentGym's clients wait.
const TIMEOUT: u64 = 300;
/// The longest that is waited for one answer, in seconds: a day.
const LONGEST: u64 = 86_400;
const NAMES: &str = "the settings are `url`, the address of the server, `environment`, what it plays, `dialect`, \"a\" or \
                     \"b\", `tasks`, how many there are, and `timeout`, in seconds";

impl Settings {
    /// Reads settings.
    ///
    /// # Errors
    /// When there is no address, and for settings that do not fit.
    pub(super) fn read(settings: &Value) -> Result<Self, EnvironmentError> {
        let written = Option::<Written>::deserialize(settings)
            .map_err(|error| wrong(&format!("{}; {NAMES}", excerpt(&error.to_string()))))?;
        let Some(written) = written else {
            return Err(wrong(&format!(
                "it needs the `url` of a server, such as {{\"url\": \"http://127.0.0.1:36001\", \"environment\": \
                 \"textcraft\"}}; {NAMES}"
            )));
        };
        let protocol = protocol(written.environment.as_deref(), written.dialect)?;
        let timeout = written.timeout.unwrap_or(TIMEOUT);
        if !(1..=LONGEST).contains(&timeout) {
            return Err(wrong(&format!("`timeout` must be 1 to {LONGEST} seconds")));
        }
        let tasks = written.tasks.unwrap_or(protocol.tasks);
        if tasks == 0 {
            return Err(wrong("`tasks` must be at least 1"));
        }
        Ok(Self {
            url: address(&written.url)?,
            environment: written.environment.unwrap_or_else(|| "server".to_owned()),
            protocol,
            tasks,
            timeout: Duration::from_secs(timeout),
        })
    }
}

fn protocol(environment: Option<&str>, dialect: Option<Dialect>) -> Result<Protocol, EnvironmentError> {
    match (environment.and_then(Protocol::known), dialect) {
        (Some(known), Some(dialect)) if known.dialect != dialect => {
            let letter = if known.dialect == Dialect::A { "a" } else { "b" };
            Err(wrong(&format!("`{}` speaks the dialect \"{letter}\"; leave `dialect` out", known.name)))
        }
        (Some(known), _) => Ok(known),
        (None, _) if !environment.is_none_or(named) => {
            let known = Protocol::names().join(", ");
            Err(wrong(&format!("`environment` must be a name of small letters; known ones are {known}")))
        }
        (None, dialect) => Ok(Protocol::plain("plain", dialect.unwrap_or(Dialect::A))),
    }
}

fn named(name: &str) -> bool {
    (1..=32).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte))
}

/// An address to which a path can be added.
fn address(url: &str) -> Result<String, EnvironmentError> {
    let parsed = Url::parse(url).ok().filter(|parsed| {
        let anonymous = parsed.username().is_empty() && parsed.password().is_none();
        let ends = parsed.query().is_none() && parsed.fragment().is_none();
        matches!(parsed.scheme(), "http" | "https") && anonymous && ends
    });
    let Some(parsed) = parsed else {
        return Err(wrong(&format!(
            "`url` is `{}`, which cannot be used: it needs http or https and a host, and nothing after the path (an \
             example: http://127.0.0.1:36001)",
            excerpt(url)
        )));
    };
    Ok(parsed.as_str().trim_end_matches('/').to_owned())
}

fn wrong(what: &str) -> EnvironmentError {
    EnvironmentError::Settings { family: ID, what: what.to_owned() }
}
