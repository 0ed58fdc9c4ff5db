//! A process that ends with its owner.

use super::voice::{LastWords, Voice};
use rustix::io::ioctl_fionread;
use rustix::process::{Pid, Signal, kill_process_group};
use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::Duration;
use wire::Program;

/// How long a process that seems to be dead may take to say its last words.
const DYING: Duration = Duration::from_secs(2);

/// How often it is looked at whether a process has read.
const GLANCE: Duration = Duration::from_millis(1);

/// A process that leads a group of its own. Dropping it kills the group.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    out: Voice,
    error: Voice,
    words: LastWords,
}

impl Process {
    /// Starts a program with the few variables that [`Program::INHERITED`] names and those of its own. Its input stays open
    /// until it is dropped.
    ///
    /// # Errors
    /// As the system has it: [`io::ErrorKind::NotFound`] when there is no such program.
    pub(super) fn start(program: &Program) -> io::Result<Self> {
        let mut child = command(program).spawn()?;
        let words = LastWords::default();
        match (child.stdout.take(), child.stderr.take()) {
            (Some(out), Some(error)) => Ok(Self {
                out: Voice::listen(out, words.clone())?,
                error: Voice::listen(error, words.clone())?,
                words,
                child,
            }),
            _ => Err(io::Error::other("the system gave it no pipes")),
        }
    }

    /// The next line that it prints.
    ///
    /// # Errors
    /// That none came in time, or that the process has ended, with its last words.
    pub(super) fn line(&self, patience: Duration) -> Result<String, String> {
        self.out.line(patience).map_err(|trouble| match trouble {
            RecvTimeoutError::Timeout => format!("it said nothing for {} s", patience.as_secs_f64()),
            RecvTimeoutError::Disconnected => self.epitaph(),
        })
    }

    /// Waits until it has read what is written to it now: a blank, which begins a line without an end. All that it does
    /// before it waits for that line is then done.
    ///
    /// # Errors
    /// That it did not read in time, or is gone.
    pub(super) fn settle(&mut self, patience: Duration) -> Result<(), String> {
        let Some(input) = &mut self.child.stdin else { return Ok(()) };
        // Reading the first blank may still lead to work, the second finds that done.
        for _ in 0..2 {
            if input.write_all(b" ").is_err() {
                return Err(self.epitaph());
            }
            let mut left = patience;
            while ioctl_fionread(&mut *input).is_ok_and(|unread| unread > 0) {
                left = left.checked_sub(GLANCE).ok_or("it does not read its input")?;
                thread::sleep(GLANCE);
            }
        }
        Ok(())
    }

    /// That it is gone, and its last words.
    pub(super) fn epitaph(&self) -> String {
        self.out.end(DYING);
        self.error.end(DYING);
        format!("it is gone; its last words: {}", self.words.shown())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Not yet reaped, so that the number is still its own. Nothing is left to do where this fails.
        if let Some(group) = Pid::from_raw(self.child.id().cast_signed()) {
            let _gone = kill_process_group(group, Signal::KILL);
        }
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "an environment is not async, and this process has a socket for its messages"
)]
fn command(program: &Program) -> Command {
    let mut command = Command::new(&program.command);
    let inherited = Program::INHERITED.iter().filter_map(|name| Some((name, std::env::var_os(name)?)));
    command.args(&program.args).env_clear().envs(inherited).envs(&program.env);
    if let Some(directory) = &program.directory {
        command.current_dir(directory);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    command
}

#[cfg(test)]
mod tests {
    use super::Process;
    use std::time::Duration;
    use wire::Program;

    fn shell(script: &str) -> Process {
        Process::start(&Program::new("sh").arg("-c").arg(script)).unwrap()
    }

    #[test]
    fn it_is_heard_until_it_ends() {
        let process = shell("echo one; echo two; echo three >&2; printf 'fo\\033ur'");
        let line = || process.line(Duration::from_secs(20));
        assert_eq!((line(), line()), (Ok("one".to_owned()), Ok("two".to_owned())));
        assert!(line().unwrap().starts_with("fo"));
        let gone = line().unwrap_err();
        assert!(
            gone.starts_with("it is gone") && gone.contains("three") && !gone.contains('\u{1b}'),
            "{gone}"
        );
    }

    #[test]
    fn silence_ends_in_time() {
        let process = shell("exec sleep 60");
        assert_eq!(process.line(Duration::from_millis(10)).unwrap_err(), "it said nothing for 0.01 s");
    }

    #[test]
    fn it_settles_when_it_reads() {
        let second = Duration::from_secs(1);
        assert_eq!(shell("exec cat").settle(20 * second), Ok(()));
        assert_eq!(shell("exec sleep 60").settle(second / 50).unwrap_err(), "it does not read its input");
    }

    #[test]
    fn a_flood_blocks_nobody() {
        let process = shell(
            "i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789; i=$((i+1)); done",
        );
        let gone = process.epitaph();
        assert!(gone.len() < 6000 && gone.ends_with("0123456789"), "{gone}");
    }

    #[test]
    fn its_helpers_go_with_it() {
        let process = shell("sleep 60 & echo $!; wait");
        let helper = process.line(Duration::from_secs(20)).unwrap();
        drop(process);
        let gone = (0..200).any(|_| {
            std::thread::sleep(Duration::from_millis(10));
            let status = std::fs::read_to_string(format!("/proc/{helper}/stat")).unwrap_or_default();
            status.is_empty() || status.contains(") Z ")
        });
        assert!(gone, "{helper}");
    }
}
