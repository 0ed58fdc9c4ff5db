//! Placement `inside`: the payload stands at a random line.
//!
//! ## What it does
//! Inserts the payload as a line of its own between two lines of the benign text, drawn from the trial's seed. A text
//! of one line is parted at a random space.
//!
//! ## Why it works
//! A reviewer skims the beginning and the end, and so do simple filters.
//!
//! ## Example
//! ```text
//! "a\nb" -> "a\nPAYLOAD\nb"
//! ```
//!
//! ## References
//! SafeMCP, arXiv 2506.13666.

use super::Placement;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// The payload stands at a random line.
pub(super) struct Inside;

impl Placement for Inside {
    fn id(&self) -> &'static str {
        "inside"
    }

    fn summary(&self) -> &'static str {
        "The payload stands between two lines, drawn from the seed."
    }

    fn source(&self) -> &'static str {
        "arXiv 2506.13666: a payload within what is benign"
    }

    fn place(&self, benign: &str, payload: &str, rng: &mut ChaCha8Rng) -> String {
        let gaps: Vec<usize> = benign.match_indices('\n').map(|(at, _)| at).collect();
        let gaps = if gaps.is_empty() { benign.match_indices(' ').map(|(at, _)| at).collect() } else { gaps };
        let at = if gaps.is_empty() {
            benign.len()
        } else {
            gaps.get(rng.random_range(0..gaps.len())).copied().unwrap_or_default()
        };
        let (head, tail) = benign.split_at_checked(at).unwrap_or((benign, ""));
        // The line break or space at which the text is parted goes; every other one stays.
        format!("{head}\n{payload}\n{}", tail.strip_prefix(['\n', ' ']).unwrap_or(tail))
    }
}
