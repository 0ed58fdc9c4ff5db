//! Results as text for a terminal.

mod adaptive;
mod block;
mod choice;
mod entry;
mod flow;
mod grid;
mod group;
mod headline;
mod layout;
mod note;
mod text;

pub use choice::Choice;
pub use flow::counted;
pub(crate) use headline::Headline;
pub use text::TextOptions;
