//! A store with one git commit, from which tasks make repositories out of plain files.

use super::stamp::fresh;
use crate::say;
use crate::shell::Shell;
use crate::trouble::{Done, Trouble};
use std::path::Path;

/// The commit that experiments name. Its hash follows from [`PERSON`], [`DATE`], [`MESSAGE`] and an empty folder.
const COMMIT: &str = "68145c6974d27bf9c388cb27730cae5ab0883e80";

const PERSON: (&str, &str) = ("Ida Brandt", "ida@example.org");
const DATE: &str = "1767603600 +0000";
const MESSAGE: &str = "Start the notebook";

/// Makes the store unless it holds the commit.
pub(super) fn make(place: &Path) -> Done {
    if place.is_dir() && git(place).args(["cat-file", "-e", COMMIT]).works() {
        say::step("the git store is made");
        return Ok(());
    }
    say::step("making a git store in .tools/history.git");
    fresh(place)?;
    git(place).args(["init", "--quiet", "--bare", "--object-format=sha1"]).run()?;
    let tree = git(place).args(["mktree"]).output("")?;
    let commit = git(place).args(["commit-tree", &tree, "-m", MESSAGE]).output("")?;
    match commit == COMMIT {
        true => Ok(()),
        false => Err(Trouble::new(format!("git made the commit {commit} where {COMMIT} was due"))),
    }
}

/// Git without the user's own settings, at a fixed time.
fn git(place: &Path) -> Shell {
    let mut git = Shell::new("git").within(place).set("GIT_DIR", place);
    for name in ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"] {
        git = git.set(name, "/dev/null");
    }
    for role in ["AUTHOR", "COMMITTER"] {
        git = git.set(&format!("GIT_{role}_NAME"), PERSON.0).set(&format!("GIT_{role}_EMAIL"), PERSON.1);
        git = git.set(&format!("GIT_{role}_DATE"), DATE);
    }
    git
}
