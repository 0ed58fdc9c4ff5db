//! What a process prints.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Bytes that are kept of all that a process prints.
const KEPT: usize = 4096;

/// Bytes of a line that are read at once; a longer one counts as several.
const LINE: u64 = 4096;

/// Lines that wait for a reader; later ones are only remembered as last words.
const WAITING: usize = 8;

/// The end of what a process printed, on all its pipes.
#[derive(Clone, Debug, Default)]
pub(super) struct LastWords(Arc<Mutex<VecDeque<u8>>>);

impl LastWords {
    /// What was kept, with everything that is not plainly printable escaped, lines set apart by ` | `.
    pub(super) fn shown(&self) -> String {
        let kept: Vec<u8> = self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect();
        let text = String::from_utf8_lossy(&kept);
        let lines: Vec<String> =
            text.lines().filter(|line| !line.trim().is_empty()).map(wire::escaped).collect();
        if lines.is_empty() { "(nothing)".to_owned() } else { lines.join(" | ") }
    }

    fn keep(&self, bytes: &[u8]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(bytes);
        let excess = kept.len().saturating_sub(KEPT);
        kept.drain(..excess);
    }
}

/// One pipe of a process. It is read to its end by a thread of its own, so that a process that prints much never blocks.
#[derive(Debug)]
pub(super) struct Voice {
    lines: Receiver<String>,
}

impl Voice {
    /// Listens to a pipe.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(super) fn listen(pipe: impl Read + Send + 'static, words: LastWords) -> io::Result<Self> {
        let (sender, lines) = sync_channel(WAITING);
        thread::Builder::new().name("sciworld".to_owned()).spawn(move || read(pipe, &sender, &words))?;
        Ok(Self { lines })
    }

    /// The next line without its end; what went wrong is [`RecvTimeoutError::Disconnected`] when there are no more.
    pub(super) fn line(&self, patience: Duration) -> Result<String, RecvTimeoutError> {
        self.lines.recv_timeout(patience)
    }

    /// Waits until the pipe has ended, or has been silent for this long.
    pub(super) fn end(&self, patience: Duration) {
        while self.lines.recv_timeout(patience).is_ok() {}
    }
}

/// Reads a pipe to its end.
fn read(pipe: impl Read, sender: &SyncSender<String>, words: &LastWords) {
    let mut pipe = BufReader::new(pipe);
    let mut line = Vec::new();
    while let Ok(1..) = pipe.by_ref().take(LINE).read_until(b'\n', &mut line) {
        words.keep(&line);
        // A line that nobody waits for any more is not missed.
        let _unread = sender.try_send(String::from_utf8_lossy(&line).trim_end().to_owned());
        line.clear();
    }
}
