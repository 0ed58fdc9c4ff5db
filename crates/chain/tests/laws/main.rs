//! The laws of a chain, on generated traffic.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly"
)]

mod common;
mod correlation;
mod deadline;
mod ends;
mod identity;
mod mixture;
mod runaway;
mod trace;
