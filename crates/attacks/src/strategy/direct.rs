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
//! direct -> DEMAND
//! ```
//!
//! ## References
//! SafeMCP, arXiv 2506.13666 (Direct); Greshake et al., arXiv 2302.12173.

use crate::worded::Worded;
use crate::{Family, Parameter};

/// The demand as it is.
pub(super) const DIRECT: Worded = Worded {
    id: "direct",
    summary: "The demand as it is.",
    source: "arXiv 2506.13666 (Direct)",
    family: Family::Direct,
    parameter: Parameter::None,
    word: |payload, _| payload,
};
