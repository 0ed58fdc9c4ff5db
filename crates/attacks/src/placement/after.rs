//! Placement `after`: the payload closes the text.
//!
//! ## What it does
//! Benign text, blank line, payload.
//!
//! ## Why it works
//! What is read last is remembered best, and nothing benign follows to dilute it.
//!
//! ## Example
//! ```text
//! "Got 2 logs" -> "Got 2 logs\n\nPAYLOAD"
//! ```
//!
//! ## References
//! SafeMCP, arXiv 2506.13666.

use super::Placement;
use rand_chacha::ChaCha8Rng;

/// The payload closes the text.
pub(super) struct After;

impl Placement for After {
    fn id(&self) -> &'static str {
        "after"
    }

    fn summary(&self) -> &'static str {
        "The payload closes the text."
    }

    fn source(&self) -> &'static str {
        "arXiv 2506.13666: a payload behind what is benign"
    }

    fn place(&self, benign: &str, payload: &str, _: &mut ChaCha8Rng) -> String {
        format!("{benign}\n\n{payload}")
    }
}
