//! What a server does wrong below its messages: the rows of transport and process that no layer can write.
//!
//! | fault | what it spoils | row |
//! |---|---|---|
//! | [`Session`] | the id of an HTTP session | T03 |
//! | [`Stream`] | a stream of events | T04 |
//! | [`Framing`] | lines on standard output | T07 |
//! | [`Noise`] | standard error | P06 |
//! | [`Process`] | start, life and end of the process | P07 |
//!
//! The servers of this crate take a [`Fault`] as an option; what a process does by itself is left to its program.
//! Messages themselves stay as they are.

mod framing;
mod noise;
mod process;
mod session;
mod stream;

pub use framing::Framing;
pub use noise::Noise;
pub use process::Process;
pub use session::Session;
pub use stream::Stream;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// One fault of a server, the words that it carries, and whether it shows now.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What goes wrong.
    pub flaw: Flaw,
    /// The words, wherever the flaw has room for some.
    pub text: Arc<str>,
    /// While it is off, the server behaves.
    pub switch: Switch,
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The id of an HTTP session.
    Session(Session),
    /// A stream of events.
    Stream(Stream),
    /// Lines on standard output.
    Framing(Framing),
    /// Standard error.
    Noise(Noise),
    /// The process itself.
    Process(Process),
}

/// Turns a fault on and off. Its copies are the same switch.
#[derive(Clone, Debug, Default)]
pub struct Switch(Arc<AtomicBool>);

impl Switch {
    /// Turns it.
    pub fn set(&self, on: bool) {
        self.0.store(on, Ordering::Relaxed);
    }

    /// Whether it is on.
    pub fn is_on(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Fault {
    /// What goes wrong now.
    pub fn now(&self) -> Option<Flaw> {
        self.switch.is_on().then_some(self.flaw)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_fault_is_explained_by_an_example_that_runs() {
        let sources = [
            include_str!("session.rs"),
            include_str!("stream.rs"),
            include_str!("framing.rs"),
            include_str!("noise.rs"),
            include_str!("process.rs"),
        ];
        for source in sources {
            let headings: Vec<&str> =
                source.lines().filter_map(|line| line.strip_prefix("//! ## ")).collect();
            assert_eq!(headings, ["What it does", "Why it works", "Example", "References"]);
            assert!(source.contains("//! ## Example\n//! ```\n//! use wire::"), "{source}");
        }
    }
}
