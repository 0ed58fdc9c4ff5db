//! `safemcp serve` on a port of its own.

use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// The program under test.
pub(crate) const SAFEMCP: &str = env!("CARGO_BIN_EXE_safemcp");

/// A server; it ends with its owner.
pub(crate) struct Server {
    pub(crate) url: String,
    _process: Child,
}

impl Server {
    /// Serves an environment over HTTP.
    #[expect(clippy::disallowed_methods, reason = "the program under test is started as its users start it")]
    pub(crate) async fn start(args: &[&str]) -> Self {
        let mut command = Command::new(SAFEMCP);
        command.arg("serve").args(args).args(["--http", "127.0.0.1:0"]);
        let command = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut process = command.kill_on_drop(true).spawn().unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let url = timeout(Duration::from_secs(30), async {
            loop {
                let line = lines.next_line().await.unwrap().expect("the server says where it is");
                if let Some((_, rest)) = line.split_once("Serving at ") {
                    break rest.split_whitespace().next().unwrap().to_owned();
                }
            }
        });
        let url = url.await.expect("the server starts");
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { url, _process: process }
    }
}

/// A stranger's program, with nothing of our environment but the path.
#[expect(clippy::disallowed_methods, reason = "a program of the test's own choice, ended with its owner")]
pub(crate) fn program(path: &str) -> Command {
    let mut command = Command::new(path);
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
}

/// Runs a stranger's program to its end; what it said, both streams, and whether it ended well.
pub(crate) async fn run(command: &mut Command, patience: Duration) -> (String, bool) {
    command.stdin(Stdio::null()).kill_on_drop(true);
    let output = timeout(patience, command.output()).await.expect("it ends in time").unwrap();
    let said = [output.stdout, output.stderr].concat();
    (String::from_utf8_lossy(&said).into_owned(), output.status.success())
}
