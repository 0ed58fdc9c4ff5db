//! `safemcp env step`.

use super::{named, settings};
use crate::exit::{Done, Failure, Verdict, say};
use environments::Stepper;
use std::io::BufRead;

/// Plays by JSON lines.
pub(super) fn step(environment: &str, given: Option<&str>, changes: bool) -> Verdict {
    let stepper = Stepper::new(named(environment)?, settings(given)?);
    let mut stepper = if changes { stepper.telling_changes() } else { stepper };
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(|error| Failure::harness(format!("standard input: {error}")))?;
        if !line.trim().is_empty() {
            say(&format!("{}\n", stepper.line(&line)))?;
        }
    }
    Ok(Done::Well)
}
