//! Environments as strangers see them: the official conformance suite, and real hosts playing a task.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly"
)]

mod conformance;
mod hosts;
mod model;
mod server;
