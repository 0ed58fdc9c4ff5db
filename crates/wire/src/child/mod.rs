//! A third party's process as a link: started with little, watched, and certainly gone afterwards.
//!
//! Surfaces bounded here: P05 (environment), P06 (standard error), P07 (crash, slow start, hang on close), and by
//! the framing T06 and T07. What a process can do to the machine is the sandbox's business, not this module's.

mod link;
mod process;
mod stderr;

pub use link::Child;
