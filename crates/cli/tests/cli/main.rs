//! The program as its users meet it: arguments in, exit code and text out.
#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "test helpers fail loudly")]

mod agentgym;
mod behaviors;
mod catalog;
mod detector;
mod environments;
mod help;
mod interrupt;
mod kill;
mod mistakes;
mod pin;
mod support;
mod views;
