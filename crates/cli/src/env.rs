//! `safemcp env`.

use crate::args::{EnvArgs, EnvVerb};
use crate::exit::{Done, Failure, Verdict, say};
use environments::{EnvironmentError, Family, Stepper, family, replay};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Drives an environment without MCP.
pub(crate) fn env(args: &EnvArgs) -> Verdict {
    match &args.verb {
        EnvVerb::Replay { golden, settings } => replay_file(golden, settings.as_deref()),
        EnvVerb::Step { environment, settings } => step(environment, settings.as_deref()),
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

fn replay_file(golden: &Path, given: Option<&str>) -> Verdict {
    let unreadable =
        |error: std::io::Error| Failure::usage(format!("cannot read `{}`: {error}", golden.display()));
    let mut meta = String::new();
    BufReader::new(File::open(golden).map_err(unreadable)?).read_line(&mut meta).map_err(unreadable)?;
    let meta: Value = serde_json::from_str(&meta).unwrap_or_default();
    let name = meta.get("env").and_then(Value::as_str).unwrap_or_default();
    let family = named(name)?;
    let lines = BufReader::new(File::open(golden).map_err(unreadable)?);
    let advised = |error: EnvironmentError| {
        let hint = "episodes that were recorded with data of their own need it: --settings '{\"recipes\": \"FOLDER\"}'";
        Failure::usage(if given.is_some() { error.to_string() } else { format!("{error}\n{hint}") })
    };
    let report = replay(lines, family, &settings(given)?).map_err(advised)?;
    let mut out = String::new();
    for difference in &report.differences {
        let _ = writeln!(out, "line {}, {}:", difference.line, difference.what);
        let _ = writeln!(out, "  recorded: {}", report::show::line(&difference.recorded.to_string()));
        let _ = writeln!(out, "  ours:     {}", report::show::line(&difference.ours.to_string()));
    }
    let _ = writeln!(
        out,
        "{}: {} lines, {} episodes, {} goals, {} differences",
        family.id(),
        report.lines,
        report.episodes,
        report.goals,
        report.differences.len()
    );
    say(&out)?;
    Ok(if report.differences.is_empty() { Done::Well } else { Done::Gate })
}

fn step(environment: &str, given: Option<&str>) -> Verdict {
    let mut stepper = Stepper::new(named(environment)?, settings(given)?);
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(|error| Failure::harness(format!("standard input: {error}")))?;
        if !line.trim().is_empty() {
            say(&format!("{}\n", stepper.line(&line)))?;
        }
    }
    Ok(Done::Well)
}
