//! Worlds and missions of the levels that ask for one kind of thing each. Every function draws in the original's order.

pub(super) mod carry;
mod common;
pub(super) mod go;
pub(super) mod open;
pub(super) mod unlock;

pub(super) use common::Drawn;
