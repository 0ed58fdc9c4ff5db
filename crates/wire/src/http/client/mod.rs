//! The client's side of Streamable HTTP.

mod connection;
mod follow;
mod link;
mod read;
mod target;

pub use link::HttpClient;
pub use target::HttpTarget;
