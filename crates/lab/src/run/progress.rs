//! Who is told how a run goes.

use store::{Cell, Trial};

/// Told of every step of a run, from several threads.
pub trait Progress: Send + Sync {
    /// The run begins: so many trials in all, so many of them recorded before, and so many queries of searches that are
    /// not over.
    fn begins(&self, total: usize, already: usize, queries: u64);
    /// The recorded queries of this search are of no use and will be played again, because another version of the program
    /// recorded them: this is what differs.
    fn begins_anew(&self, search: &Cell, difference: &str);
    /// A trial is recorded: from here on it survives whatever happens.
    fn recorded(&self, trial: &Trial);
}

/// Nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quiet;

impl Progress for Quiet {
    fn begins(&self, _: usize, _: usize, _: u64) {}

    fn begins_anew(&self, _: &Cell, _: &str) {}

    fn recorded(&self, _: &Trial) {}
}
