//! Placement `fused:model`: a model of the attacker's words the demand for the text around it.
//!
//! ## What it does
//! A model is given the benign text and the demand, and answers the demand in other words, in the register of that text.
//! Names, literal values and arguments have to stand in its words as they are; an answer that lost one is asked for
//! again, at most three times in all, and the trial fails rather than go on with other words. The strategy then does with
//! these words what it does with a demand, and the sentences of the payload are dealt among the benign ones. A payload in
//! several parts is worded once, for the text that comes first.
//!
//! ## Why it works
//! What is written for one text has neither the phrases that detectors know nor the seam that readers notice. Every text
//! gets words of its own, so that no two of them look alike.
//!
//! ## Example
//! The model's words are `First. Second.`:
//!
//! ```text
//! "Returns items. Counts them." -> "Returns items. First. Counts them. Second."
//! ```
//!
//! ## References
//! SafeMCP, arXiv 2506.13666 (Prompt Fusion).

use super::{Placement, fused};
use rand_chacha::ChaCha8Rng;

/// A model of the attacker's words the demand for the text around it.
pub(super) struct Model;

impl Placement for Model {
    fn id(&self) -> &'static str {
        "fused:model"
    }

    fn summary(&self) -> &'static str {
        "A model of the attacker's puts the demand in other words, in the voice of the benign text, and its sentences are \
         dealt among the benign ones."
    }

    fn source(&self) -> &'static str {
        "arXiv 2506.13666, Prompt Fusion: reworded by a model"
    }

    fn rewords(&self) -> bool {
        true
    }

    fn place(&self, benign: &str, payload: &str, rng: &mut ChaCha8Rng) -> String {
        fused::Fused.place(benign, payload, rng)
    }
}
