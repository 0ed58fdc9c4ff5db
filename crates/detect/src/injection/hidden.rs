//! Text that a person does not see: invisible characters and encodings.

use super::score::inner;
use super::{Family, Reason};
use crate::encodings::{Scheme, decodings};
use std::ops::Range;

/// So many zero-width characters are no accident of copying.
const ZERO_WIDTH: usize = 4;

/// Hits of everything that hides.
pub(super) fn hits(text: &str) -> Vec<Reason> {
    let mut hits: Vec<Reason> = if text.is_ascii() { vec![] } else { invisible(text) };
    hits.extend(decodings(text).into_iter().map(|decoded| {
        let own = match decoded.scheme {
            // Base64 of plain text is everyday data; nobody writes data in the others.
            Scheme::Base64 => 0.15,
            _ => 0.4,
        };
        Reason { family: Family::Encoded, weight: either(own, inner(&decoded.text)), span: decoded.span }
    }));
    hits
}

fn invisible(text: &str) -> Vec<Reason> {
    let reason = |weight, span| Reason { family: Family::Invisible, weight, span };
    let mut hits = Vec::new();
    if let Some((span, tagged)) = collect(text, |char| matches!(char, '\u{E0000}'..='\u{E007F}')) {
        let plain: String =
            tagged.iter().filter_map(|char| char::from_u32(u32::from(*char) - 0xE0000)).collect();
        // Flags of England, Scotland and Wales are five to six tags each.
        let own = if tagged.len() > 12 { 0.7 } else { 0.1 };
        hits.push(reason(either(own, inner(&plain)), span));
    }
    let zero = |char| matches!(char, '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{180E}');
    if let Some((span, found)) = collect(text, zero)
        && found.len() >= ZERO_WIDTH
    {
        let plain: String = text.chars().filter(|&char| !zero(char)).collect();
        hits.push(reason(either(0.3, inner(&plain)), span));
    }
    let turned = |char| matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    hits.extend(collect(text, turned).map(|(span, _)| reason(0.35, span)));
    hits
}

/// The characters of a kind, and the span from the first to the last.
fn collect(text: &str, kind: impl Fn(char) -> bool) -> Option<(Range<usize>, Vec<char>)> {
    let found: Vec<(usize, char)> = text.char_indices().filter(|(_, char)| kind(*char)).collect();
    let (first, last) = (found.first()?, found.last()?);
    Some((first.0..last.0 + last.1.len_utf8(), found.iter().map(|(_, char)| *char).collect()))
}

fn either(a: f32, b: f32) -> f32 {
    1.0 - (1.0 - a) * (1.0 - b)
}
