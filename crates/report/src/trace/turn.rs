//! One thing that happened, ready to be shown. All texts are raw, and hostile until [`crate::show`] has seen them.

/// One turn of the conversation between model, host, defenses, attack and service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// What kind of thing happened.
    pub sort: Sort,
    /// One line on it: `tools/call read`, `result of read`.
    pub title: String,
    /// Its text.
    pub body: Vec<Span>,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The attack wrote a payload.
    Planted,
    /// A defense found something.
    Found,
    /// A message crossed the defenses as it was.
    Carried,
    /// A message crossed the defenses and was changed on the way.
    Changed,
    /// A message did not cross the defenses.
    Stopped,
    /// A message that a defense made.
    Made,
    /// A text of host or user stood in a model request.
    Asked,
    /// A text of a third party stood in a model request.
    Exposed,
    /// The model answered.
    Said,
    /// The host showed the user a text.
    Shown,
    /// The host reached out of its own accord.
    Reached,
}

impl Sort {
    /// The word for it, also its class on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Planted => "planted",
            Self::Found => "found",
            Self::Carried => "carried",
            Self::Changed => "changed",
            Self::Stopped => "stopped",
            Self::Made => "made",
            Self::Asked => "asked",
            Self::Exposed => "exposed",
            Self::Said => "said",
            Self::Shown => "shown",
            Self::Reached => "reached",
        }
    }
}

/// A piece of text that is shown in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// How it is shown.
    pub tone: Tone,
    /// The text.
    pub text: String,
}

impl Span {
    /// A span.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { tone, text: text.into() }
    }
}

/// How a piece of text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As any text.
    Plain,
    /// As part of what the attack wrote.
    Payload,
    /// As something that a defense took away.
    Removed,
    /// As something that a defense put there.
    Added,
    /// As a call that the model asked for.
    Call,
}

impl Tone {
    /// The word for it, also its class on a page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Payload => "payload",
            Self::Removed => "removed",
            Self::Added => "added",
            Self::Call => "call",
        }
    }
}
