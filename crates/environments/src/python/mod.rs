//! The parts of Python that the originals let show: how `str` prints data, how literals are read, and the orders that
//! `set` and `random` give.

mod parse;
mod print;
mod random;
mod set;

pub(crate) use parse::parse;
pub(crate) use print::{quote, repr, text};
pub(crate) use random::Random;
pub(crate) use set::{Set, hash};
