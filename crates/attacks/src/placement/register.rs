//! Placement `fused:register`: the payload speaks as the text around it does.
//!
//! ## What it does
//! Deals the payload's sentences among the benign ones, each led in by words of the same register: a description gets
//! the voice of documentation, a result the voice of a report.
//!
//! ## Why it works
//! Readers and detectors notice a change of voice before they notice what is said. Documentation is full of conditions
//! and notes, reports are full of states and next steps, and both are read as facts about the tool.
//!
//! ## Example
//! The payload is `First. Second.`:
//!
//! ```text
//! "Returns items. Counts them." -> "Returns items. Precondition: First. Counts them. Note: Second."
//! ```
//!
//! ## References
//! SafeMCP, arXiv 2506.13666 (Prompt Fusion).

use super::{Placement, fused};
use crate::sentences::sentences;
use rand_chacha::ChaCha8Rng;

/// What documentation says before a sentence, in turn.
const DOCUMENTATION: [&str; 4] = ["Precondition: ", "Note: ", "Usage: ", "Remark: "];
/// What a report says before a sentence, in turn.
const REPORT: [&str; 4] = ["Status: ", "Pending: ", "Next step: ", "Remaining: "];

/// Words of documentation.
const DESCRIBES: [&str; 8] =
    ["returns", "gets", "argument", "parameter", "use this", "lists", "searches", "tool"];

/// The payload speaks as the text around it does.
pub(super) struct Register;

impl Placement for Register {
    fn id(&self) -> &'static str {
        "fused:register"
    }

    fn summary(&self) -> &'static str {
        "The payload's sentences are dealt among the benign ones, in the voice of documentation or of a report."
    }

    fn source(&self) -> &'static str {
        "arXiv 2506.13666, Prompt Fusion: words of the same register"
    }

    fn place(&self, benign: &str, payload: &str, _: &mut ChaCha8Rng) -> String {
        let lower = benign.to_lowercase();
        let leads = if DESCRIBES.iter().any(|word| lower.contains(word)) { DOCUMENTATION } else { REPORT };
        let sentences = sentences(payload).into_iter().filter(|sentence| !sentence.trim().is_empty());
        let led = sentences.zip(leads.iter().cycle()).map(|(sentence, lead)| {
            // Code is no sentence.
            if sentence.contains("```") { sentence.to_owned() } else { format!("{lead}{}", sentence.trim()) }
        });
        fused::deal(benign, led)
    }
}
