//! How a game stands.

/// Won, lost, or neither yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The game goes on.
    #[default]
    Playing,
    /// It ended well.
    Success,
    /// It ended because moves or tries ran out.
    Failure,
}

/// What a game says to a move after its end.
pub(crate) const OVER: &str = "The game is over.";
/// What a world says after its end where AgentGym's server refuses with these words, the environment's number apart.
pub(crate) const FINISHED: &str = "The task has finished.";

impl Outcome {
    /// Every word that [`Outcome::word`] gives.
    pub(crate) const WORDS: [&str; 3] = ["playing", "success", "failure"];

    /// The outcome for programs.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Playing => "playing",
            Self::Success => "success",
            Self::Failure => "failure",
        }
    }

    /// Whether the game is over.
    pub(crate) fn done(self) -> bool {
        self != Self::Playing
    }

    /// Reward, 0 or 1.
    pub(crate) fn reward(self) -> f64 {
        f64::from(u8::from(self == Self::Success))
    }
}
