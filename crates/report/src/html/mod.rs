//! The run as one HTML page that needs nothing but itself.
//!
//! The page loads nothing: its security policy allows its own style and script, by their digests, and nothing else.
//! Every text that the template writes goes through [`crate::show`], because the template engine's formatter is
//! replaced by it: there is no way to write a text raw by forgetting a filter.

mod engine;
mod ladder;
mod page;
mod sample;
mod view;

pub use page::page;
pub use sample::Sampling;
