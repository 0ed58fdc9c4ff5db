//! How a payload is worded or encoded.

mod ansi;
mod authority;
mod autodan;
mod bidi;
mod cipherchat;
mod codechameleon;
mod direct;
mod encoded;
mod escape_characters;
mod fake_completion;
mod fake_turn;
mod false_error;
mod fiction;
mod homoglyph;
mod ignore_previous;
mod impersonation;
mod implicit;
mod markup;
mod nest;
mod pap;
mod rewrite;
mod split;
mod tags;
mod tool_knowledge;
mod variations;
mod zero_width;

use crate::{AttackError, Family, Parameter, Payload};

/// A way to word a demand, or to word anew what another strategy made of it.
pub trait Strategy: Send + Sync {
    /// Catalogue id, without `/`, `>` and `:`.
    fn id(&self) -> &'static str;
    /// One sentence.
    fn summary(&self) -> &'static str;
    /// Where it is described.
    fn source(&self) -> &'static str;
    /// Which method it belongs to.
    fn family(&self) -> Family;
    /// What may follow the id.
    fn parameter(&self) -> Parameter {
        Parameter::None
    }
    /// The payload, made of what came before. Every sentence of the demand must be recoverable from it. `value` is
    /// the place of the chosen word, or the chosen number; 0 for a strategy that takes nothing.
    fn word(&self, payload: Payload, value: usize) -> Payload;
}

/// Every strategy, by family. The first of a family stands for it.
pub const STRATEGIES: &[&dyn Strategy] = &[
    &direct::DIRECT,
    &encoded::BASE64,
    &encoded::CAESAR,
    &encoded::MORSE,
    &encoded::CIPHER,
    &cipherchat::CIPHERCHAT,
    &codechameleon::CODECHAMELEON,
    &fiction::FICTION,
    &rewrite::REWRITE,
    &nest::NEST,
    &pap::PAP,
    &autodan::AUTODAN,
    &authority::AUTHORITY,
    &ignore_previous::IGNORE_PREVIOUS,
    &fake_completion::FAKE_COMPLETION,
    &escape_characters::ESCAPE_CHARACTERS,
    &fake_turn::FAKE_TURN,
    &tool_knowledge::TOOL_KNOWLEDGE,
    &false_error::FALSE_ERROR,
    &impersonation::IMPERSONATION,
    &implicit::IMPLICIT,
    &markup::MARKUP,
    &tags::TAGS,
    &zero_width::ZERO_WIDTH,
    &variations::VARIATIONS,
    &bidi::BIDI,
    &homoglyph::HOMOGLYPH,
    &ansi::ANSI,
    &split::SPLIT,
];

/// The strategy with this id.
///
/// # Errors
/// [`AttackError::Unknown`] with the list of what exists.
pub fn strategy(id: &str) -> Result<&'static dyn Strategy, AttackError> {
    STRATEGIES
        .iter()
        .copied()
        .find(|strategy| strategy.id() == id)
        .ok_or_else(|| AttackError::unknown("strategy", id, STRATEGIES.iter().map(|strategy| strategy.id())))
}
