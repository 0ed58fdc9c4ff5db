//! The wire: JSON-RPC and MCP messages kept byte-faithful, and the links that carry them.
//!
//! Nothing in this crate knows a tool, an attack, or a defense. A [`Message`] is the text that stood on the
//! wire; everything else is a view into it. Both protocol eras are first class: the *initialize era*
//! (2024-11-05 to 2025-11-25) and the *stateless era* (2026-07-28).
//!
//! | part | what it is |
//! |---|---|
//! | [`json`] | a strict scanner that yields spans, paths over them, and edits that leave every other byte alone |
//! | [`Message`] | one message as it stood, with a head (id, method, params, result, error) found by one scan |
//! | [`Link`] | one end of a connection, which carries whole messages in order |
//! | [`memory_pair`] | two ends joined in memory |
//! | [`stdio`] | messages as lines: any byte streams, or this process's own standard input and output |
//! | [`Child`] | a third party's process, described by a [`Program`] |
//! | [`http`] | Streamable HTTP: a client, a server, and the event parser |
//! | [`fault`] | what a server may do wrong below its messages, on request |
//! | [`Client`] | requests and answers over a link: ids, timeouts, eras, anomalies |
//! | [`Limits`] | every bound with its default |

mod child;
mod client;
mod era;
mod error;
pub mod fault;
mod handler;
mod hello;
pub mod http;
mod id;
pub mod json;
mod limits;
mod link;
mod memory;
mod message;
mod program;
pub mod stdio;

pub use child::Child;
pub use client::{Client, Ids, Settings};
pub use era::{
    Era, EraPolicy, METHOD_DISCOVER, METHOD_INITIALIZE, METHOD_LISTEN, STATELESS, VERSIONS_WITH_INITIALIZE,
};
pub use error::{ErrorObject, LinkError, MessageError, escaped, excerpt};
pub use handler::{Handler, Refuse};
pub use hello::{Hello, Implementation};
pub use id::Id;
pub use limits::Limits;
pub use link::Link;
pub use memory::{MemoryLink, memory_pair};
pub use message::{Kind, Message};
pub use program::Program;
