//! The family's settings.

use super::family::ID;
use crate::EnvironmentError;
use serde::Deserialize;
use serde_json::Value;
use std::time::Duration;

/// Where the simulator is, and how long to wait for it.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    /// `auto`, or the path of a Python interpreter or of the simulator's jar.
    pub(super) original: String,
    /// How long one answer may take.
    pub(super) timeout: Duration,
    /// Moves after which a task ends.
    pub(super) moves: u32,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    #[serde(default)]
    original: Option<String>,
    #[serde(default)]
    timeout: Option<f64>,
    #[serde(default)]
    moves: Option<u32>,
}

/// How long one answer may take unless the settings say otherwise, in seconds.
const TIMEOUT: f64 = 120.0;

/// Moves after which the original's wrapper ends a task unless it is told otherwise.
const MOVES: u32 = 100;

/// The shortest and the longest time that can be set, in seconds: a day.
const TIMEOUTS: std::ops::RangeInclusive<f64> = 0.001..=86_400.0;

impl Settings {
    /// Reads the settings; `null` stands for the defaults.
    ///
    /// # Errors
    /// What does not fit, and which settings there are.
    pub(super) fn read(settings: &Value) -> Result<Self, EnvironmentError> {
        let raw = Option::<Raw>::deserialize(settings).map_err(|error| {
            unfit(format!(
                "{error}; the settings for the original are `original`, which is `auto` or the path of a Python \
                 interpreter or of scienceworld.jar, `timeout`, in seconds, and `moves`, the most that a task takes"
            ))
        })?;
        let raw = raw.unwrap_or_default();
        let timeout = raw.timeout.unwrap_or(TIMEOUT);
        if !TIMEOUTS.contains(&timeout) {
            return Err(unfit(format!("`timeout` is {timeout}; give seconds, at most {}", TIMEOUTS.end())));
        }
        let original = raw.original.unwrap_or_else(|| "auto".to_owned());
        let moves = raw.moves.unwrap_or(MOVES);
        Ok(Self { original, timeout: Duration::from_secs_f64(timeout), moves })
    }
}

/// An error of this family.
pub(super) fn unfit(what: String) -> EnvironmentError {
    EnvironmentError::Settings { family: ID, what }
}

#[cfg(test)]
mod tests {
    use super::Settings;
    use serde_json::{Value, json};

    #[test]
    fn settings_have_defaults() {
        for settings in [Value::Null, json!({}), json!({"original": "auto"})] {
            let Settings { original, timeout, moves } = Settings::read(&settings).unwrap();
            assert_eq!((original.as_str(), timeout.as_secs(), moves), ("auto", 120, 100));
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for (settings, named) in [
            (json!({"orignal": "auto"}), "`original`"),
            (json!({"timeout": 0}), "`timeout` is 0"),
            (json!({"timeout": -1e300}), "`timeout` is -1"),
            (json!({"timeout": 1e300}), "at most 86400"),
            (json!({"timeout": "long"}), "`timeout`, in seconds"),
            (json!({"moves": -1}), "`moves`"),
        ] {
            let refusal = Settings::read(&settings).unwrap_err().to_string();
            assert!(refusal.contains(named), "{refusal}");
        }
    }
}
