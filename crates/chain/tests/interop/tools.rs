//! The third-party servers that `cargo xtask tools` installs.

use std::path::PathBuf;

/// The root of the workspace.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The path of an installed server, such as `npm/node_modules/.bin/mcp-server-memory`. Where it is missing the test is
/// skipped, loudly; under continuous integration that is a failure.
pub(crate) fn installed(server: &str) -> Option<String> {
    let path = root().join(".tools").join(server);
    if path.exists() {
        return Some(path.to_str().unwrap().to_owned());
    }
    let missing = format!(".tools/{server} is missing; install it by `cargo xtask tools`");
    assert!(std::env::var("CI").is_err(), "{missing}");
    loudly(&format!("SKIPPED: {missing}"));
    None
}

/// Writes past the capture of the test harness.
fn loudly(text: &str) {
    use std::io::Write;
    std::io::stderr().write_all(format!("{text}\n").as_bytes()).unwrap();
}
