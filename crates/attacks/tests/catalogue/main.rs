//! Every attack of the catalogue, driven through a chain over scripted exchanges.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly"
)]

mod balance;
mod carriers;
mod covering;
mod examples;
mod exchange;
mod rewording;
mod session;
mod subscriptions;
mod triggers;
