//! Every defense stops something, and leaves a benign run alone.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod catalogue;
mod detector;
mod laws;
mod reminder;
mod spotlight;
mod support;
mod whitelist;
