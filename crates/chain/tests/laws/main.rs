//! The laws of a chain, on generated traffic.

mod common;
mod correlation;
mod ends;
mod identity;
mod mixture;
mod runaway;
mod trace;
