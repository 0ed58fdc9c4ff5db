//! `safemcp env replay`.

use super::{named, settings};
use crate::exit::{Done, Failure, Verdict, say};
use environments::{EnvironmentError, beside, replay};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// Replays recordings one after the other; any difference fails the gate.
pub(super) fn replay_files(golden: &[PathBuf], given: Option<&str>) -> Verdict {
    let mut done = Done::Well;
    for file in golden {
        if replay_file(file, given)? == Done::Gate {
            done = Done::Gate;
        }
    }
    Ok(done)
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
    let settings = match given {
        Some(_) => settings(given)?,
        None => beside(family.id(), golden.parent().unwrap_or(Path::new("."))),
    };
    let report = replay(lines, family, &settings).map_err(advised)?;
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
