//! Runs the developer's own tools: cargo, npm, pip, git.

use crate::trouble::{Done, Trouble};
use std::ffi::OsStr;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The repository's root folder.
pub(crate) fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.parent().map_or_else(|| here.clone(), Path::to_path_buf)
}

/// One command, run at the repository's root unless told otherwise.
pub(crate) struct Shell {
    command: Command,
    shown: String,
}

impl Shell {
    /// A program by path, or by name in `PATH`.
    #[expect(clippy::disallowed_methods, reason = "xtask runs the developer's own tools")]
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let shown = program.as_ref().to_string_lossy().into_owned();
        let mut command = Command::new(program);
        command.current_dir(root()).stdin(Stdio::null());
        Self { command, shown }
    }

    /// The cargo that runs this task.
    pub(crate) fn cargo() -> Self {
        let mut cargo = Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.shown = "cargo".into();
        cargo
    }

    /// Adds arguments.
    pub(crate) fn args<I: IntoIterator<Item: AsRef<OsStr>>>(mut self, args: I) -> Self {
        for arg in args {
            self.shown = format!("{} {}", self.shown, arg.as_ref().to_string_lossy());
            self.command.arg(arg);
        }
        self
    }

    /// Sets an environment variable.
    pub(crate) fn set(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs in this folder.
    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Runs it and passes its output through.
    pub(crate) fn run(mut self) -> Done {
        let status = self.command.status().map_err(|error| self.unstarted(&error))?;
        if status.success() {
            Ok(())
        } else {
            Err(Trouble::new(format!("`{}` failed ({status})", self.shown)))
        }
    }

    /// Runs it with this input and gives back what it wrote to standard output, trimmed.
    pub(crate) fn output(mut self, input: &str) -> Done<String> {
        self.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = self.command.spawn().map_err(|error| self.unstarted(&error))?;
        if let Some(mut stdin) = child.stdin.take()
            && let Err(error) = stdin.write_all(input.as_bytes())
            && error.kind() != ErrorKind::BrokenPipe
        {
            return Err(Trouble::new(format!("`{}`: {error}", self.shown)));
        }
        let output = child.wait_with_output().map_err(|error| self.unstarted(&error))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(Trouble::new(format!("`{}` failed ({}): {}", self.shown, output.status, said.trim())))
    }

    /// Whether it starts and ends well. Its output is dropped.
    pub(crate) fn works(self) -> bool {
        self.output("").is_ok()
    }

    fn unstarted(&self, error: &std::io::Error) -> Trouble {
        match error.kind() {
            ErrorKind::NotFound => {
                Trouble::new(format!("`{}` cannot be started: it is not installed", self.shown))
            }
            _ => Trouble::new(format!("`{}` cannot be started: {error}", self.shown)),
        }
    }
}
