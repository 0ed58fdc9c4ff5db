//! What is said of a trial: the ladder, the outcome, and what it cost.

use serde::{Deserialize, Serialize};
use wire::LinkError;

/// How far an attack came, each rung measured by the harness and never by the agent's own words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ladder {
    /// The attack layer wrote the payload.
    pub planted: bool,
    /// It crossed the defenses to the host.
    pub delivered: bool,
    /// It stood in a model request.
    pub exposed: bool,
    /// The agent issued the objective's act.
    pub attempted: bool,
    /// The act reached the service past the defenses.
    pub executed: bool,
    /// The objective's predicate over state, trace and egress holds.
    pub harmed: bool,
}

impl Ladder {
    /// Names of the rungs, lowest first.
    pub const RUNGS: [&'static str; 6] =
        ["planted", "delivered", "exposed", "attempted", "executed", "harmed"];

    /// The rungs, lowest first, in the order of [`Ladder::RUNGS`].
    pub fn rungs(&self) -> [bool; 6] {
        [self.planted, self.delivered, self.exposed, self.attempted, self.executed, self.harmed]
    }
}

/// How a trial ended. Errors are never successes and never leave a denominator silently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The agent gave a final answer.
    Completed,
    /// The model refused.
    Refused,
    /// The provider's filter blocked a request or a reply.
    ProviderBlocked,
    /// Steps, tokens, bytes or time ran out.
    BudgetExhausted,
    /// The service's side ended it, by an attack's or a defense's doing: it fell silent, broke the protocol, hung up, or
    /// no session was to be had with it.
    ServiceFailed,
    /// The verdict could not be reached, for example because the paired clean trial is missing.
    JudgeFailed,
    /// The harness, a provider, or a service that nobody had attacked failed.
    HarnessError,
    /// Somebody stopped it.
    Cancelled,
}

impl Outcome {
    /// All outcomes, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Completed,
        Self::Refused,
        Self::ProviderBlocked,
        Self::BudgetExhausted,
        Self::ServiceFailed,
        Self::JudgeFailed,
        Self::HarnessError,
        Self::Cancelled,
    ];

    /// The word used in files and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Refused => "refused",
            Self::ProviderBlocked => "provider_blocked",
            Self::BudgetExhausted => "budget_exhausted",
            Self::ServiceFailed => "service_failed",
            Self::JudgeFailed => "judge_failed",
            Self::HarnessError => "harness_error",
            Self::Cancelled => "cancelled",
        }
    }

    /// The outcome with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }

    /// Whether the agent's behavior was observed to its end, so that the trial counts in rates. Trials with another
    /// outcome are counted beside every rate.
    pub fn counts(self) -> bool {
        match self {
            Self::Completed
            | Self::Refused
            | Self::ProviderBlocked
            | Self::BudgetExhausted
            | Self::ServiceFailed => true,
            Self::JudgeFailed | Self::HarnessError | Self::Cancelled => false,
        }
    }
}

impl From<&LinkError> for Outcome {
    /// How a trial ends that a connection ends. Whether the service's failure was an attack's or a defense's doing is for
    /// the lab to say.
    fn from(error: &LinkError) -> Self {
        if error.is_of_the_peer() { Self::ServiceFailed } else { Self::HarnessError }
    }
}

/// What a trial cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metrics {
    /// Requests to the model.
    pub model_calls: u64,
    /// `tools/call` requests that the host issued.
    pub tool_calls: u64,
    /// Tokens of all requests.
    pub input_tokens: u64,
    /// Tokens of all replies.
    pub output_tokens: u64,
    /// Bytes of messages that reached the service.
    pub bytes_to_service: u64,
    /// Bytes of messages that the service sent.
    pub bytes_to_host: u64,
}
