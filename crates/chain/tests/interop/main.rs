//! What goes through an empty chain is, byte for byte, what goes without one: against the reference SDK as server and
//! as client, in both eras, over memory, processes and HTTP, and against servers that others wrote.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests fail loudly"
)]

mod far;
mod guard;
mod host;
mod record;
mod recorder;
mod script;
mod sdk;
mod servers;
mod service;
