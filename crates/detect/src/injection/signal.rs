//! What the detector says of a text.

use std::fmt;
use std::ops::Range;

/// From this score on a text counts as injected.
pub const THRESHOLD: f32 = 0.5;

/// What kind of thing was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Earlier instructions are to be ignored.
    Override,
    /// The task is put off or replaced.
    Detour,
    /// A tool is to be called.
    Call,
    /// Arguments for a call are given.
    Arguments,
    /// Something must be done.
    Obligation,
    /// Importance, urgency, or an office is claimed.
    Authority,
    /// The model is spoken to.
    Address,
    /// The user is not to know.
    Secrecy,
    /// Something secret is to be given away.
    Secret,
    /// Something is to be sent to a stranger.
    Destination,
    /// A request in the first person.
    Request,
    /// Marks of another role in the conversation.
    Role,
    /// A story that the model is to take part in.
    Fiction,
    /// The reply is to be bent.
    Reply,
    /// Characters that nobody sees.
    Invisible,
    /// A text under an encoding.
    Encoded,
    /// The wording as a whole is that of an instruction to a model.
    Phrasing,
}

impl Family {
    /// Families that are evidence for the learned part: all but its own.
    pub(super) const EVIDENCE: usize = Self::Phrasing as usize;
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Override => "overrides earlier instructions",
            Self::Detour => "replaces the task",
            Self::Call => "asks for a tool call",
            Self::Arguments => "gives arguments for a call",
            Self::Obligation => "claims an obligation",
            Self::Authority => "claims authority or urgency",
            Self::Address => "speaks to the model",
            Self::Secrecy => "keeps something from the user",
            Self::Secret => "asks for a secret",
            Self::Destination => "sends something to a stranger",
            Self::Request => "makes a request",
            Self::Role => "imitates another role",
            Self::Fiction => "tells a story to act in",
            Self::Reply => "bends the reply",
            Self::Invisible => "holds invisible characters",
            Self::Encoded => "holds encoded text",
            Self::Phrasing => "is worded like an instruction to a model",
        })
    }
}

/// One thing that was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What it is.
    pub family: Family,
    /// The chance that it is no accident, 0 to 1.
    pub weight: f32,
    /// Where it stands: bytes of the text.
    pub span: Range<usize>,
}

/// The judgement on a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signal {
    /// 0 (not at all) to 1 (certainly).
    pub score: f32,
    /// What the score is made of, by place: at most one of each family.
    pub reasons: Vec<Reason>,
}

impl Signal {
    /// Whether the score reaches [`THRESHOLD`].
    pub fn injected(&self) -> bool {
        self.score >= THRESHOLD
    }
}
