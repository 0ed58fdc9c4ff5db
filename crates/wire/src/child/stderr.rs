//! The last words of a process.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::io::{AsyncRead, AsyncReadExt};

/// Bytes of standard error that are kept.
const KEPT: usize = 8 * 1024;

/// The end of a stream, at most [`KEPT`] bytes, however much is written to it (surface P06).
#[derive(Clone, Debug, Default)]
pub(super) struct LastWords(Arc<Mutex<VecDeque<u8>>>);

impl LastWords {
    /// Reads the stream to its end.
    pub(super) async fn listen(self, mut stream: impl AsyncRead + Unpin) {
        let mut chunk = [0; 4096];
        while let Ok(count @ 1..) = stream.read(&mut chunk).await {
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            kept.extend(chunk.iter().take(count));
            let excess = kept.len().saturating_sub(KEPT);
            kept.drain(..excess);
        }
    }

    /// What was kept, with everything that is not plainly printable escaped. Newlines stay readable as ` | `.
    pub(super) fn shown(&self) -> String {
        let kept: Vec<u8> = self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect();
        let text = String::from_utf8_lossy(&kept);
        let lines: Vec<_> = text.lines().map(crate::error::escaped).collect();
        if lines.is_empty() { "(nothing)".to_owned() } else { lines.join(" | ") }
    }
}
