//! `safemcp env`.

mod check;
mod list;
mod replay;
mod step;

use crate::args::{EnvArgs, EnvVerb};
use crate::exit::{Failure, Verdict};
use environments::{Family, family};
use serde_json::Value;

/// Drives environments without an agent.
pub(crate) fn env(args: &EnvArgs) -> Verdict {
    match &args.verb {
        EnvVerb::List { json } => list::list(*json),
        EnvVerb::Check { environments, all, json } => check::check(environments, *all, *json),
        EnvVerb::Replay { golden, settings } => replay::replay_files(golden, settings.as_deref()),
        EnvVerb::Step { environment, settings, changes } => {
            step::step(environment, settings.as_deref(), *changes)
        }
    }
}

/// Settings of an environment as they were typed.
pub(crate) fn settings(text: Option<&str>) -> Result<Value, Failure> {
    let fail = |error| {
        Failure::usage(format!("--settings is not JSON: {error} (an example: '{{\"recipes\": \"FOLDER\"}}')"))
    };
    text.map_or(Ok(Value::Null), |text| serde_json::from_str(text).map_err(fail))
}

/// The environment with this name.
pub(crate) fn named(name: &str) -> Result<&'static dyn Family, Failure> {
    family(name).map_err(Failure::usage)
}
