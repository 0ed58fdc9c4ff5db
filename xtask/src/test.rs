//! The whole test suite. The test runner comes last, so that its closing line ends the output.

use crate::shell::Shell;
use crate::trouble::{Done, Trouble};
use crate::{say, tidy, tools};

/// Runs tools, tidy, documentation tests and tests. A failure does not keep the rest from running.
pub(crate) fn run(args: &[String]) -> Done {
    let steps: [(&str, &dyn Fn() -> Done); 4] = [
        ("tools", &tools::install),
        ("tidy", &tidy::run),
        ("documentation tests", &|| Shell::cargo().args(["test", "--workspace", "--doc"]).run()),
        ("tests", &|| suite(args)),
    ];
    let mut failed = Vec::new();
    for (name, step) in steps {
        say::step(name);
        if let Err(trouble) = step() {
            say::error(&trouble.to_string());
            failed.push(name);
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(Trouble::new(format!("failed: {}", failed.join(", ")))) }
}

fn suite(args: &[String]) -> Done {
    let nextest = Shell::cargo().args(["nextest", "--version"]).works();
    let runner: &[&str] = if nextest { &["nextest", "run"] } else { &["test", "--lib", "--bins", "--tests"] };
    Shell::cargo().args(runner).args(["--workspace"]).args(args).run()
}
