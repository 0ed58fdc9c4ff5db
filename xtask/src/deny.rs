//! Licenses, bans and sources of all dependencies, by `deny.toml`.

use crate::say;
use crate::shell::Shell;
use crate::trouble::Done;

/// Runs cargo-deny, installing it first if need be.
pub(crate) fn run() -> Done {
    if !Shell::cargo().args(["deny", "--version"]).works() {
        say::step("cargo-deny is missing; running `cargo install cargo-deny --locked` (some minutes, once)");
        Shell::cargo().args(["install", "cargo-deny", "--locked"]).run()?;
    }
    // The licenses of crates for other systems count too, and their manifests may not be here yet.
    Shell::cargo().args(["fetch", "--locked", "--quiet"]).run()?;
    say::step(
        "advisories are left out: they need a database from the network; see `cargo deny check advisories`",
    );
    Shell::cargo().args(["deny", "--offline", "check", "licenses", "bans", "sources"]).run()
}
