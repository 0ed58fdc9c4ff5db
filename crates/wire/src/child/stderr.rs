//! The last words of a process.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::io::{AsyncRead, AsyncReadExt};

/// Bytes of standard error that are kept.
const KEPT: usize = 8 * 1024;

/// The end of a stream, at most [`KEPT`] bytes, however much is written to it (surface P06).
#[derive(Clone, Debug, Default)]
pub(super) struct LastWords(Arc<Mutex<Words>>);

#[derive(Debug, Default)]
struct Words {
    kept: VecDeque<u8>,
    /// How many of the last bytes nobody took yet.
    fresh: usize,
}

impl LastWords {
    /// Reads the stream to its end.
    pub(super) async fn listen(self, mut stream: impl AsyncRead + Unpin) {
        let mut chunk = [0; 4096];
        while let Ok(count @ 1..) = stream.read(&mut chunk).await {
            let mut words = self.words();
            words.kept.extend(chunk.iter().take(count));
            let excess = words.kept.len().saturating_sub(KEPT);
            words.kept.drain(..excess);
            words.fresh = (words.fresh + count).min(words.kept.len());
        }
    }

    /// What was kept, with everything that is not plainly printable escaped. Newlines stay readable as ` | `.
    pub(super) fn shown(&self) -> String {
        let kept: Vec<u8> = self.words().kept.iter().copied().collect();
        let text = String::from_utf8_lossy(&kept);
        let lines: Vec<_> = text.lines().map(crate::error::escaped).collect();
        if lines.is_empty() { "(nothing)".to_owned() } else { lines.join(" | ") }
    }

    /// What came since the last call and was kept, as it stood.
    pub(super) fn take(&self) -> String {
        let mut words = self.words();
        let known = words.kept.len() - std::mem::take(&mut words.fresh);
        let fresh: Vec<u8> = words.kept.iter().skip(known).copied().collect();
        String::from_utf8_lossy(&fresh).into_owned()
    }

    fn words(&self) -> MutexGuard<'_, Words> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
