//! Which published method a strategy belongs to.

use std::fmt;

/// The strategies of the SafeMCP paper, and all others. Prompt Fusion, the paper's eighth, is a placement here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// The demand as it is.
    Direct,
    /// Ciphers (arXiv 2308.06463).
    CipherChat,
    /// Encodings that come with their decoder (arXiv 2402.16717).
    CodeChameleon,
    /// Scenes inside scenes (arXiv 2311.03191).
    DeepInception,
    /// Rewriting and nesting (arXiv 2311.08268).
    ReNeLlm,
    /// Persuasion (arXiv 2401.06373).
    Pap,
    /// A genetic search over wordings (arXiv 2310.04451).
    AutoDan,
    /// Seen in the field.
    Field,
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Direct => "direct",
            Self::CipherChat => "cipherchat",
            Self::CodeChameleon => "codechameleon",
            Self::DeepInception => "deepinception",
            Self::ReNeLlm => "renellm",
            Self::Pap => "pap",
            Self::AutoDan => "autodan",
            Self::Field => "field",
        })
    }
}
