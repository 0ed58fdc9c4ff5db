//! An environment as an MCP service, in memory.
//!
//! The service is a [`wire::Link`] whose far side is the world itself: sending a request plays it at once and queues
//! the answer. There is no task, no channel and no clock in between, so a call costs microseconds and the bytes of
//! the answers depend on nothing but the calls.

mod answer;
mod arguments;
mod link;
mod listing;
mod request;
mod shelf;

pub use link::{EnvironmentService, SharedEnvironment, share};
