//! Every defense stops something, and leaves a benign run alone.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod benign;
mod cache;
mod capabilities;
mod catalogue;
mod detector;
mod laws;
mod limit;
mod namespace;
mod normalize;
mod parity;
mod pin;
mod reminder;
mod schema;
mod spotlight;
mod state;
mod support;
mod whitelist;
