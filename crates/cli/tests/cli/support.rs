//! A folder to work in, and the program.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// A small server in Python: read and write files, with a temper.
pub(crate) const SERVER: &str = include_str!("../../../lab/tests/lab/server.py");

/// A service with that server, for an experiment beside it. `TEMPER` is to be replaced.
pub(crate) const SERVICE: &str = r#"
services:
  - name: files
    command: [python3, "{here}/server.py", TEMPER, "{dir}"]
    tasks:
      - name: read
        prompt: Read {dir}/number.txt and tell me the number.
        files: {number.txt: "42\n"}
        plan: [{tool: read_file, arguments: {path: "{dir}/number.txt"}}]
        answer: The number is 42.
        success: answer.contains("42")
        foreign: {tool: write_file, arguments: {path: "{dir}/outbox.txt", content: CARRIED_TEXT}}
"#;

/// A folder of its own in which the program is started.
pub(crate) struct Desk(TempDir);

/// What the program said and how it ended.
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A desk with an experiment `grid.yaml`.
    pub(crate) fn with(experiment: &str) -> Self {
        let desk = Self::new();
        desk.write("grid.yaml", experiment);
        desk
    }

    /// A desk with an experiment on the server in Python.
    pub(crate) fn with_server(temper: &str, grid: &str) -> Self {
        let desk = Self::with(&format!("{}{grid}", SERVICE.replace("TEMPER", temper)));
        desk.write("server.py", SERVER);
        desk
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.0.path().canonicalize().unwrap()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).unwrap();
    }

    pub(crate) fn read(&self, name: impl AsRef<Path>) -> String {
        std::fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    #[expect(clippy::disallowed_methods, reason = "the program under test is started as its users start it")]
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_safemcp"));
        command.args(args).current_dir(self.0.path()).env("COLUMNS", "80").env("NO_COLOR", "1");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub(crate) fn safemcp(&self, args: &[&str]) -> Said {
        said(self.command(args).output().unwrap())
    }

    /// The same with something on standard input.
    pub(crate) fn safemcp_reading(&self, args: &[&str], input: &str) -> Said {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        said(child.wait_with_output().unwrap())
    }

    /// Starts the program and does not listen to it.
    pub(crate) fn start(&self, args: &[&str]) -> Child {
        self.command(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Starts the program, to hear what it says on standard error.
    pub(crate) fn start_heard(&self, args: &[&str]) -> Child {
        self.command(args).stdout(Stdio::null()).spawn().unwrap()
    }

    /// Runs the program; it must end well.
    pub(crate) fn good(&self, args: &[&str]) -> String {
        let said = self.safemcp(args);
        assert_eq!(said.code, Some(0), "{args:?}: {}{}", said.out, said.err);
        said.out
    }

    pub(crate) fn digest(&self, run: &str) -> String {
        self.good(&["results", run, "--digest"])
    }

    /// Trials that are recorded in a run, as far as it can be read now.
    pub(crate) fn rows(&self, run: &str) -> Option<u64> {
        store::Run::open_read_only(self.0.path().join("runs").join(run)).ok()?.len().ok()
    }

    /// Waits until so many trials are recorded, or the program has ended, or a minute has passed.
    pub(crate) fn wait_for_rows(&self, run: &str, rows: u64, child: &mut Child) {
        for _ in 0..12_000 {
            let there = rows == 0 || self.rows(run).is_some_and(|count| count >= rows);
            if there || child.try_wait().unwrap().is_some() {
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

fn said(output: Output) -> Said {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}
