//! Placement `before`: the payload opens the text.
//!
//! ## What it does
//! Payload, blank line, benign text.
//!
//! ## Why it works
//! What is read first frames the rest, and hosts that cut long texts cut their end.
//!
//! ## Example
//! ```text
//! "Got 2 logs" -> "PAYLOAD\n\nGot 2 logs"
//! ```
//!
//! ## References
//! SafeMCP, arXiv 2506.13666.

use super::Placement;
use rand_chacha::ChaCha8Rng;

/// The payload opens the text.
pub(super) struct Before;

impl Placement for Before {
    fn id(&self) -> &'static str {
        "before"
    }

    fn summary(&self) -> &'static str {
        "The payload opens the text."
    }

    fn source(&self) -> &'static str {
        "arXiv 2506.13666: a payload in front of what is benign"
    }

    fn place(&self, benign: &str, payload: &str, _: &mut ChaCha8Rng) -> String {
        format!("{payload}\n\n{benign}")
    }
}
