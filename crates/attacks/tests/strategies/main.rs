//! What every strategy promises: its example is true, and its demand can be read back.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail loudly")]

mod examples;
mod quiet;
mod reading;
mod search;
