//! Start, watch and stop a process with everything it started.
//!
//! Surfaces P05 (environment) and P07 (crash, hang on close, helpers left behind).

use super::stderr::LastWords;
use crate::{Limits, LinkError, Program};
use rustix::process::{Pid, Signal, kill_process_group};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::process::{ChildStdin, ChildStdout, Command};
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// A process that leads its own process group.
///
/// Its standard error is read from the start, so a process that floods it never blocks.
#[derive(Debug)]
pub(super) struct Process {
    child: tokio::process::Child,
    /// `None` once the leader is reaped and the group was killed: the number may belong to others from then on.
    group: Option<Pid>,
    exited: Option<ExitStatus>,
    last_words: LastWords,
    listener: JoinHandle<()>,
}

impl Process {
    /// Starts `program`; answers the process and its two pipes.
    pub(super) fn start(program: &Program, peer: &str) -> Result<(Self, ChildStdin, ChildStdout), LinkError> {
        let fail =
            |reason: String| LinkError::Start { peer: peer.to_owned(), command: program.to_string(), reason };
        if let Some(directory) = program.directory.as_ref().filter(|directory| !directory.is_dir()) {
            return Err(fail(format!("the working directory {} does not exist", directory.display())));
        }
        let mut child = command(program).spawn().map_err(|error| fail(error.to_string()))?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
            return Err(fail("the system gave it no pipes".to_owned()));
        };
        let group = child.id().and_then(|id| Pid::from_raw(id.cast_signed()));
        let last_words = LastWords::default();
        let listener = tokio::spawn(last_words.clone().listen(stderr));
        Ok((Self { child, group, exited: None, last_words, listener }, stdin, stdout))
    }

    /// The number of the process group, while it stands.
    pub(super) fn group(&self) -> Option<i32> {
        self.group.map(Pid::as_raw_pid)
    }

    /// What it wrote on its standard error since the last call.
    pub(super) fn aside(&self) -> String {
        self.last_words.take()
    }

    /// Waits until the process has ended; whatever it leaves behind in its group is killed. Cancel-safe.
    pub(super) async fn ended(&mut self) -> Result<ExitStatus, std::io::Error> {
        if let Some(status) = self.exited {
            return Ok(status);
        }
        let status = self.child.wait().await?;
        self.signal(Signal::KILL);
        self.group = None;
        self.exited = Some(status);
        Ok(status)
    }

    /// How the process ended, for an error. Waits at most `limit` for the rest of its standard error.
    pub(super) async fn epitaph(&mut self, status: ExitStatus, peer: &str, limit: Duration) -> LinkError {
        if !self.listener.is_finished() {
            let _late = timeout(limit, &mut self.listener).await;
        }
        LinkError::Exited {
            peer: peer.to_owned(),
            status: status.to_string(),
            waiting: "more was expected of it".to_owned(),
            stderr: self.last_words.shown(),
        }
    }

    /// Ends the process, politely first: half of [`Limits::stop`] after its input was closed, half after SIGTERM,
    /// then SIGKILL to the whole group.
    pub(super) async fn stop(&mut self, peer: &str, limits: &Limits) -> Result<(), LinkError> {
        let patience = limits.stop() / 2;
        if timeout(patience, self.ended()).await.is_ok() {
            return Ok(());
        }
        self.signal(Signal::TERM);
        if timeout(patience, self.ended()).await.is_ok() {
            return Ok(());
        }
        self.signal(Signal::KILL);
        match timeout(REAP, self.ended()).await {
            Ok(_) => Ok(()),
            Err(_) => Err(LinkError::Io {
                peer: peer.to_owned(),
                what: format!("its process was killed but is not gone after {REAP:?}"),
            }),
        }
    }

    fn signal(&self, signal: Signal) {
        if let Some(group) = self.group {
            // The only failure is that nobody is left to receive it.
            let _gone = kill_process_group(group, signal);
        }
    }
}

/// Time that the system has to remove a killed process. Longer than any sane delay, for loaded machines.
const REAP: Duration = Duration::from_secs(10);

impl Drop for Process {
    /// Kills the group; the runtime reaps its leader.
    fn drop(&mut self) {
        self.signal(Signal::KILL);
        self.listener.abort();
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that starts processes")]
fn command(program: &Program) -> Command {
    let mut command = Command::new(&program.command);
    let inherited = Program::INHERITED.iter().filter_map(|name| Some((name, std::env::var_os(name)?)));
    command.args(&program.args).env_clear().envs(inherited).envs(&program.env);
    if let Some(directory) = &program.directory {
        command.current_dir(directory);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.process_group(0).kill_on_drop(true);
    command
}
