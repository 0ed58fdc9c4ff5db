//! Every defense stops something, and leaves a benign run alone.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

mod benign;
mod budget;
mod cache;
mod capabilities;
mod catalogue;
mod detector;
mod dlp;
mod flow;
mod laws;
mod limit;
mod namespace;
mod normalize;
mod parity;
mod pin;
mod policy;
mod quarantine;
mod redescribe;
mod reminder;
mod sandwich;
mod schema;
mod spotlight;
mod state;
mod support;
mod texts;
mod tool_filter;
mod verification;
mod whitelist;
