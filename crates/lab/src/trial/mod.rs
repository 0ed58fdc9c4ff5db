//! One trial: a world, a chain, a host, a judge.

mod cause;
mod data;
mod facts;
mod folder;
mod open;
mod patience;
mod pins;
mod play;
mod search;
mod unstorable;
mod verdict;
mod world;

pub(crate) use data::data;
pub(crate) use open::{Offered, open};
pub(crate) use pins::Pins;
pub use pins::lock;
pub(crate) use play::run;
pub(crate) use search::Search;
pub(crate) use unstorable::unstorable;

use thiserror::Error;

/// Why a trial did not come about. It becomes the note of a harness error.
#[derive(Debug, Error)]
pub(crate) enum Fault {
    #[error(transparent)]
    Environment(#[from] environments::EnvironmentError),
    #[error(transparent)]
    Attack(#[from] attacks::AttackError),
    #[error(transparent)]
    Defense(#[from] defenses::DefenseError),
    #[error(transparent)]
    Expression(#[from] chain::ExpressionError),
    #[error("the search has no attack to try")]
    NothingToTry,
    #[error("{0}")]
    Folder(String),
    #[error("{0}")]
    Service(String),
}
