//! What lies outside the project: installed tools, and test data that are not part of it.

use std::io::Write;
use std::path::{Path, PathBuf};

/// The path of something that `cargo xtask tools` installs, such as `npm/node_modules/.bin/mcp-server-memory`. Where it
/// is missing the caller skips its test: this says so, loudly; under continuous integration it fails.
pub fn installed(tool: &str) -> Option<String> {
    let path = root().join(".tools").join(tool);
    if path.exists() {
        return Some(path.to_str().expect("a path in UTF-8").to_owned());
    }
    let missing = format!(".tools/{tool} is missing; install it by `cargo xtask tools`");
    assert!(std::env::var("CI").is_err(), "{missing}");
    loudly(&format!("SKIPPED: {missing}"));
    None
}

/// A folder or file of the test data that are not part of the project, such as `golden`. They lie in the folder that
/// `SAFEMCP_SHARED` names, or in `shared` beside the project. Where they are missing the caller skips its test: this
/// says so, loudly.
pub fn shared(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("SAFEMCP_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let path = folder.join(name);
    if path.exists() {
        return path.canonicalize().ok();
    }
    loudly(&format!("SKIPPED: there is no {}; SAFEMCP_SHARED names the folder of test data", path.display()));
    None
}

/// The root of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace")
}

/// Writes past the capture of the test harness.
fn loudly(text: &str) {
    std::io::stderr().write_all(format!("{text}\n").as_bytes()).expect("standard error");
}
