//! Who is told how a run goes.

use store::Trial;

/// Told of every step of a run, from several threads.
pub trait Progress: Send + Sync {
    /// The run begins: so many trials in all, so many of them recorded before.
    fn begins(&self, total: usize, already: usize);
    /// A trial is recorded: from here on it survives whatever happens.
    fn recorded(&self, trial: &Trial);
}

/// Nobody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quiet;

impl Progress for Quiet {
    fn begins(&self, _: usize, _: usize) {}

    fn recorded(&self, _: &Trial) {}
}
