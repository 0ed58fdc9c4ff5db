//! What can be said of a few trials about all that could have been run.

mod interval;
mod rate;

pub use interval::wilson;
pub use rate::Rate;
