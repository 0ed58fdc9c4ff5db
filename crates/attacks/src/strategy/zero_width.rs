//! Strategy `zero-width`: the demand in bits without width.
//!
//! ## What it does
//! Writes every bit as one of two characters without width (U+200B and U+200C).
//!
//! ## Why it works
//! Nothing is shown, and a filter that knows tag characters may not know these. A model has to be able to count bits.
//!
//! ## Example
//! ```text
//! zero-width -> \u{200b}\u{200c}\u{200b}\u{200b}\u{200b}\u{200c}\u{200b}\u{200b}
//! ```
//!
//! ## References
//! Imperceptible NLP attacks, arXiv 2106.09898; SAFE-T1402.

use crate::worded::Worded;
use crate::{Family, Parameter};
use detect::encodings::{Scheme, encode};

/// The demand in bits of characters without width.
pub(super) const ZERO_WIDTH: Worded = Worded {
    id: "zero-width",
    summary: "The demand in bits of characters without width.",
    source: "arXiv 2106.09898 (invisible characters)",
    family: Family::Field,
    parameter: Parameter::None,
    word: |payload, _| payload.rewritten(|text| encode(Scheme::ZeroWidth, text)),
};
