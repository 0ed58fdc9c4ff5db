//! The host: an MCP client with an agent loop in it.
//!
//! A [`Host`] connects to services through their chains, offers their tools to a model, carries out its calls, and
//! stops at a final answer or a bound. Which server-controlled fields it forwards to the model, and what else a service
//! can make it do, is its [`Profile`]. It writes what the model saw and said into the trace, so that no judge has to
//! believe anyone.

mod answerer;
mod budget;
mod copies;
mod form;
mod host;
mod kit;
mod profile;
mod schema;
mod service;
mod toolbox;
mod words;

pub use budget::{Budget, Spent};
pub use host::{Ending, Host, Mission};
pub use kit::Kit;
pub use profile::{
    Beyond, Collision, Conduct, Elicitation, Field, Fields, Headers, Invalid, PROFILES, Profile, Relist,
    Roots, Rounds, SEEN, Screen, Subscribes, profile,
};
pub use service::Service;
