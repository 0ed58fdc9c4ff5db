//! Servers from npm.

use super::stamp::{Stamp, fresh};
use crate::say;
use crate::shell::Shell;
use crate::trouble::{Done, Trouble};
use std::path::Path;

/// What determines the installation.
const SOURCES: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// Installs exactly what the lock file names. No package's scripts are run.
pub(super) fn install(root: &Path, place: &Path) -> Done {
    let sources = SOURCES.map(|name| root.join("tools").join(name));
    let stamp = Stamp::of(place, &sources)?;
    if stamp.is_set() {
        say::step("npm servers are installed");
        return Ok(());
    }
    say::step("installing npm servers into .tools/npm");
    fresh(place)?;
    for (name, source) in SOURCES.iter().zip(&sources) {
        std::fs::copy(source, place.join(name)).map_err(Trouble::at(source))?;
    }
    Shell::new("npm").args(["ci"]).within(place).run()?;
    stamp.set()
}
