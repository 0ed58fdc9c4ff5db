//! The host: an MCP client with an agent loop in it.
//!
//! A [`Host`] connects to services through their chains, offers their tools to a model, carries out its calls, and
//! stops at a final answer or a bound. Which server-controlled fields it forwards to the model is its [`Profile`].
//! It writes what the model saw and said into the trace, so that no judge has to believe anyone.

mod budget;
mod host;
mod profile;
mod result;
mod rounds;
mod toolbox;

pub use budget::{Budget, Spent};
pub use host::{Ending, Host, Mission, Service};
pub use profile::{PROFILES, Profile, Structured, profile};
