//! What was sent beside what arrived.

use super::mark::Payload;
use super::{Span, Tone};

/// One text with what was taken from it and what was put there. Beginning and end that both share stand once; between
/// them is the first to the last change, which is as much as a reader can take in.
pub(super) fn compare(sent: &str, arrived: &str, payload: &Payload) -> Vec<Span> {
    let start = common(sent.chars().zip(arrived.chars()));
    let (head, sent) = sent.split_at(start);
    let arrived = arrived.get(start..).unwrap_or_default();
    let end = common(sent.chars().rev().zip(arrived.chars().rev()));
    let (removed, tail) = sent.split_at(sent.len() - end);
    let added = arrived.get(..arrived.len() - end).unwrap_or_default();
    let mut spans = payload.mark(head, Tone::Plain);
    spans.push(Span::new(Tone::Removed, removed));
    spans.push(Span::new(Tone::Added, added));
    spans.extend(payload.mark(tail, Tone::Plain));
    spans.retain(|span| !span.text.is_empty());
    spans
}

/// Bytes of the characters that pairs agree on, up to the first that differ.
fn common(pairs: impl Iterator<Item = (char, char)>) -> usize {
    pairs.take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chain::Trace;

    #[test]
    fn shows_what_was_taken_and_put() {
        let check = |sent: &str, arrived: &str, expected: &str| {
            let spans = compare(sent, arrived, &Payload::of(&Trace::default()));
            let shown: String =
                spans.iter().map(|span| format!("{}({})", span.tone.name(), span.text)).collect();
            assert_eq!(shown, expected);
        };
        check("a bad end", "a good end", "plain(a )removed(ba)added(goo)plain(d end)");
        check("gone", "", "removed(gone)");
        check("", "new", "added(new)");
        check("same", "same", "plain(same)");
        check("aa", "a", "plain(a)removed(a)");
        check("größe", "grüße", "plain(gr)removed(ö)added(ü)plain(ße)");
    }
}
