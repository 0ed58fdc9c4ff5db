//! The lab from the experiment file to the records.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "test helpers fail loudly"
)]

mod adaptive;
mod agentgym;
mod amplification;
mod behaviors;
mod catalogue;
mod custom;
mod defended;
mod experiment;
mod failing;
mod flow;
mod grid;
mod pilot;
mod provider;
mod resume;
mod rewording;
mod services;
mod subscriptions;
mod support;
mod workers;
