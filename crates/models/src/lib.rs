//! Models: what turns a chat request into a reply.
//!
//! - [`Model`] is the one trait; [`ChatRequest`] and [`ChatReply`] are what flows through it.
//! - [`mod@reference`] holds two models that need no key: they play a task's solution, and one of them also obeys what
//!   it reads in third-party text. They are **bounds that isolate the delivery of attacks and the effect of
//!   defenses, not estimates of an LLM**.
//! - [`provider`] puts real providers behind the same trait.
//! - [`Retry`], [`Timeout`] and [`Latency`] wrap any model and are one themselves.
//! - [`Question`] is what a defense asks a second model, a judge the model that grades, and an attacker a model that words.
//! - [`MODELS`] lists what there is; [`ModelId`] reads a name, and [`open`] turns it into a model.
//!
//! This crate is a leaf of the house: it knows chat, and nothing of MCP, attacks or environments.

mod catalogue;
mod chat;
mod error;
mod excerpt;
mod id;
mod latency;
pub mod provider;
mod question;
pub mod reference;
mod retry;
mod timeout;
mod usage;

pub use catalogue::{MODELS, ModelEntry, ProviderSettings, open};
pub use chat::{ChatMessage, ChatReply, ChatRequest, Forwarded, Model, Stop, ToolCall, ToolSpec, Usage};
pub use error::ModelError;
pub use id::ModelId;
pub use latency::Latency;
pub use provider::Provider;
pub use question::Question;
pub use retry::{Jitter, Retry, RetryPolicy};
pub use timeout::Timeout;
