//! Strategy `homoglyph`: the demand in letters that look the same.
//!
//! ## What it does
//! Writes letters as their twins: Cyrillic ones (`cyrillic`), the wide letters of East Asian fonts (`wide`), or the
//! bold letters of mathematics (`bold`).
//!
//! ## Why it works
//! Filters compare characters; people and models compare shapes and contexts.
//!
//! ## Example
//! ```text
//! homoglyph:wide -> ＤＥＭＡＮＤ
//! homoglyph:cyrillic -> DЕМАND
//! ```
//!
//! ## References
//! Imperceptible NLP attacks, arXiv 2106.09898 (homoglyphs); Unicode Technical Standard 39.

use crate::worded::Worded;
use crate::{Family, Parameter};
use detect::encodings::{Looks, Scheme, encode};

/// The demand in letters that look like Latin ones.
pub(super) const HOMOGLYPH: Worded = Worded {
    id: "homoglyph",
    summary: "The demand in letters that look like Latin ones.",
    source: "arXiv 2106.09898 (homoglyphs)",
    family: Family::Field,
    parameter: Parameter::Words(&["cyrillic", "wide", "bold"]),
    word: |payload, value| {
        let looks = match value {
            1 => Looks::Wide,
            2 => Looks::Bold,
            _ => Looks::Cyrillic,
        };
        payload.rewritten(|text| encode(Scheme::LookAlike(looks), text))
    },
};
