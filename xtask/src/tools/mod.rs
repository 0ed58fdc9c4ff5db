//! What tests and experiments need besides Rust: third-party MCP servers and the original
//! ScienceWorld, unmodified and pinned.

mod history;
mod install;
mod need;
mod npm;
mod python;
mod stamp;

pub(crate) use install::install;
