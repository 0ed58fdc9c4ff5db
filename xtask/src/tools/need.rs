//! Programs that must be there beforehand.

use crate::say;
use crate::shell::Shell;
use crate::trouble::{Done, Trouble};

/// A program, how to see that it works, and the Debian package that holds it.
struct Need {
    what: &'static str,
    works: fn() -> bool,
    package: &'static str,
}

const NEEDS: &[Need] = &[
    Need { what: "Node.js 18 or newer", works: || node() >= Some(18), package: "nodejs" },
    Need { what: "npm", works: || Shell::new("npm").args(["--version"]).works(), package: "npm" },
    Need { what: "Python 3.11 or newer with venv", works: || python().is_some(), package: "python3-venv" },
    Need {
        what: "Java 8 or newer",
        works: || Shell::new("java").args(["-version"]).works(),
        package: "default-jre-headless",
    },
    Need { what: "git", works: || Shell::new("git").args(["--version"]).works(), package: "git" },
];

/// Checks all programs; as root on Debian it installs what is missing.
pub(crate) fn programs() -> Done {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    let command = format!("apt-get install --yes --no-install-recommends {}", packages.join(" "));
    if may_install() {
        say::step(&format!("running `{command}`"));
        let apt = || Shell::new("apt-get").set("DEBIAN_FRONTEND", "noninteractive");
        apt().args(["update", "--quiet"]).run()?;
        apt().args(["install", "--yes", "--no-install-recommends"]).args(&packages).run()?;
    }
    let missing: Vec<&str> = self::missing().iter().map(|need| need.what).collect();
    match missing.is_empty() {
        true => Ok(()),
        false => Err(Trouble::new(format!(
            "missing: {}; on Debian run `sudo {command}`, elsewhere install them by your system's means",
            missing.join(", ")
        ))),
    }
}

/// The first Python that is new enough and can make virtual environments.
pub(super) fn python() -> Option<&'static str> {
    let check = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))";
    let names = ["python3", "python3.14", "python3.13", "python3.12", "python3.11"];
    names.into_iter().find(|name| Shell::new(name).args(["-c", check]).works())
}

fn missing() -> Vec<&'static Need> {
    NEEDS.iter().filter(|need| !(need.works)()).collect()
}

/// The major version of Node.js.
fn node() -> Option<u32> {
    let version = Shell::new("node").args(["--version"]).output("").ok()?;
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

fn may_install() -> bool {
    let root = Shell::new("id").args(["-u"]).output("").is_ok_and(|id| id == "0");
    root && Shell::new("apt-get").args(["--version"]).works()
}
