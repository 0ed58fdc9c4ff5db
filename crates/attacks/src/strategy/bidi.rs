//! Strategy `bidi`: the demand shown from right to left.
//!
//! ## What it does
//! Encloses the demand in controls (U+202E and U+202C) that make a display turn it around.
//!
//! ## Why it works
//! A person sees letters in a senseless order and takes them for data; the model reads them in the order in which
//! they are stored.
//!
//! ## Example
//! ```text
//! bidi -> \u{202e}DEMAND\u{202c}
//! ```
//!
//! ## References
//! Trojan Source, arXiv 2111.00169.

use crate::worded::Worded;
use crate::{Family, Parameter};

/// The demand inside controls that display it backwards.
pub(super) const BIDI: Worded = Worded {
    id: "bidi",
    summary: "The demand inside controls that display it backwards.",
    source: "arXiv 2111.00169 (Trojan Source)",
    family: Family::Field,
    parameter: Parameter::None,
    word: |payload, _| payload.framed(|demand| format!("\u{202E}{demand}\u{202C}")),
};
