//! Every defense stops something, and leaves a benign run alone.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod budget;
mod catalogue;
mod detector;
mod dlp;
mod laws;
mod policy;
mod quarantine;
mod redescribe;
mod reminder;
mod sandwich;
mod spotlight;
mod support;
mod tool_filter;
mod verification;
mod whitelist;
