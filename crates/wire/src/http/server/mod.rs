//! The server's side of Streamable HTTP: any service, offered at an address, in both eras.
//!
//! - *Initialize era*: each session has a link of its own, named by a token that cannot be guessed.
//! - *Stateless era*: all clients share one link, so that what a call changed the next one sees. Request ids are
//!   replaced on the way in and restored on the way out, so that clients do not collide.
//!
//! A message of the service leaves as it stood, byte for byte, but for the id in the stateless era, which is
//! the client's own again.

mod admission;
mod endpoint;
mod labels;
mod listen;
mod reply;
mod sessions;
mod switchboard;

pub use admission::Admission;
pub use listen::HttpServer;
pub use sessions::Factory;
