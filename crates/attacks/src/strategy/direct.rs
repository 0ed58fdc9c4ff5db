//! Strategy `direct`: the demand as it is.
//!
//! ## What it does
//! Says what is wanted, and nothing else.
//!
//! ## Why it works
//! An agent that does not tell data from instructions needs no persuasion. It is the baseline of every table.
//!
//! ## Example
//! ```text
//! DEMAND -> DEMAND
//! ```
//!
//! ## References
//! SafeMCP, arXiv 2506.13666 (Direct); Greshake et al., arXiv 2302.12173.

use super::{Family, Payload, Strategy};

/// The demand as it is.
pub(super) struct Direct;

impl Strategy for Direct {
    fn id(&self) -> &'static str {
        "direct"
    }

    fn summary(&self) -> &'static str {
        "The demand as it is."
    }

    fn source(&self) -> &'static str {
        "arXiv 2506.13666 (Direct)"
    }

    fn family(&self) -> Family {
        Family::Direct
    }

    fn word(&self, payload: Payload, _: usize) -> Payload {
        payload
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn example() {
        assert_eq!(Direct.word(Payload::plain("DEMAND"), 0).text(), "DEMAND");
    }
}
