//! What to start as a third party's server.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// A command with its arguments, environment and working directory. No shell is involved.
///
/// ```
/// let program = wire::Program::new("python3").arg("-m").arg("server").set("TOKEN", "x");
/// assert_eq!(program.to_string(), "python3 -m server");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// The executable: a path, or a name looked up in `PATH`.
    pub command: String,
    /// Its arguments, one each.
    #[serde(default)]
    pub args: Vec<String>,
    /// Variables set besides the few that are inherited ([`Program::INHERITED`]). Values are never shown.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// Working directory; the current one if none is named.
    #[serde(default)]
    pub directory: Option<PathBuf>,
}

impl Program {
    /// Variables that a program inherits. Everything else in the environment is withheld (surface P05).
    pub const INHERITED: [&str; 4] = ["PATH", "HOME", "LANG", "TMPDIR"];

    /// A program without arguments.
    pub fn new(command: impl Into<String>) -> Self {
        Self { command: command.into(), ..Self::default() }
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, arg: impl Into<String>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// Sets a variable.
    #[must_use]
    pub fn set(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.env.insert(name.into(), value.into());
        self
    }

    /// Sets the working directory.
    #[must_use]
    pub fn within(mut self, directory: impl Into<PathBuf>) -> Self {
        self.directory = Some(directory.into());
        self
    }
}

impl fmt::Display for Program {
    /// The command as it would be typed, without its variables.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&quoted(&self.command))?;
        self.args.iter().try_for_each(|arg| write!(f, " {}", quoted(arg)))
    }
}

/// A word as a shell would take it, with what is not plainly printable escaped.
fn quoted(word: &str) -> String {
    let plain = |char: char| char.is_ascii_alphanumeric() || "-_./=:,@+%".contains(char);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    let shown: String = word.chars().map(|char| if char.is_control() { '\u{FFFD}' } else { char }).collect();
    format!("'{}'", shown.replace('\'', r"'\''"))
}
