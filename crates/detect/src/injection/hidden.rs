//! Text that a person does not see: invisible characters and encodings.

use super::{Family, Reason};
use crate::encodings::{Scheme, decodings};
use std::ops::Range;

/// So many zero-width characters are no accident of copying.
const ZERO_WIDTH: usize = 4;

/// Hidden text: how suspicious it is to hide at all, and what it says.
pub(super) struct Hidden {
    pub(super) reason: Reason,
    pub(super) text: String,
}

/// Everything that hides.
pub(super) fn hits(text: &str) -> Vec<Hidden> {
    let mut hits: Vec<Hidden> = if text.is_ascii() { vec![] } else { invisible(text) };
    hits.extend(decodings(text).into_iter().map(|decoded| {
        let weight = match decoded.scheme {
            // Base64 of plain text is everyday data; nobody writes data in the others.
            Scheme::Base64 => 0.15,
            _ => 0.4,
        };
        let reason = Reason { family: Family::Encoded, weight, span: decoded.span };
        Hidden { reason, text: decoded.text }
    }));
    hits
}

fn invisible(text: &str) -> Vec<Hidden> {
    let hidden = |weight, span, text| {
        let reason = Reason { family: Family::Invisible, weight, span };
        Hidden { reason, text }
    };
    let mut hits = Vec::new();
    if let Some((span, tagged)) = collect(text, |char| matches!(char, '\u{E0000}'..='\u{E007F}')) {
        // Flags of England, Scotland and Wales are five to six tags each.
        let weight = if tagged.len() > 12 { 0.7 } else { 0.1 };
        let plain = tagged.iter().filter_map(|char| char::from_u32(u32::from(*char) - 0xE0000)).collect();
        hits.push(hidden(weight, span, plain));
    }
    let zero = |char| matches!(char, '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{180E}');
    if let Some((span, found)) = collect(text, zero)
        && found.len() >= ZERO_WIDTH
    {
        hits.push(hidden(0.3, span, text.chars().filter(|&char| !zero(char)).collect()));
    }
    let turned = |char| matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    hits.extend(collect(text, turned).map(|(span, _)| hidden(0.35, span, String::new())));
    hits
}

/// The characters of a kind, and the span from the first to the last.
fn collect(text: &str, kind: impl Fn(char) -> bool) -> Option<(Range<usize>, Vec<char>)> {
    let found: Vec<(usize, char)> = text.char_indices().filter(|(_, char)| kind(*char)).collect();
    let (first, last) = (found.first()?, found.last()?);
    Some((first.0..last.0 + last.1.len_utf8(), found.iter().map(|(_, char)| *char).collect()))
}
