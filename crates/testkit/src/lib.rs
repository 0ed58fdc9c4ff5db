//! Check helpers, scripted peers and fixtures for tests.
//!
//! | part | what it is |
//! |---|---|
//! | [`ScriptedPeer`] | the far side of a link, playing raw texts: well-behaved, slow or hostile |
//! | [`Double`] | an HTTP server that says what it was told to say |
//! | [`Tee`] | two byte streams joined, with a record of what went through |
//! | [`installed`], [`shared`] | what lies outside the project |
//! | [`group_members`] | who is left of a process group |
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "test helpers fail loudly")]

mod double;
mod installed;
mod peer;
mod processes;
mod tee;

pub use double::{Asked, Double, Said};
pub use installed::{installed, shared};
pub use peer::{Act, ScriptedPeer};
pub use processes::group_members;
pub use tee::Tee;
