//! The host against scripted services and a scripted model, in both eras.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly"
)]

mod budget;
mod calls;
mod conduct;
mod headers;
mod listing;
mod marked;
mod markers;
mod rounds;
mod stage;
mod subscriptions;
mod turns;
mod worst;
