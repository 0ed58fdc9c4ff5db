//! Runs every fuzz target for a bounded time.

use crate::say;
use crate::shell::{Shell, root};
use crate::trouble::{Done, Trouble};

/// Seconds per target unless told otherwise.
const SECONDS: u64 = 20;

/// Runs all targets in turn; the first finding ends it.
pub(crate) fn run(args: &[String]) -> Done {
    let seconds = match args {
        [] => SECONDS,
        [word] => word.parse().map_err(|_| Trouble::new(format!("`{word}` is not a number of seconds")))?,
        _ => return Err(Trouble::new("`fuzz` takes one number: the seconds per target")),
    };
    let nightly = nightly()?;
    if !Shell::new("rustup").args(["run", &nightly, "cargo", "fuzz", "--version"]).works() {
        say::step("cargo-fuzz is missing; running `cargo install cargo-fuzz --locked`");
        Shell::cargo().args(["install", "cargo-fuzz", "--locked"]).run()?;
    }
    let targets = targets()?;
    for target in &targets {
        say::step(&format!("fuzzing {target} for {seconds} s"));
        let limit = format!("-max_total_time={seconds}");
        Shell::new("rustup").args(["run", &nightly, "cargo", "fuzz", "run", target, "--", &limit]).run()?;
    }
    say::line(&format!("fuzz: {} targets, {seconds} s each, nothing found", targets.len()));
    Ok(())
}

/// The installed nightly toolchain. The repository's own toolchain cannot build fuzz targets.
fn nightly() -> Done<String> {
    let list = Shell::new("rustup").args(["toolchain", "list"]).output("")?;
    let names = list.lines().filter_map(|line| line.split_whitespace().next());
    let found = names.into_iter().find(|name| name.starts_with("nightly"));
    let missing =
        "fuzz targets need a nightly compiler: run `rustup toolchain install nightly --profile minimal`";
    found.map(str::to_owned).ok_or_else(|| Trouble::new(missing))
}

fn targets() -> Done<Vec<String>> {
    let folder = root().join("fuzz/fuzz_targets");
    let entries = std::fs::read_dir(&folder).map_err(Trouble::at(&folder))?;
    let paths = entries.flatten().map(|entry| entry.path());
    let rust = paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let mut targets: Vec<String> =
        rust.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    targets.sort();
    match targets.is_empty() {
        true => Err(Trouble::new(format!("{} holds no targets", folder.display()))),
        false => Ok(targets),
    }
}
