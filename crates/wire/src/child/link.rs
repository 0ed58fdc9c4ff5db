//! The link to a process.
//!
//! Surface P07: an early end is told with its reason, and closing always ends.

use super::process::Process;
use crate::stdio::StreamLink;
use crate::{Limits, Link, LinkError, Message, Program};
use async_trait::async_trait;
use tokio::process::{ChildStdin, ChildStdout};
use tokio::time::timeout;

/// A third party's server on its standard input and output.
///
/// - It leads its own process group; [`Link::close`] and `Drop` end the whole group. Only a process that leaves
///   the group on purpose escapes; the sandbox holds those.
/// - Its environment holds [`Program::INHERITED`] and what the program names, nothing else.
/// - What it prints that is not a message is [`LinkError::Malformed`], and the link stays usable.
/// - Its end before `close` is [`LinkError::Exited`] with the last 8 KiB of standard error, escaped.
#[derive(Debug)]
pub struct Child {
    stream: StreamLink<ChildStdout, ChildStdin>,
    process: Process,
    program: Program,
    peer: String,
    limits: Limits,
    closed: bool,
}

impl Child {
    /// Starts `program`. Must be called inside a Tokio runtime.
    ///
    /// # Errors
    /// [`LinkError::Start`] with the system's reason.
    pub fn start(program: &Program, limits: Limits) -> Result<Self, LinkError> {
        let peer = program.to_string();
        let (process, stdin, stdout) = Process::start(program, &peer)?;
        let stream = StreamLink::new(stdout, stdin, peer.clone(), limits);
        Ok(Self { stream, process, program: program.clone(), peer, limits, closed: false })
    }

    /// The number of its process group, while its leader runs.
    pub fn group(&self) -> Option<i32> {
        self.process.group()
    }

    /// The error for a process that has ended, or `None` if it has not within [`Limits::stop`].
    async fn epitaph(&mut self) -> Option<LinkError> {
        let status = timeout(self.limits.stop(), self.process.ended()).await.ok()?.ok()?;
        Some(self.process.epitaph(status, &self.peer, self.limits.stop()).await)
    }
}

#[async_trait]
impl Link for Child {
    fn peer(&self) -> &str {
        &self.peer
    }

    async fn send(&mut self, message: Message) -> Result<(), LinkError> {
        match self.stream.send(message).await {
            Err(error @ LinkError::Closed { .. }) if !self.closed => {
                Err(self.epitaph().await.unwrap_or(error))
            }
            done => done,
        }
    }

    async fn recv(&mut self) -> Result<Option<Message>, LinkError> {
        if self.closed {
            return Ok(None);
        }
        loop {
            tokio::select! {
                biased;
                received = self.stream.recv() => match received {
                    Ok(None) => return self.epitaph().await.map_or(Ok(None), Err),
                    received => return received,
                },
                // Its end kills whoever of its group still holds the pipe, so the stream ends too.
                _ = self.process.ended(), if self.process.group().is_some() => {}
            }
        }
    }

    async fn close(&mut self) -> Result<(), LinkError> {
        if std::mem::replace(&mut self.closed, true) {
            return Ok(());
        }
        let Self { stream, process, peer, limits, .. } = self;
        // Its pipe is emptied meanwhile: a process that is blocked on writing cannot end by itself.
        tokio::select! {
            stopped = process.stop(peer, limits) => stopped,
            never = hang_up(stream) => never,
        }
    }

    /// Kills what is left and starts the same program anew.
    async fn restart(&mut self) -> Result<(), LinkError> {
        *self = Self::start(&self.program, self.limits)?;
        Ok(())
    }

    fn aside(&mut self) -> String {
        self.process.aside()
    }
}

/// Closes the input of the process and throws away what it still writes; never ends.
async fn hang_up(stream: &mut StreamLink<ChildStdout, ChildStdin>) -> Result<(), LinkError> {
    let _broken = stream.close().await;
    while !matches!(stream.recv().await, Ok(None)) {}
    std::future::pending().await
}
