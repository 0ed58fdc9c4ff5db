//! Finding a payload in a text.

use super::{Span, Tone};
use chain::{Event, Trace};

/// The pieces of all payloads of a trace, as they may stand in a text: as written, and as JSON spells them.
pub(super) struct Payload(Vec<String>);

impl Payload {
    /// Shorter pieces would be found everywhere.
    const SHORTEST: usize = 3;

    pub(super) fn of(trace: &Trace) -> Self {
        let planted = trace.events.iter().filter_map(|event| match event {
            Event::Planted(plant) => Some(&plant.core),
            _ => None,
        });
        let mut needles: Vec<String> = planted.flatten().flat_map(|piece| spellings(piece)).collect();
        needles.retain(|needle| needle.chars().count() >= Self::SHORTEST);
        // Longest first, so that a piece within another does not tear it.
        needles.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        needles.dedup();
        Self(needles)
    }

    /// Splits a text into payload and what surrounds it.
    pub(super) fn mark(&self, text: &str, around: Tone) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut rest = text;
        while let Some((start, needle)) = self.first(rest) {
            let (before, found) = rest.split_at(start);
            let (payload, after) = found.split_at(needle.len());
            spans.push(Span::new(around, before));
            spans.push(Span::new(Tone::Payload, payload));
            rest = after;
        }
        spans.push(Span::new(around, rest));
        spans.retain(|span| !span.text.is_empty());
        spans
    }

    fn first(&self, text: &str) -> Option<(usize, &str)> {
        let found = self.0.iter().filter_map(|needle| Some((text.find(needle.as_str())?, needle.as_str())));
        found.min_by_key(|(start, needle)| (*start, std::cmp::Reverse(needle.len())))
    }
}

fn spellings(piece: &str) -> [String; 2] {
    let spelled = serde_json::Value::from(piece).to_string();
    let spelled =
        spelled.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or_default().to_owned();
    [piece.to_owned(), spelled]
}
