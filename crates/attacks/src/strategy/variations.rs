//! Strategy `variations`: the demand in variation selectors.
//!
//! ## What it does
//! Writes every byte as one of the 256 variation selectors, which change the look of the character before them or
//! nothing.
//!
//! ## Why it works
//! Nothing is shown, copies keep them, and normalization forms leave them alone.
//!
//! ## Example
//! ```text
//! variations -> \u{e0134}\u{e0135}\u{e013d}
//! ```
//!
//! ## References
//! Butler, 2025 (smuggling data through emoji); SAFE-T1402.

use crate::worded::Worded;
use crate::{Family, Parameter};
use detect::encodings::{Scheme, encode};

/// The demand in variation selectors that nobody sees.
pub(super) const VARIATIONS: Worded = Worded {
    id: "variations",
    summary: "The demand in variation selectors that nobody sees.",
    source: "SAFE-T1402 (variation selectors)",
    family: Family::Field,
    parameter: Parameter::None,
    word: |payload, _| payload.rewritten(|text| encode(Scheme::Variations, text)),
};
