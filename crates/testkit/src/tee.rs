//! Two byte streams joined, with a record of what went through.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream, duplex, split};

/// A joint between two sides that keeps every byte.
#[derive(Clone, Debug, Default)]
pub struct Tee {
    there: Arc<Mutex<Vec<u8>>>,
    back: Arc<Mutex<Vec<u8>>>,
}

impl Tee {
    /// Two ends, joined. What is written to the first end is `there`, what is written to the second is `back`.
    pub fn pair() -> (DuplexStream, DuplexStream, Self) {
        let (near, near_inner) = duplex(64 * 1024);
        let (far, far_inner) = duplex(64 * 1024);
        let tee = Self::default();
        let (near_read, near_write) = split(near_inner);
        let (far_read, far_write) = split(far_inner);
        tokio::spawn(copy(near_read, far_write, Arc::clone(&tee.there)));
        tokio::spawn(copy(far_read, near_write, Arc::clone(&tee.back)));
        (near, far, tee)
    }

    /// What the first end wrote.
    pub fn there(&self) -> Vec<u8> {
        self.there.lock().unwrap().clone()
    }

    /// What the second end wrote.
    pub fn back(&self) -> Vec<u8> {
        self.back.lock().unwrap().clone()
    }
}

async fn copy(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    record: Arc<Mutex<Vec<u8>>>,
) {
    let mut chunk = vec![0; 8192];
    while let Ok(count @ 1..) = from.read(&mut chunk).await {
        let part: Vec<u8> = chunk.iter().take(count).copied().collect();
        record.lock().unwrap().extend(&part);
        if to.write_all(&part).await.is_err() {
            return;
        }
    }
    let _gone = to.shutdown().await;
}
