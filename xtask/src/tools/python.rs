//! Servers and the original ScienceWorld from the Python package index.

use super::need;
use super::stamp::{Stamp, fresh};
use crate::say;
use crate::shell::Shell;
use crate::trouble::{Done, Trouble};
use std::path::Path;

/// Installs exactly what the requirements name, by hash, into a virtual environment. Nothing is built from source.
pub(super) fn install(root: &Path, place: &Path) -> Done {
    let requirements = root.join("tools/requirements.txt");
    let stamp = Stamp::of(place, std::slice::from_ref(&requirements))?;
    // The interpreter is a link out of the environment: it dies when the system's Python is replaced.
    if stamp.is_set() && Shell::new(place.join("bin/python")).args(["--version"]).works() {
        say::step("Python packages are installed");
        return Ok(());
    }
    say::step("installing Python packages into .tools/python");
    let python = need::python().ok_or_else(|| Trouble::new("Python 3.11 or newer is missing"))?;
    fresh(place)?;
    Shell::new(python).args(["-m", "venv"]).args([place]).run()?;
    // The file names every package there is to be: nothing is resolved anew, so that a release of today does not change
    // what was tested yesterday.
    let pip =
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"];
    Shell::new(place.join("bin/python"))
        .args(pip)
        .args(["--only-binary", ":all:", "--requirement"])
        .args([&requirements])
        .run()?;
    stamp.set()
}
