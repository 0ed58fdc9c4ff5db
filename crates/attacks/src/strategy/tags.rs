//! Strategy `tags`: the demand in tag characters.
//!
//! ## What it does
//! Writes every ASCII character as its counterpart in the tag block of Unicode (U+E0020 to U+E007E), which fonts do
//! not show.
//!
//! ## Why it works
//! A person who reviews a definition sees nothing; tokenizers split the characters into bytes from which many models
//! read the text.
//!
//! ## Example
//! ```text
//! tags -> \u{e0044}\u{e0045}\u{e004d}\u{e0041}\u{e004e}\u{e0044}
//! ```
//!
//! ## References
//! Goodside, 2024 (ASCII smuggling); SAFE-T1402 (instruction steganography).

use crate::worded::Worded;
use crate::{Family, Parameter};
use detect::encodings::{Scheme, encode};

/// The demand in tag characters that nobody sees.
pub(super) const TAGS: Worded = Worded {
    id: "tags",
    summary: "The demand in tag characters that nobody sees.",
    source: "SAFE-T1402 (ASCII smuggling)",
    family: Family::Field,
    parameter: Parameter::None,
    word: |payload, _| payload.rewritten(|text| encode(Scheme::Tags, text)),
};
