//! Placement `fused`: the payload is blended into the benign text.
//!
//! ## What it does
//! Deals the payload's sentences among the benign sentences, in order, in the same paragraph.
//!
//! ## Why it works
//! There is no seam: no paragraph is wholly hostile, so that a detector which scores paragraphs sees mostly benign
//! words, and a reader takes the demand for part of the documentation (the paper's Prompt Fusion).
//!
//! ## Example
//! The payload is `First. Second.`:
//!
//! ```text
//! "Gets items. Counts them." -> "Gets items. First. Counts them. Second."
//! ```
//!
//! ## References
//! SafeMCP, arXiv 2506.13666 (Prompt Fusion).

use super::Placement;
use crate::sentences::sentences;
use rand_chacha::ChaCha8Rng;

/// The payload is blended into the benign text, sentence by sentence.
pub(super) struct Fused;

impl Placement for Fused {
    fn id(&self) -> &'static str {
        "fused"
    }

    fn summary(&self) -> &'static str {
        "The payload's sentences are dealt among the benign ones."
    }

    fn source(&self) -> &'static str {
        "arXiv 2506.13666, Prompt Fusion: sentences interleaved"
    }

    fn place(&self, benign: &str, payload: &str, _: &mut ChaCha8Rng) -> String {
        deal(benign, sentences(payload).into_iter().map(str::to_owned))
    }
}

/// Deals sentences among the benign ones.
pub(super) fn deal(benign: &str, payload: impl Iterator<Item = String>) -> String {
    let mut benign = sentences(benign).into_iter();
    let mut text = String::new();
    for sentence in payload.filter(|sentence| !sentence.trim().is_empty()) {
        push(&mut text, benign.next().unwrap_or_default());
        // Code needs lines of its own.
        push(&mut text, if sentence.contains("```") { "\n" } else { "" });
        push(&mut text, if sentence.contains("```") { &sentence } else { sentence.trim() });
    }
    benign.for_each(|sentence| push(&mut text, sentence));
    text
}

/// Appends a sentence, parted by a space unless it brings its own white space.
fn push(text: &mut String, sentence: &str) {
    let parted =
        text.is_empty() || text.ends_with(char::is_whitespace) || sentence.starts_with(char::is_whitespace);
    if !parted && !sentence.is_empty() {
        text.push(' ');
    }
    text.push_str(sentence);
}
