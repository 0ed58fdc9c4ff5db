//! The one who writes: a thread of its own behind a bounded channel.

use crate::batch::{Entry, Order, Scribe};
use crate::rows::{self, Finished};
use crate::{Query, Run, StoreError, journal};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};
use tokio::sync::{mpsc, oneshot};

/// Entries that may wait before [`Writer::put`] does.
const WAITING: usize = 1_024;

/// Stores trials, and the queries of searches that are not over. As many as wait are committed together, so that one
/// costs little however many workers there are.
pub struct Writer {
    inbox: mpsc::Sender<Order>,
    thread: Option<JoinHandle<Result<(), StoreError>>>,
}

/// Resolves when the trial or query is stored so that no kill can undo it, or when it is certain that it was not stored.
#[derive(Debug)]
#[must_use = "a trial or query counts as stored when its receipt has resolved, not before"]
pub struct Receipt(oneshot::Receiver<Result<(), StoreError>>);

impl Writer {
    /// Starts the writer of a run. There can be one at a time.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] for a run that was opened to be read, [`StoreError::WriterOpen`] when it has one
    /// already, and what opening files gives.
    pub fn start(run: &Run) -> Result<Self, StoreError> {
        let scribe = Scribe::open(run)?;
        let (inbox, orders) = mpsc::channel(WAITING);
        let thread = thread::Builder::new().name("store".into()).spawn(move || scribe.work(orders));
        let thread = thread.map_err(StoreError::io("start a thread to write", run.folder()))?;
        Ok(Self { inbox, thread: Some(thread) })
    }

    /// Hands over a trial. Waits while too many are waiting already; dropping the receipt does not take it back. The trial
    /// of a search ends the search's journal, unless it says that its last query failed.
    ///
    /// # Errors
    /// [`StoreError::Unfit`] for a value that cannot be stored, [`StoreError::Closed`] when the writer has ended.
    pub async fn put(&self, finished: Finished) -> Result<Receipt, StoreError> {
        rows::check(&finished)?;
        self.order(Entry::Trial(finished)).await
    }

    /// Hands over a query of a search that is not over, in the same way. Its receipt gives [`StoreError::Duplicate`] when
    /// the journal has a query of that number, or the search is recorded.
    ///
    /// # Errors
    /// As [`Writer::put`].
    pub async fn put_query(&self, query: Query) -> Result<Receipt, StoreError> {
        journal::check(&query)?;
        self.order(Entry::Query(query)).await
    }

    /// [`Writer::put`] for code that is not async. Must not be called from within an async runtime.
    ///
    /// # Errors
    /// As [`Writer::put`].
    pub fn put_blocking(&self, finished: Finished) -> Result<Receipt, StoreError> {
        rows::check(&finished)?;
        self.order_blocking(Entry::Trial(finished))
    }

    /// [`Writer::put_query`] for code that is not async. Must not be called from within an async runtime.
    ///
    /// # Errors
    /// As [`Writer::put`].
    pub fn put_query_blocking(&self, query: Query) -> Result<Receipt, StoreError> {
        journal::check(&query)?;
        self.order_blocking(Entry::Query(query))
    }

    async fn order(&self, entry: Entry) -> Result<Receipt, StoreError> {
        let (done, receipt) = oneshot::channel();
        self.inbox.send(Order { entry, done }).await.map_err(|_| StoreError::Closed)?;
        Ok(Receipt(receipt))
    }

    fn order_blocking(&self, entry: Entry) -> Result<Receipt, StoreError> {
        let (done, receipt) = oneshot::channel();
        self.inbox.blocking_send(Order { entry, done }).map_err(|_| StoreError::Closed)?;
        Ok(Receipt(receipt))
    }

    /// Stores what is waiting, makes everything outlive a power cut, and ends. Blocks until that is done; dropping the
    /// writer does the same, but keeps the error to itself.
    ///
    /// # Errors
    /// What the last sync gave.
    pub fn close(mut self) -> Result<(), StoreError> {
        self.end()
    }

    fn end(&mut self) -> Result<(), StoreError> {
        // The thread ends when its inbox has no sender any more.
        self.inbox = mpsc::channel(1).0;
        self.thread.take().map_or(Ok(()), |thread| thread.join().unwrap_or(Err(StoreError::Closed)))
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("room", &self.inbox.capacity()).finish_non_exhaustive()
    }
}

impl Receipt {
    /// Waits in code that is not async. Must not be called from within an async runtime.
    ///
    /// # Errors
    /// As awaiting the receipt: [`StoreError::Duplicate`] when the run has the trial already, [`StoreError::Closed`]
    /// when the writer ended before, and what writing files gives.
    pub fn wait(self) -> Result<(), StoreError> {
        self.0.blocking_recv().unwrap_or(Err(StoreError::Closed))
    }
}

impl Future for Receipt {
    type Output = Result<(), StoreError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(|received| received.unwrap_or(Err(StoreError::Closed)))
    }
}
