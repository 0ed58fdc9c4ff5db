//! Results as text for a terminal.

mod column;
mod grid;
mod headline;
mod text;

pub(crate) use headline::Headline;
pub use text::TextOptions;
