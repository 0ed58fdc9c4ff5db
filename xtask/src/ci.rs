//! Everything that a change must pass, cheapest first, tests last.

use crate::shell::Shell;
use crate::trouble::{Done, Trouble};
use crate::{deny, say, schema, test};
use std::time::{Duration, Instant};

/// Runs all steps; the first failure ends it. Tests come last, so that their closing line ends the output.
pub(crate) fn run() -> Done {
    let mut times = Vec::new();
    step(&mut times, "format", || Shell::cargo().args(["fmt", "--all", "--check"]).run())?;
    step(&mut times, "lints", lints)?;
    step(&mut times, "documentation", documentation)?;
    step(&mut times, "schema", || schema::run(&["--check".to_owned()]))?;
    step(&mut times, "dependencies", deny::run)?;
    let times: Vec<_> = times.iter().map(|(name, time)| format!("{name} {} s", time.as_secs())).collect();
    say::step(&format!("so far: {}; tests follow", times.join(", ")));
    test::run(&[])
}

fn lints() -> Done {
    Shell::cargo().args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]).run()
}

fn documentation() -> Done {
    Shell::cargo()
        .args(["doc", "--workspace", "--no-deps", "--locked"])
        .set("RUSTDOCFLAGS", "-D warnings")
        .run()
}

fn step(times: &mut Vec<(&'static str, Duration)>, name: &'static str, task: impl FnOnce() -> Done) -> Done {
    say::step(name);
    let start = Instant::now();
    task().map_err(|trouble| Trouble::new(format!("{name}: {trouble}")))?;
    times.push((name, start.elapsed()));
    Ok(())
}
