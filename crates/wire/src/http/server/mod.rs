//! The server's side of Streamable HTTP: any service, offered at an address, in both eras.
//!
//! - *Initialize era*: each session has a link of its own, named by a token that cannot be guessed.
//! - *Stateless era*: all clients share one link, so that what a call changed the next one sees. A request
//!   id that stood on the link before is replaced on the way in and restored on the way out, so that clients do not
//!   collide.
//!
//! Messages pass as they stand, byte for byte, both ways. Only where an id is replaced does the service see another
//! one; the client sees its own.

mod admission;
mod endpoint;
mod labels;
mod listen;
mod names;
mod reply;
mod sessions;
mod switchboard;

pub use admission::Admission;
pub use listen::HttpServer;
pub use sessions::Factory;
