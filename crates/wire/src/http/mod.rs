//! Streamable HTTP: a client link, and a server that offers any service at an address.
//!
//! Surfaces bounded here: T01 (refusals are errors, never followed), T02 (redirects stay on their origin), T03
//! (session ids of bounded length and plain characters), T04 (endless and dripping event streams), T05 (no
//! compression, no cookies, bounded bodies), T06 (size and syntax of messages) and T12 (every wait ends).

mod client;
mod copied;
mod mirror;
mod server;
pub mod sse;

pub use client::{HttpClient, HttpTarget};
pub use copied::{Copied, CopiedArgument, is_token};
pub use mirror::{METHOD, NAME, SESSION, VERSION};
pub use server::{Admission, Factory, HttpServer};
