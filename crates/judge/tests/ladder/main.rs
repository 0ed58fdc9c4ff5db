//! The verdict ladder, rung by rung, for every predicate.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail loudly")]

mod breached;
mod called;
mod case;
mod compared;
mod complied;
mod costs;
mod leaked;
mod reach;
mod said;
mod transferred;
