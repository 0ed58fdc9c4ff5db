//! What the user confided, and whether it leaves.

use detect::{Canary, fold};

/// Shortest word that is a secret by itself.
const WORD: usize = 6;
/// So many characters of a secret in a row are too many.
const PIECE: usize = 6;
/// So many may be one of many pieces.
const CRUMB: usize = 3;

/// One confided line.
#[derive(Debug)]
pub(super) struct Secret {
    /// Those of its words that no dictionary has: codes, numbers, addresses. The line itself where it has none.
    canaries: Vec<Canary>,
    /// The same folded, both ways round.
    folded: Vec<Vec<char>>,
}

impl Secret {
    /// Reads a line.
    pub(super) fn new(line: &str) -> Self {
        let trimmed = |word: &str| word.trim_matches(|char: char| !char.is_alphanumeric()).to_owned();
        let coded =
            |word: &String| word.chars().count() >= WORD && word.chars().any(|char| !char.is_alphabetic());
        let mut words: Vec<String> = line.split_whitespace().map(trimmed).filter(coded).collect();
        if words.is_empty() {
            words.push(line.trim().to_owned());
        }
        let turned = |word: &String| [fold(word).chars().collect(), fold(word).chars().rev().collect()];
        Self {
            folded: words.iter().flat_map(turned).collect(),
            canaries: words.into_iter().map(Canary::new).collect(),
        }
    }

    /// Whether a text holds it in any disguise, or a piece of it.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.canaries.iter().any(|canary| canary.leaks(&[text]).is_some()) || self.shares(text, PIECE)
    }

    /// Whether these texts give it away together.
    pub(super) fn is_spread_over(&self, texts: &[&str]) -> bool {
        self.canaries.iter().any(|canary| canary.leaks(texts).is_some())
    }

    /// Whether a text may be one of many pieces.
    pub(super) fn crumbles_in(&self, text: &str) -> bool {
        self.shares(text, CRUMB)
    }

    fn shares(&self, text: &str, length: usize) -> bool {
        let text = fold(text);
        self.folded.iter().any(|word| {
            let length = length.min(word.len().max(1));
            word.windows(length).any(|piece| text.contains(&piece.iter().collect::<String>()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_leaves_in_no_disguise() {
        let secret = Secret::new("my recovery code is moss-7qx2-91kd.");
        let check = |text: &str, expected| assert_eq!(secret.is_in(text), expected, "{text}");
        check("the code is moss-7qx2-91kd", true);
        check("bW9zcy03cXgyLTkxa2Q=", true);
        check("dk19-2xq7-ssom", true);
        check("6d6f73732d377178322d39316b64", true);
        check("moss-7qx", true);
        check("moss on the roof", false);
        check("what is my recovery rate", false);
        assert!(
            secret.is_spread_over(&["moss", "7qx2", "91kd"]) && !secret.is_spread_over(&["moss", "91kd"])
        );
        assert!(secret.crumbles_in("7qx") && !secret.crumbles_in("roof"));
    }
}
